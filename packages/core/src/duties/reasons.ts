import { addDays, type Day, formatDayOfYearZh, windowLabelZh } from '../calendar/index.ts'
import { cadenceLabelZh } from '../playbook/index.ts'
import type { Evaluation, Part } from './evaluation.ts'
import { type LightPart, type Status, statusWords } from './light.ts'

type Judged = Evaluation & {
  readonly status: Status
  readonly judged: readonly LightPart[]
  readonly deadline: Day
  readonly makeUpTo: Day
}

/**
 * Why a light is what it is, in a sentence as an officer would write it:
 * '5月应走访 34 人次，已 29，缺 5；6月1日起算逾期'. It names kinds of records and counts, never a person.
 */
export function reasonOf(given: Judged): string {
  const label = given.windowLabel ?? windowLabelZh(given.window)
  if (given.status === 'exempt' && given.exemption) {
    return `免除至${formatDayOfYearZh(given.exemption.to)}：${given.exemption.reason}`
  }
  if (given.today < given.window.from) {
    return `${label}还没有开始，${formatDayOfYearZh(given.window.from)}起算（${cadenceLabelZh(given.cadence)}）`
  }
  const said = given.parts.flatMap((part, index) => {
    const judged = given.judged[index]
    return judged && !isUnmeasured(part) ? [partSentence(part, judged, part.own?.label ?? label, given)] : []
  })
  return [...said, ...unmeasured(given), ...closing(given)].join('；')
}

const isUnmeasured = (part: Part) => part.counts === 'not-measured' && part.target !== 'attested'

/** Parts that nothing counts yet, named once each. */
function unmeasured({ parts }: Judged): string[] {
  const titles = new Set(parts.filter(isUnmeasured).map((part) => part.title))
  return titles.size > 0 ? [`${[...titles].join('、')}尚未测算`] : []
}

function partSentence(part: Part, judged: LightPart, label: string, given: Evaluation): string {
  const { unitOfCount: unit } = part
  if (part.target === 'attested') return attestationSentence(label, judged.missing === 0, given)
  if (part.target === 'figure') return `${label}${part.title} ${judged.done} ${unit}`
  if (judged.due === 0)
    return part.verb ? `${label}没有应${part.verb}的对象` : `${label}没有应办的${part.title}`
  const should = part.verb
    ? `${label}应${part.verb} ${judged.due} ${unit}`
    : `${label}${part.title}应 ${judged.due} ${unit}`
  const lateWord = part.isDueAtLimit ? '超过时限' : '为逾期补录'
  const late = judged.late > 0 ? `（其中 ${judged.late} ${unit}${lateWord}）` : ''
  const missing = judged.missing > 0 ? `，缺 ${judged.missing}` : ''
  return `${should}，已 ${judged.done}${late}${missing}`
}

function attestationSentence(label: string, isAttested: boolean, { attestation }: Evaluation): string {
  if (!attestation)
    return isAttested ? `${label}履职情况已报备` : `${label}履职情况待报备，请写明做了什么并附佐证`
  const on = formatDayOfYearZh(attestation.on)
  if (attestation.state === 'attested') return `${label}履职情况已于${on}报备`
  return `${label}的报备于${on}被退回${attestation.reason ? `：${attestation.reason}` : ''}`
}

/** What time has to do with it. */
function closing({ status, deadline, makeUpTo }: Judged): string[] {
  switch (status) {
    case 'on-course':
    case 'to-attest':
    case 'due-soon':
      return [`${formatDayOfYearZh(addDays(deadline, 1))}起算逾期`]
    case 'returned':
      return [`请在${formatDayOfYearZh(makeUpTo)}前重新报备`]
    case 'overdue':
      return makeUpTo > deadline ? [`已逾期，${formatDayOfYearZh(makeUpTo)}前可以补办`] : ['已逾期']
    case 'missed':
      return [
        makeUpTo > deadline
          ? `补办期限${formatDayOfYearZh(makeUpTo)}已过`
          : `期限${formatDayOfYearZh(deadline)}已过`,
      ]
    case 'met-late':
      return [statusWords['met-late'].word]
    default:
      return []
  }
}
