import { type Day, formatDayOfYearZh, formatMonthZh, type Month } from '../calendar/index.ts'
import type { Light } from './evaluate.ts'
import { type LightPart, type Status, severityOf } from './light.ts'

/** What a reminder needs of a light: its title, and what is missing of which measure. */
export type RemindedLight = Pick<Light, 'status' | 'parts' | 'deadline' | 'makeUpTo'> & {
  readonly title: string
}

const remindedOf: ReadonlySet<Status> = new Set<Status>([
  'missed',
  'overdue',
  'returned',
  'due-soon',
  'to-attest',
  'on-course',
])

/** What is still owed, most serious first: the lines of a reminder. */
export const owedOf = <L extends Pick<Light, 'status'>>(lights: readonly L[]): readonly L[] =>
  lights
    .filter((light) => remindedOf.has(light.status))
    .sort((left, right) => severityOf(right.status) - severityOf(left.status))

/**
 * A text to paste into a chat group: which duties a unit still owes and how much, most serious first. It is made of
 * titles and counts alone; nothing that somebody typed enters it, so it cannot carry a name.
 */
export function reminderZh(
  subject: string,
  month: Month,
  asOf: Day,
  lights: readonly RemindedLight[],
): string {
  const owed = owedOf(lights)
  const head = `【履职提醒】${subject}：截至${formatDayOfYearZh(asOf)}，${formatMonthZh(month)}`
  if (owed.length === 0) return `${head}职责没有待办事项。`
  const lines = owed.map((light, index) => `${index + 1}. ${light.title}：${lineOf(light)}`)
  return [`${head}还有 ${owed.length} 项职责未完成：`, ...lines, '请登录护蕾查看明细并及时补齐。'].join('\n')
}

function lineOf(light: RemindedLight): string {
  const missing = light.parts.filter((part) => part.missing > 0).map(missingOf)
  return [...missing, whenOf(light)].join('，')
}

const missingOf = ({ title, due, done, missing, unitOfCount, counting }: LightPart): string =>
  counting === 'word' ? '尚未报备' : `${title}应 ${due} ${unitOfCount}，已 ${done}，缺 ${missing}`

function whenOf({ status, deadline, makeUpTo }: RemindedLight): string {
  switch (status) {
    case 'missed':
      return '补办期限已过，请说明原因'
    case 'overdue':
      return `已逾期，请在${formatDayOfYearZh(makeUpTo)}前补办`
    case 'returned':
      return `报备被退回，请在${formatDayOfYearZh(makeUpTo)}前重新报备`
    default:
      return `请在${formatDayOfYearZh(deadline)}前完成`
  }
}
