import type { Day, Month, Window } from '../calendar/index.ts'
import type { Light } from './evaluate.ts'

/** One light: a line of the duty list, for a unit or a village, in one window, as known on a day. */
export type DutyLight = Light & {
  readonly duty: string
  readonly title: string
  readonly clause: string
  /** The number in the unit's list; null for the office's own cadences. */
  readonly no: number | null
  readonly unit: string
  readonly village: string | null
  /** Whose light it is, in words: a unit's short name, or a village's. */
  readonly subject: string
  readonly window: Window
  readonly windowLabel: string
  /** How often, in words: '每月25日前'. */
  readonly cadence: string
  /** The attestation that decides, for opening and returning it; null where there is none that the reader may see. */
  readonly attestation: {
    readonly id: string
    readonly version: string
    readonly state: 'attested' | 'returned'
    readonly on: Day
  } | null
  readonly exemption: { readonly id: string; readonly version: string; readonly to: Day } | null
}

/** The lights of a month as known on a day; `today` is the business day. */
export type DutyLights = {
  readonly month: Month
  readonly asOf: Day
  readonly today: Day
  readonly lights: readonly DutyLight[]
}

/** The lights of several months, for one unit or village. */
export type DutySpan = {
  readonly asOf: Day
  readonly today: Day
  readonly months: readonly { readonly month: Month; readonly lights: readonly DutyLight[] }[]
}

/** One row behind a light: a record that was due, what of it is done, and the records that prove it. */
export type DutyRow = {
  readonly kind: string
  readonly record: string
  readonly label: string
  readonly village: string | null
  readonly due: number
  readonly done: number
  readonly late: number
  readonly proofs: readonly { readonly kind: string; readonly record: string; readonly on: Day }[]
}

/** The rows behind one part of a light. */
export type DutyRows = {
  readonly measure: string
  readonly title: string
  readonly unitOfCount: string
  readonly rows: readonly DutyRow[]
  /** Rows that count but that the reader's post may not see, and those left off a long list. */
  readonly hidden: number
  readonly left: number
}

/** A file that proves a row: a photo, a signature, a document. */
export type DutyEvidence = {
  readonly sha256: string
  readonly kind: string
  readonly record: string
  readonly mediaType: string
}

/** Everything that a printed inspection folder of a unit or a village shows for a month. */
export type DutyFolder = {
  readonly subject: string
  readonly month: Month
  readonly asOf: Day
  readonly today: Day
  readonly lights: readonly (DutyLight & {
    readonly behind: readonly (DutyRows & { readonly evidence: readonly DutyEvidence[] })[]
  })[]
}
