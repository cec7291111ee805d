import type {
  Accountability,
  CaseFile,
  CaseReview,
  CaseStep,
  ChecklistLine,
  Day,
  GuardianshipOrder,
  Interview,
  OrderFollowUp,
  Penalty,
  Problem,
  Recommendation,
  Rule,
  Veto,
  WarningSession,
} from '@hulei/core'

/** A case with all that belongs to it, as the server gives it. */
export type CaseRoom = {
  readonly case: CaseFile
  readonly lead: { readonly id: string; readonly code: string; readonly state: string } | null
  readonly steps: readonly CaseStep[]
  readonly interviews: readonly Interview[]
  readonly checklist: readonly ChecklistLine[]
  readonly related: readonly Pick<CaseFile, 'id' | 'code' | 'stage' | 'receivedOn'>[]
  readonly review: CaseReview | null
  readonly problems: readonly Problem[]
  readonly recommendations: readonly Recommendation[]
  readonly rules: readonly Rule[]
  readonly accountabilities: readonly Accountability[]
  readonly vetoes: readonly Veto[]
  readonly sessions: readonly WarningSession[]
  readonly penalties: readonly Penalty[]
  readonly orders: readonly GuardianshipOrder[]
  readonly followUps: readonly OrderFollowUp[]
}

/** A case to be reviewed, as the list of a month shows it. */
export type ReviewLine = {
  readonly case: Pick<CaseFile, 'id' | 'code' | 'concerns' | 'stage' | 'receivedOn' | 'village'>
  readonly review: CaseReview | null
  readonly problems: readonly Problem[]
}

/** What calls for a finding: a mandatory report that came late, or a lead that nobody decided within twice its limit. */
export type FindingDue = {
  readonly ground: 'late-report' | 'undecided-twice'
  readonly record: string
  readonly matter: string
  readonly unit: string | null
  readonly village: string | null
  readonly school: string | null
  readonly on: Day
}
