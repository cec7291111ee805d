import type { LeadClock } from '@hulei/core'
import type { HistoryEntry } from '../../registers/index.ts'

/** One line of the inbox, as the server gives it. */
export type LeadLine = {
  readonly id: string
  readonly code: string
  readonly source: string
  readonly concerns: string
  readonly setting: string | null
  readonly situation: string | null
  readonly isDangerNow: boolean
  readonly isOutside: boolean
  readonly village: string | null
  readonly school: string | null
  readonly unit: string | null
  readonly state: string
  readonly reportedAt: string
  readonly decideBy: string
  readonly decidedAt: string | null
  readonly acknowledgedAt: string | null
  readonly outcome: string | null
  readonly closedOn: string | null
  readonly takers: readonly { account: string; holder: string; title: string }[]
  readonly awaitsReceipt: boolean
  readonly clock: LeadClock
}

export type LeadList = { readonly rows: readonly LeadLine[]; readonly total: number; readonly now: string }

/** That somebody was told of a lead or a missing child, and when they acknowledged it. */
export type Telling = {
  readonly holder: string
  readonly title: string
  readonly part: string
  readonly isMine: boolean
  readonly toldAt: string
  readonly acknowledgedAt: string | null
}

/** One lead with what belongs to it but its sealed people. */
export type LeadPage = {
  readonly lead: Omit<LeadLine, 'takers' | 'awaitsReceipt'> & {
    readonly version: string
    readonly happenedOn: string | null
    readonly decision: string | null
    readonly answer: string | null
    readonly answeredOn: string | null
    readonly mergedInto: string | null
  }
  /** The venue whose sign was scanned, for who sees venues. */
  readonly venue: { readonly id: string; readonly name: string } | null
  readonly tellings: readonly Telling[]
  readonly alarms: readonly { alarm: string; at: string }[]
  readonly linked: readonly { id: string; code: string; state: string; isInto: boolean }[]
  readonly history: readonly HistoryEntry[]
  readonly now: string
}

export type LeadFigures = {
  readonly undecided: number
  readonly over: number
  readonly toAcknowledge: number
  readonly nextBy: string | null
  readonly now: string
}
