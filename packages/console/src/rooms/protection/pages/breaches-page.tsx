import { acts, type Breach, type BreachStep, breachClock, durationZh, instantLabel } from '@hulei/core'
import { Button } from 'antd'
import { useState } from 'react'
import { ActDrawer, type Doing } from '../../../registers/index.ts'
import { withQuery } from '../../../shell/api.ts'
import { PageHead } from '../../../shell/page-head.tsx'
import { useSession } from '../../../shell/session.tsx'
import { Answer, Nothing } from '../../../shell/states.tsx'
import { hueColours } from '../../../shell/theme.ts'
import { useRead } from '../../../shell/use-read.ts'
import '../protection.css'
import { protectionText as text } from '../protection.text.ts'

/** 泄露事件: each with the clocks of its three steps; the newest first. */
export function Page() {
  const { acts: possible } = useSession()
  const [doing, setDoing] = useState<Doing | undefined>(undefined)
  const list = useRead<{ rows: Breach[] }>(
    withQuery('/api/registers/breach', { state: 'all', sort: '-foundOn', limit: 200 }),
  )
  return (
    <div className="page">
      <PageHead
        title={text.breaches}
        actions={
          possible.includes('breach.record') && (
            <Button type="primary" danger onClick={() => setDoing({ act: 'breach.record' })}>
              {text.record}
            </Button>
          )
        }
      >
        {text.breachesNote}
      </PageHead>
      <section className="sheet">
        <Answer of={list}>
          {({ rows }) =>
            rows.length === 0 ? (
              <Nothing>{text.noBreaches}</Nothing>
            ) : (
              rows.map((row) => <Card key={row.id} of={row} onDo={setDoing} />)
            )
          }
        </Answer>
      </section>
      {doing && <ActDrawer doing={doing} onClose={() => setDoing(undefined)} />}
    </div>
  )
}

function Card({ of, onDo }: { of: Breach; onDo: (doing: Doing) => void }) {
  const { acts: possible } = useSession()
  const now = useBusinessNow()
  const steps = breachClock(instantsOf(of), now)
  const offered = of.closedOn
    ? []
    : [
        ...steps
          .filter(({ state }) => state === 'running' || state === 'over')
          .map(({ step }) => `breach.${step}`),
        ...(steps.every(({ state }) => state !== 'running' && state !== 'over') ? ['breach.close'] : []),
      ].filter((act) => possible.includes(act))
  return (
    <article className="breach-card">
      <div>
        <strong>{of.code}</strong>
        {' · '}
        <span className="quiet">
          {text.foundAt} {instantLabel(of.foundAt)}
        </span>
        {of.closedOn && <span style={{ color: hueColours.good }}> ● {text.closed}</span>}
      </div>
      <div style={{ overflowWrap: 'anywhere' }}>
        {of.what}
        {' · '}
        <span className="quiet">
          {text.people} {of.people}
        </span>
      </div>
      <ul className="breach-steps">
        {steps.map((step) => (
          <li key={step.step}>
            {text.steps[step.step]} <Clock of={step} />
          </li>
        ))}
      </ul>
      {offered.length > 0 && (
        <div className="no-print" style={{ display: 'flex', flexWrap: 'wrap', gap: 8 }}>
          {offered.map((act) => (
            <Button key={act} size="small" onClick={() => onDo({ act, record: of })}>
              {acts.get(act)?.title}
            </Button>
          ))}
        </div>
      )}
    </article>
  )
}

/** How a step stands: a shape, a colour and words. */
function Clock({ of: { state, minutes } }: { of: BreachStep }) {
  const span = durationZh(minutes)
  const looks = {
    done: ['●', 'good', text.stepDone],
    'done-late': ['●', 'bad', text.stepDoneLate(span)],
    running: ['▲', 'fair', text.running(span)],
    over: ['■', 'bad', text.over(span)],
    'not-needed': ['—', 'quiet', text.notNeeded],
  } as const
  const [shape, hue, words] = looks[state]
  return (
    <span style={{ color: hueColours[hue] }}>
      <span aria-hidden="true">{shape}</span> {words}
    </span>
  )
}

const instantsOf = (of: Breach) => {
  const at = (text: string | null) => (text === null ? null : Date.parse(text))
  return {
    containBy: Date.parse(of.containBy),
    reportBy: Date.parse(of.reportBy),
    tellBy: Date.parse(of.tellBy),
    containedAt: at(of.containedAt),
    reportedAt: at(of.reportedAt),
    toldAt: at(of.toldAt),
    needsNoTelling: of.needsNoTelling,
  }
}

/** The business clock: a demonstration stands on its day, at the real time of day. */
function useBusinessNow(): number {
  const { today } = useSession().township
  const offset = 8 * 3_600_000
  return Date.parse(`${today}T00:00:00+08:00`) + ((Date.now() + offset) % 86_400_000)
}
