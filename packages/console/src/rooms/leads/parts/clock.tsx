import { instantLabel, type LeadClock, leadClockAt, type StatusHue, type StatusShape } from '@hulei/core'
import { hueColours } from '../../../shell/theme.ts'
import { leadsText as text } from '../leads.text.ts'

const looks: Readonly<Record<LeadClock['state'], { shape: StatusShape; hue: StatusHue }>> = {
  running: { shape: '◐', hue: 'fair' },
  soon: { shape: '▲', hue: 'warn' },
  over: { shape: '■', hue: 'bad' },
  decided: { shape: '●', hue: 'good' },
  'decided-late': { shape: '●', hue: 'warn' },
}

type Clocked = { readonly reportedAt: string; readonly decideBy: string; readonly decidedAt: string | null }

/** The clock at a moment, of a lead as the server gives it. */
export const clockOf = (lead: Clocked, now: number): LeadClock =>
  leadClockAt(
    {
      reportedAt: Date.parse(lead.reportedAt),
      decideBy: Date.parse(lead.decideBy),
      decidedAt: lead.decidedAt ? Date.parse(lead.decidedAt) : null,
    },
    now,
  )

/** How long is left to decide, or how long it is over: shape, words and colour together. */
export function ClockMark({ lead, now }: { lead: Clocked; now: number }) {
  const clock = clockOf(lead, now)
  const { shape, hue } = looks[clock.state]
  return (
    <span
      style={{
        color: hueColours[hue],
        whiteSpace: 'nowrap',
        fontWeight: clock.state === 'over' ? 600 : undefined,
      }}
      title={`${text.decideBy} ${instantLabel(lead.decideBy)}`}
    >
      <span aria-hidden="true">{shape}</span> {text.clockWords[clock.state](clock)}
    </span>
  )
}
