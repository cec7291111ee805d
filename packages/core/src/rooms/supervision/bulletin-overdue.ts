import { type DutyLight, groupOf, isPastDue, type LightPart } from '../../duties/index.ts'
import { FEWEST_COUNTED } from '../../privacy/index.ts'
import { LISTED_CHILDREN_VISITS, type VisitCounts } from './bulletin-visits.ts'

/** A duty that is past its day for some: whose it is, and what they lack, in words that give no count of children. */
export type OverdueDuty = {
  readonly duty: string
  readonly title: string
  readonly clause: string
  /** The villages or units that are late, each once, in the order of the lights. */
  readonly subjects: readonly string[]
  readonly isVillages: boolean
  /** Lights that are late: more than subjects where a month has several windows. */
  readonly lines: number
  readonly situation: string
}

/** What somebody lacks of one part of a duty. `title` is empty where the words stand for themselves. */
type Lack = {
  readonly subject: string
  readonly title: string
  /** What a figure says, for the head of a row of figures; empty for words. */
  readonly figure: string
  /** In full, for one subject; and short, in a row of several. */
  readonly full: string
  readonly short: string
}

/** Lights past their day, grouped by duty, those of the most subjects first. `visits` are those of listed children by village. */
export function overdueDuties(
  lights: readonly DutyLight[],
  visits: ReadonlyMap<string, VisitCounts>,
): OverdueDuty[] {
  const late = lights.filter((light) => groupOf(light.status) === 'late')
  const duties = [...Map.groupBy(late, (light) => light.duty)].flatMap(([duty, own]) => {
    const [first] = own
    return first ? [overdueDuty(duty, first, own, visits)] : []
  })
  return duties.sort((left, right) => right.subjects.length - left.subjects.length)
}

function overdueDuty(
  duty: string,
  first: DutyLight,
  own: readonly DutyLight[],
  visits: ReadonlyMap<string, VisitCounts>,
): OverdueDuty {
  const lacks = own.flatMap((light) => lacksOf(light, nameIn(light, own), visits.get(light.village ?? '')))
  return {
    duty,
    title: first.title,
    clause: first.clause,
    subjects: [...new Set(own.map((light) => light.subject))],
    isVillages: first.village !== null,
    lines: own.length,
    situation: own.length === 1 ? lacks.map(({ title, full }) => title + full).join('；') : byPart(lacks),
  }
}

/** A subject that is late in several windows of the month is named with the window. */
function nameIn(light: DutyLight, all: readonly DutyLight[]): string {
  const isRepeated = all.some((other) => other !== light && other.subject === light.subject)
  return isRepeated ? `${light.subject}（${light.windowLabel}）` : light.subject
}

/** What is lacking, part by part; children are never counted: a share where there are enough of them, otherwise words. */
function lacksOf(light: DutyLight, subject: string, visits: VisitCounts | undefined): Lack[] {
  const words = (full: string): Lack => ({ subject, title: '', figure: '', full, short: full })
  if (light.status === 'returned') return [words('报备被退回，待重新报备')]
  const lacking = light.parts.filter((part) => isPastDue(part.status))
  if (lacking.length === 0) return [words('未完成')]
  return lacking.map((part) =>
    part.counting === 'word' ? words('未报备') : { subject, title: part.title, ...lackOf(part, visits) },
  )
}

/** People are told as a share, where there are enough; visits by their number, unless that tells how few people there are. */
function lackOf(part: LightPart, visits: VisitCounts | undefined): Omit<Lack, 'subject' | 'title'> {
  const { due, done, unitOfCount } = part
  if (isPeople(part)) {
    if (due < FEWEST_COUNTED) return { figure: '', full: '未全部完成', short: '未全部完成' }
    const share = `${Math.floor((done / due) * 100)}%`
    return { figure: '完成率', full: `完成${share}`, short: share }
  }
  const figure = `已/应，${unitOfCount}`
  if (part.measure === LISTED_CHILDREN_VISITS && visits?.due === null) {
    return { figure, full: `未全部完成，已${done}${unitOfCount}`, short: `已${done}` }
  }
  return { figure, full: `应${due}${unitOfCount}，已${done}${unitOfCount}`, short: `${done}/${due}` }
}

/** Measures of people: of subjects that are counted as 人. Visits (人次) and households are work. */
const isPeople = (part: LightPart): boolean => part.counting === 'subjects' && part.unitOfCount === '人'

/** Part after part, who lacks what; those who lack the same are named together. */
function byPart(lacks: readonly Lack[]): string {
  return [...Map.groupBy(lacks, (lack) => lack.title)]
    .map(([title, own]) => {
      const figure = own.find((lack) => lack.figure !== '')?.figure
      const head = title && `${title}${figure ? `（${figure}）` : ''}：`
      const groups = [...Map.groupBy(own, (lack) => lack.short)].map(
        ([short, alike]) => `${alike.map((lack) => lack.subject).join('、')}${short}`,
      )
      return head + groups.join('，')
    })
    .join('；')
}
