import type { Day } from '../../calendar/index.ts'
import type { CaseFile } from './case-file.kind.ts'

/** The fields that hold the day of a stage. */
type StageDay = Extract<keyof CaseFile, `${string}On`>

type Stage = {
  readonly day: StageDay
  /** From which stages a case comes here. */
  readonly after: readonly CaseStage[]
}
export type CaseStage =
  | 'received'
  | 'filed'
  | 'arrest-asked'
  | 'arrested'
  | 'transferred'
  | 'prosecuted'
  | 'judged'
  | 'ended'
  | 'closed'

/** Which stage may follow which (刑事诉讼法 第一百一十二条至第二百条). Arrest is not always asked for. */
export const caseStages: Readonly<Record<CaseStage, Stage>> = {
  received: { day: 'receivedOn', after: [] },
  filed: { day: 'filedOn', after: ['received'] },
  'arrest-asked': { day: 'arrestAskedOn', after: ['filed'] },
  arrested: { day: 'arrestedOn', after: ['arrest-asked'] },
  transferred: { day: 'transferredOn', after: ['filed', 'arrest-asked', 'arrested'] },
  prosecuted: { day: 'prosecutedOn', after: ['transferred'] },
  judged: { day: 'judgedOn', after: ['prosecuted'] },
  ended: { day: 'endingOn', after: ['received', 'filed', 'arrest-asked', 'arrested', 'transferred'] },
  closed: { day: 'closedOn', after: ['judged', 'ended'] },
}

/** From which stages a case can be ended in each way. */
export const caseEndings: Readonly<Record<string, readonly CaseStage[]>> = {
  'not-filed': ['received'],
  withdrawn: ['filed', 'arrest-asked', 'arrested'],
  'not-prosecuted': ['transferred'],
}

export const isCaseStage = (text: string): text is CaseStage => Object.hasOwn(caseStages, text)

/** The stages that a case can come to next. */
export const nextStages = (from: string): readonly CaseStage[] =>
  (Object.keys(caseStages) as CaseStage[]).filter((to) =>
    caseStages[to].after.some((stage) => stage === from),
  )

export type StageFault =
  | 'out-of-order'
  | 'before-the-last'
  | 'in-the-future'
  | 'no-ending'
  | 'ending-not-here'
  | 'no-review'

type Staged = Pick<CaseFile, 'stage' | StageDay>

/** The latest day that any stage of a case has. */
export const lastStageDay = (of: Staged): Day =>
  Object.values(caseStages)
    .map(({ day }) => of[day] as Day | null)
    .filter((day): day is Day => day !== null)
    .reduce((latest, day) => (day > latest ? day : latest))

/** Whether a case may come to a stage on a day; undefined where nothing is against it. */
export function stageFault(
  of: Staged,
  next: {
    readonly to: string
    readonly on: Day
    readonly today: Day
    readonly ending?: string | null | undefined
    readonly endingReason?: string | null | undefined
    /** Whether the four-part review of the case is finished. */
    readonly isReviewed: boolean
  },
): StageFault | undefined {
  const { to, on, today } = next
  if (!isCaseStage(to) || !caseStages[to].after.some((stage) => stage === of.stage)) return 'out-of-order'
  if (on > today) return 'in-the-future'
  if (on < lastStageDay(of)) return 'before-the-last'
  if (to === 'ended') {
    if (!next.ending || !next.endingReason) return 'no-ending'
    if (!caseEndings[next.ending]?.some((stage) => stage === of.stage)) return 'ending-not-here'
  }
  if (to === 'closed' && !next.isReviewed) return 'no-review'
  return undefined
}

/** Whether the days of a case's stages are in their order, as far as they are there. */
export function areDaysInOrder(of: Staged): boolean {
  const path: readonly StageDay[] = [
    'receivedOn',
    'filedOn',
    'arrestAskedOn',
    'arrestedOn',
    'transferredOn',
    'prosecutedOn',
    'judgedOn',
    'endingOn',
    'closedOn',
  ]
  const days = path.map((name) => of[name] as Day | null).filter((day): day is Day => day !== null)
  return days.every((day, index) => index === 0 || day >= (days[index - 1] ?? day))
}
