import { durationZh } from '@hulei/core'
import { Link } from 'react-router'
import { Answer } from '../../../shell/states.tsx'
import { hueColours } from '../../../shell/theme.ts'
import { useMoment } from '../../../shell/use-moment.ts'
import { useRead } from '../../../shell/use-read.ts'
import type { LeadFigures } from '../lead-types.ts'
import { leadsText as text } from '../leads.text.ts'

/** Of the first page: leads without a decision, those past their limit in red, those that wait for one's receipt. */
export function LeadCard() {
  const figures = useRead<LeadFigures>('/api/leads/figures')
  return (
    <section className="sheet home-wide" aria-label={text.home}>
      <h2 className="section">
        <Link to="/leads">{text.home}</Link>
      </h2>
      <Answer of={figures}>{(data) => <Figures data={data} />}</Answer>
    </section>
  )
}

function Figures({ data }: { data: LeadFigures }) {
  const now = useMoment(data.now)
  const left = data.nextBy ? Date.parse(data.nextBy) - now : 0
  const tile = (words: string, count: number, hue: keyof typeof hueColours, to: string) => (
    <Link to={to} style={{ color: 'inherit' }}>
      <div className="home-figure" style={{ color: hueColours[count > 0 ? hue : 'quiet'] }}>
        {count > 0 && hue === 'bad' && <span aria-hidden="true">■ </span>}
        {count}
      </div>
      <div>{words}</div>
    </Link>
  )
  return (
    <>
      <div className="home-tiles">
        {tile(text.homeUndecided, data.undecided, 'fair', '/leads?state=undecided')}
        {tile(text.homeOver, data.over, 'bad', '/leads?state=over')}
        {tile(text.homeMine, data.toAcknowledge, 'warn', '/leads')}
      </div>
      {data.undecided === 0 ? (
        <p className="quiet">{text.homeNone}</p>
      ) : data.over > 0 ? (
        <p style={{ color: hueColours.bad }}>{text.homeLate}</p>
      ) : (
        <p className="quiet">{text.homeNext(durationZh(Math.max(0, Math.floor(left / 60_000))))}</p>
      )}
    </>
  )
}
