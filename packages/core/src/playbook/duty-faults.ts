import { formatDayZh, reachOf, type WindowKind } from '../calendar/index.ts'
import type { Cadence } from './cadence.ts'
import { dutySchema, type Proof, proofSchema, supervisionDutySchema } from './duty.schema.ts'
import { type FaultPath, isRecord, type PlaybookFault, quote, valueAt } from './fault.ts'
import type { MeasureSpec, Vocabulary } from './measure-spec.ts'
import { planSchema, schoolCalendarSchema } from './organisation.schema.ts'
import { listIds, unknownId } from './reference-faults.ts'
import { idsAt, type Placed, soundItems, soundValue } from './sound-items.ts'
import { didYouMean } from './suggest.ts'
import type { Target } from './target.ts'

const dutyLists = ['duties', 'supervision'] as const

type Calendar = { readonly hasHolidayMonths: boolean; readonly hasTerms: boolean }

/** What is wrong with duties beyond their shape: whose they are, what proves them, whether that can be counted. */
export function dutyFaults(data: unknown, vocabulary: Vocabulary): PlaybookFault[] {
  const lists = listIds(data)
  const calendar = {
    hasHolidayMonths: isFilled(valueAt(data, ['holidayMonths'])),
    hasTerms: isFilled(valueAt(data, ['schoolCalendar', 'terms'])),
  }
  return [
    ...ownerFaults(data),
    ...numberFaults(data),
    ...calendarReachFaults(data),
    ...dutyLists.flatMap((list) =>
      rawItems(data, list).flatMap(({ value: duty, path }) => [
        ...onlyFigures(duty, path),
        ...proofsOf(data, duty, path).flatMap((proof) =>
          proofFaults(proof, vocabulary.measures, lists, calendar),
        ),
        ...termFaults(valueAt(duty, ['cadence', 'every']), [...path, 'cadence', 'every'], calendar),
      ]),
    ),
  ]
}

const isFilled = (value: unknown): boolean => Array.isArray(value) && value.length > 0

const rawItems = (data: unknown, list: string): readonly Placed<unknown>[] => {
  const items = valueAt(data, [list])
  return Array.isArray(items) ? items.map((value: unknown, index) => ({ value, path: [list, index] })) : []
}

/** Duties of units that do not exist, units without any, and one id for a duty and a cadence of the office. */
function ownerFaults(data: unknown): PlaybookFault[] {
  const units = idsAt(data, ['units'])
  const charged = new Set<unknown>(rawItems(data, 'duties').map(({ value }) => valueAt(value, ['unit'])))
  const unknown = dutyLists.flatMap((list) =>
    rawItems(data, list).flatMap(({ value, path }) => {
      const unit = valueAt(value, ['unit'])
      return typeof unit === 'string' ? unknownId('单位', unit, units, [...path, 'unit']) : []
    }),
  )
  const idle = rawItems(data, 'units').flatMap(({ value, path }): PlaybookFault[] => {
    const id = valueAt(value, ['id'])
    return typeof id !== 'string' || charged.has(id)
      ? []
      : [{ path, message: `单位${quote(id)}没有任何职责，请补上职责或删去该单位` }]
  })
  const dutyIds = idsAt(data, ['duties'])
  const shared = rawItems(data, 'supervision').flatMap(({ value, path }): PlaybookFault[] => {
    const id = valueAt(value, ['id'])
    return typeof id === 'string' && dutyIds.has(id)
      ? [{ path: [...path, 'id'], message: `编号${quote(id)}与一项职责重复` }]
      : []
  })
  return [...unknown, ...idle, ...shared]
}

function numberFaults(data: unknown): PlaybookFault[] {
  const seen = new Set<string>()
  return rawItems(data, 'duties').flatMap(({ value, path }): PlaybookFault[] => {
    const [unit, no] = [valueAt(value, ['unit']), valueAt(value, ['no'])]
    if (typeof unit !== 'string' || typeof no !== 'number') return []
    const key = `${unit} ${no}`
    if (seen.has(key)) return [{ path: [...path, 'no'], message: `单位${quote(unit)}已有序号为${no}的职责` }]
    seen.add(key)
    return []
  })
}

function onlyFigures(duty: unknown, path: FaultPath): PlaybookFault[] {
  const proves = valueAt(duty, ['proves'])
  if (!Array.isArray(proves) || proves.length === 0) return []
  const isLit = proves.some((proof: unknown) => valueAt(proof, ['target']) !== 'figure')
  return isLit
    ? []
    : [{ path: [...path, 'proves'], message: '只列数的测算亮不了灯，至少再加一项有目标的测算' }]
}

type PlacedProof = Placed<Proof> & { readonly dutyCadence: Cadence | undefined }

function proofsOf(data: unknown, duty: unknown, path: FaultPath): readonly PlacedProof[] {
  const shape = path[0] === 'duties' ? dutySchema.shape : supervisionDutySchema.shape
  const cadence = isRecord(duty) ? shape.cadence.safeParse(duty.cadence) : undefined
  return soundItems(proofSchema, data, [...path, 'proves']).map((proof) => ({
    ...proof,
    dutyCadence: cadence?.success ? cadence.data : undefined,
  }))
}

function proofFaults(
  { value: proof, path, dutyCadence }: PlacedProof,
  measures: Vocabulary['measures'],
  lists: ReadonlyMap<string, ReadonlySet<string>>,
  calendar: Calendar,
): PlaybookFault[] {
  const measure = measures.get(proof.measure)
  const cadence = proof.cadence ?? dutyCadence
  return [
    ...(measure
      ? [...paramFaults(proof, measure, path, lists), ...targetFaults(proof.target, measure, path)]
      : [
          {
            path: [...path, 'measure'],
            message: `没有名为“${proof.measure}”的测算${didYouMean(proof.measure, measures.keys())}`,
          },
        ]),
    ...holidayFaults(proof.target, cadence, path, calendar),
    ...(proof.cadence && 'every' in proof.cadence
      ? termFaults(proof.cadence.every, [...path, 'cadence', 'every'], calendar)
      : []),
  ]
}

function paramFaults(
  proof: Proof,
  measure: MeasureSpec,
  path: FaultPath,
  lists: ReadonlyMap<string, ReadonlySet<string>>,
): PlaybookFault[] {
  const given = proof.params ?? {}
  const names = Object.keys(measure.params)
  const unknown = Object.keys(given)
    .filter((name) => !names.includes(name))
    .map((name) => ({
      path: [...path, 'params', name],
      message:
        names.length === 0
          ? `测算“${measure.title}”不带参数`
          : `测算“${measure.title}”没有参数“${name}”${didYouMean(name, names)}`,
    }))
  const wrong = Object.entries(measure.params).flatMap(([name, param]): PlaybookFault[] => {
    const at = [...path, 'params', name]
    const value = Object.hasOwn(given, name) ? given[name] : undefined
    if (value === undefined) {
      if (param.isOptional) return []
      return [{ path: [...path, 'measure'], message: `测算“${measure.title}”要有参数“${name}”` }]
    }
    const parsed = param.schema.safeParse(value)
    if (!parsed.success) return parsed.error.issues.map((issue) => ({ path: at, message: issue.message }))
    const { list } = param
    if (list === undefined) return []
    const known = lists.get(list)
    if (!known) return [{ path: at, message: `方案没有名录“${list}”，参数“${name}”无从选取` }]
    return typeof value === 'string'
      ? unknownId(`“${list}”项`, value, known, at)
      : (Array.isArray(value) ? value : []).flatMap((id, index) =>
          unknownId(`“${list}”项`, id, known, [...at, index]),
        )
  })
  return [...unknown, ...wrong]
}

const wholes: ReadonlySet<string> = new Set(['unit', 'township'])

/** A target that the measure cannot answer: a share of happenings, a count of subjects, somebody's word. */
function targetFaults(target: Target, measure: MeasureSpec, path: FaultPath): PlaybookFault[] {
  const at = [...path, 'target']
  const fault = (message: string) => [{ path: at, message: `测算“${measure.title}”${message}` }]
  if (target === 'figure') return measure.counting === 'word' ? fault('是报备，目标写 attested') : []
  switch (measure.counting) {
    case 'word':
      return target === 'attested' ? [] : fault('是报备，目标写 attested')
    case 'subjects':
      return target === 'all' || target === 'none' || (typeof target === 'object' && 'share' in target)
        ? []
        : fault('数的是对象，目标写 all、share 或 none')
    case 'times':
      if (typeof target === 'string' || 'share' in target) return fault('数的是次数，目标写 atLeast 或 each')
      return 'each' in target && wholes.has(measure.subject) ? fault('没有逐个对象，目标写 atLeast') : []
  }
}

function holidayFaults(
  target: Target,
  cadence: Cadence | undefined,
  path: FaultPath,
  calendar: Calendar,
): PlaybookFault[] {
  if (typeof target === 'string' || !('holiday' in target)) return []
  const at = [...path, 'target', 'holiday']
  if (cadence && !('every' in cadence && cadence.every === 'month'))
    return [{ path: at, message: '假期次数只能用在按月的周期' }]
  return calendar.hasHolidayMonths ? [] : [{ path: at, message: '写了假期次数，但 holidayMonths 没有月份' }]
}

const ofSchool: ReadonlySet<unknown> = new Set(['term', 'half-term', 'school-day'] satisfies WindowKind[])

/** Terms and breaks that leave out days of the plan: of those days nobody could say whether a term runs. */
function calendarReachFaults(data: unknown): PlaybookFault[] {
  const plan = soundValue(planSchema, data, ['plan'])
  const school = soundValue(schoolCalendarSchema, data, ['schoolCalendar'])
  const reach = school && reachOf(school)
  const isNeeded = dutyLists.some((list) =>
    rawItems(data, list).some(({ value }) => {
      const proves = valueAt(value, ['proves'])
      const cadences = [value, ...(Array.isArray(proves) ? proves : [])]
      return cadences.some((each) => ofSchool.has(valueAt(each, ['cadence', 'every'])))
    }),
  )
  if (!plan || !reach || !isNeeded || (reach.from <= plan.from && reach.to >= plan.to)) return []
  const message = `学期和假期要从方案开始的${formatDayZh(plan.from)}写到方案结束的${formatDayZh(plan.to)}，现在只写了${formatDayZh(reach.from)}至${formatDayZh(reach.to)}`
  return [{ path: ['schoolCalendar'], message }]
}

const termFaults = (every: unknown, path: FaultPath, { hasTerms }: Calendar): PlaybookFault[] =>
  ofSchool.has(every) && !hasTerms
    ? [{ path, message: '按学期或上学日的周期要先在 schoolCalendar 写明学期' }]
    : []
