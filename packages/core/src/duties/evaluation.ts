import type { Day, Window } from '../calendar/index.ts'
import type { Cadence, Counting, Target } from '../playbook/index.ts'
import type { Counts } from './light.ts'

/** One proof of a line with what was counted for it in the window, or nothing where it is not counted yet. */
export type Part = {
  readonly measure: string
  readonly title: string
  /** 量词: '人次', '户'. */
  readonly unitOfCount: string
  /** What one does with them, for the sentence '5月应走访 34 人次'; without it the title is said. */
  readonly verb?: string
  readonly counting: Counting
  readonly target: Target
  readonly counts: Counts | 'not-measured'
  /** Each row has a limit of its own: what is due and not done is overdue, whatever the window says. */
  readonly isDueAtLimit?: boolean
  /** Where the proof has a longer cadence than its line (a quarter's coverage of a monthly duty): by what it is judged. */
  readonly own?: { readonly window: Window; readonly label: string; readonly cadence: Cadence }
}

/** What a unit attested for a line in this window, and what became of it, as known on the day. */
export type AttestationState = {
  readonly state: 'attested' | 'returned'
  /** The day of attesting, or of returning. */
  readonly on: Day
  readonly reason?: string
}

export type Evaluation = {
  readonly parts: readonly Part[]
  readonly window: Window
  /** What people call the window; its plain label when absent. */
  readonly windowLabel?: string
  /** The day on which the light is read. */
  readonly today: Day
  readonly cadence: Cadence
  readonly isHolidayMonth: boolean
  /** So many days before its deadline an unfinished duty is due soon. */
  readonly dueSoonDays: number
  /** So many days after its window a duty may still be made up, unless the cadence says otherwise. */
  readonly makeUpDays: number
  readonly exemption?: { readonly reason: string; readonly to: Day }
  readonly attestation?: AttestationState
}
