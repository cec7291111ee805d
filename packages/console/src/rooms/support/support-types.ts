import type {
  OffenderMeeting,
  RescueConsent,
  RescuePlan,
  RescueReview,
  RescueTask,
  YoungOffender,
} from '@hulei/core'

import type { Matter } from '../sealing/index.ts'

/** Which task has a sealed proof that the reader may open. */
export type ProofLine = { readonly id: string; readonly task: string; readonly doneOn: string }

/** The rescue of a case and of the lead that it came of, as far as the reader may see it. */
export type Rescue = {
  readonly plans: readonly RescuePlan[]
  readonly consents: readonly RescueConsent[]
  readonly reviews: readonly RescueReview[]
  readonly tasks: readonly RescueTask[]
  readonly proofs: readonly ProofLine[]
  readonly now: string
}

/** The rescues that the reader takes part in by name, and by code whom they are for. */
export type OwnRescues = Rescue & Pick<Matter, 'covers' | 'openings' | 'openToMe'>

/** The tasks of the reader's own unit. */
export type OwnTasks = {
  readonly tasks: readonly RescueTask[]
  readonly proofs: readonly ProofLine[]
  readonly now: string
}

export type OffenderFile = {
  readonly offender: YoungOffender
  readonly meetings: readonly OffenderMeeting[]
  readonly isAssigned: boolean
}
