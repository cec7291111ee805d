import { type Day, dayOf, type Window } from '@hulei/core'

/** What the measures of leads should answer, counted in the plainest way; nothing shared with the measures themselves. */

export type LeadRow = {
  readonly id: string
  readonly unit: string | null
  readonly state: string
  readonly source: string
  readonly reportedAt: string
  readonly decideBy: string
  readonly decidedAt: string | null
  readonly acknowledgedAt: string | null
  readonly closedOn: string | null
  readonly mergedInto: string | null
  readonly isAnswered: boolean
  readonly isOutside: boolean
}

export type Plain = {
  readonly leads: readonly LeadRow[]
  readonly leftOut: readonly string[]
  readonly alarms: readonly { matter: string; alarm: string }[]
  readonly tellings: readonly {
    matter: string
    part: string
    toldAt: string
    acknowledgedAt: string | null
  }[]
  readonly duties: readonly {
    id: string
    matter: string
    unit: string | null
    school: string | null
    isMandatory: boolean
    isLate: boolean
    reportedOn: Day
  }[]
}

type Counted = {
  readonly row: string
  readonly unit: string | null
  readonly due: number
  readonly done: number
  readonly late: number
}

const time = (iso: string | null): number => (iso ? Date.parse(iso) : Number.NaN)
const within = (on: Day, { from, to }: Window) => from <= on && on <= to

export function countPlainly(measure: string, all: Plain, window: Window): Counted[] {
  const inside = all.leads.filter((lead) => !lead.isOutside && !all.leftOut.includes(lead.id))
  const ofWindow = inside.filter((lead) => within(dayOf(time(lead.reportedAt)), window))
  const rang = (lead: LeadRow, alarm: string) =>
    all.alarms.some((each) => each.matter === lead.id && each.alarm === alarm)
  const counted = (lead: LeadRow, doneAt: number, by: number, alarm: string): Counted[] => {
    if (Number.isNaN(doneAt))
      return rang(lead, alarm) ? [{ row: lead.id, unit: null, due: 1, done: 0, late: 0 }] : []
    return [{ row: lead.id, unit: null, due: 1, done: 1, late: doneAt > by ? 1 : 0 }]
  }
  switch (measure) {
    case 'leads.decided':
      return ofWindow.flatMap((lead) => counted(lead, time(lead.decidedAt), time(lead.decideBy), 'overdue'))
    case 'venues.reports-acknowledged':
      return ofWindow
        .filter((lead) => lead.source === 'venue')
        .flatMap((lead) =>
          counted(lead, time(lead.acknowledgedAt), time(lead.reportedAt) + 3_600_000, 'unreceived'),
        )
    case 'leads.leaders-told':
      return ofWindow.flatMap((lead) => {
        const own = all.tellings.filter((each) => each.matter === lead.id)
        if (own.length === 0) return []
        const heads = own.filter((each) => each.part === 'head').map((each) => time(each.acknowledgedAt))
        const officers = own
          .filter((each) => each.part === 'officer' && each.acknowledgedAt)
          .map((each) => time(each.acknowledgedAt))
        const isKnown = heads.length > 0 && officers.length > 0 && !heads.some(Number.isNaN)
        const knownAt = isKnown ? Math.max(...heads, Math.min(...officers)) : Number.NaN
        return counted(lead, knownAt, Math.min(...own.map((each) => time(each.toldAt))) + 600_000, 'silent')
      })
    default:
      return all.duties
        .filter((duty) => inside.some((lead) => lead.id === duty.matter) && within(duty.reportedOn, window))
        .filter((duty) => measure !== 'leads.mandatory-reports' || duty.isMandatory)
        .filter((duty) => measure !== 'leads.matters-moved' || (duty.isMandatory && duty.school !== null))
        .map((duty) => ({ row: duty.id, unit: duty.unit, due: 1, done: 1, late: duty.isLate ? 1 : 0 }))
  }
}

export const inOrder = <R extends { row: string }>(rows: readonly R[]): R[] =>
  [...rows].sort((one, other) => (one.row < other.row ? -1 : 1))
