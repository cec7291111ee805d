import {
  addMonths,
  countGroups,
  type DutyLights,
  formatMonthZh,
  groupOf,
  improvedSince,
  type Month,
  monthOf,
  previousMonth,
  type Role,
  rateOf,
  type Standing,
  standingsOf,
  toWatch,
} from '@hulei/core'
import { Link } from 'react-router'
import { subjectPath } from '../../rooms/duties/index.ts'
import { withQuery } from '../../shell/api.ts'
import { useSession } from '../../shell/session.tsx'
import { Answer } from '../../shell/states.tsx'
import { StatusMark } from '../../shell/status-mark.tsx'
import { hueColours } from '../../shell/theme.ts'
import { useRead } from '../../shell/use-read.ts'
import { homeText as text } from '../home.text.ts'

const overseers: readonly Role[] = ['office', 'leader', 'discipline', 'county']
const WATCHED = 8

/** The month's lights in figures beside those of last month as they were on the same day of it, what to watch, and who lags or gains. */
export function DutySummary() {
  const { actor, township } = useSession()
  const month = monthOf(township.today)
  const isOverseer = overseers.includes(actor.role)
  const lights = useRead<DutyLights>(withQuery('/api/duties/lights', { month }))
  const before = useRead<DutyLights>(
    isOverseer
      ? withQuery('/api/duties/lights', { month: previousMonth(month), asOf: addMonths(township.today, -1) })
      : null,
  )
  return (
    <Answer of={lights}>
      {(data) => (
        <>
          <Figures
            month={month}
            now={data}
            before={before.data}
            isOverseer={isOverseer}
            isLast={actor.role === 'village'}
          />
          <Watch data={data} isOverseer={isOverseer} />
          {isOverseer && <Standings now={data} before={before.data} />}
        </>
      )}
    </Answer>
  )
}

const tiles = [
  ['done', 'good'],
  ['course', 'fair'],
  ['soon', 'warn'],
  ['late', 'bad'],
  ['notMeasured', 'quiet'],
] as const

function Figures(props: {
  month: Month
  now: DutyLights
  before: DutyLights | undefined
  isOverseer: boolean
  /** For who begins with something else. */
  isLast: boolean
}) {
  const now = countGroups(props.now.lights)
  const before = props.before && countGroups(props.before.lights)
  return (
    <section className={props.isLast ? 'sheet home-wide home-last' : 'sheet home-wide'}>
      <h2 className="section">
        <Link to={props.isOverseer ? '/duties' : '/duties/mine'}>
          {text.duties(formatMonthZh(props.month))}
        </Link>
      </h2>
      <div className="home-tiles">
        {tiles.map(([group, hue]) => (
          <div key={group}>
            <div className="home-figure" style={{ color: hueColours[hue] }}>
              {now[group]}
            </div>
            <div>{text.groups[group]}</div>
            {before && <div className="quiet">{text.compared(now[group] - before[group])}</div>}
          </div>
        ))}
      </div>
    </section>
  )
}

function Watch({ data, isOverseer }: { data: DutyLights; isOverseer: boolean }) {
  // Who does the work sees what is under way, too; who oversees only what goes wrong.
  const underWay = isOverseer ? [] : data.lights.filter((light) => groupOf(light.status) === 'course')
  const watched = [...toWatch(data.lights), ...underWay]
  const title = isOverseer ? text.watch : text.toDo
  return (
    <section className="sheet" aria-label={title}>
      <h2 className="section">{title}</h2>
      {watched.length === 0 && <p className="quiet">{isOverseer ? text.watchNone : text.toDoNone}</p>}
      <ul className="home-list">
        {watched.slice(0, WATCHED).map((light) => (
          <li key={`${light.duty} ${light.village} ${light.window.key}`}>
            <div style={{ display: 'flex', gap: 8, justifyContent: 'space-between' }}>
              <Link to={subjectPath(light, {})}>
                {isOverseer && `${light.subject}：`}
                {light.title}
              </Link>
              <StatusMark status={light.status} />
            </div>
            <div className="quiet">{light.reason}</div>
          </li>
        ))}
      </ul>
      {watched.length > WATCHED && (
        <Link to={isOverseer ? '/duties' : '/duties/mine'}>{text.more(watched.length - WATCHED)}</Link>
      )}
    </section>
  )
}

/** Three that lag and three that gained: numbers of lines, never of people. */
function Standings({ now, before }: { now: DutyLights; before: DutyLights | undefined }) {
  const standings = standingsOf(now.lights)
  const worst = standings
    .filter((each) => each.late > 0)
    .sort((left, right) => right.late - left.late || rateOf(left) - rateOf(right))
    .slice(0, 3)
  const improved = before ? improvedSince(standings, standingsOf(before.lights)).slice(0, 3) : []
  const line = (each: Standing, more?: string) => (
    <li key={`${each.unit}/${each.village}`} style={{ display: 'flex', gap: 12 }}>
      <Link to={subjectPath(each, {})} style={{ flex: 1 }}>
        {each.subject}
      </Link>
      <span>{text.rate(each.done, each.all)}</span>
      {more && <span style={{ color: hueColours.good }}>{more}</span>}
    </li>
  )
  return (
    <section className="sheet home-tall">
      <h2 className="section">{text.worst}</h2>
      <ul className="home-list">{worst.map((each) => line(each))}</ul>
      {worst.length === 0 && <p className="quiet">{text.none}</p>}
      <h2 className="section">{text.improved}</h2>
      <ul className="home-list">{improved.map((each) => line(each, text.change(each.points)))}</ul>
      {improved.length === 0 && <p className="quiet">{text.none}</p>}
    </section>
  )
}
