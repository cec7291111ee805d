import { type FaultPath, isRecord, type PlaybookFault, quote, valueAt } from './fault.ts'
import { derivedListNames } from './lookups.ts'
import type { Vocabulary } from './measure-spec.ts'
import { unitSchema, workingGroupSchema } from './organisation.schema.ts'
import { extraFieldSchema, requiredLists } from './playbook.schema.ts'
import { idsAt, soundItems } from './sound-items.ts'
import { didYouMean } from './suggest.ts'

const derivedPaths: Readonly<Record<(typeof derivedListNames)[number], FaultPath>> = {
  units: ['units'],
  villages: ['villages'],
  schools: ['schools'],
  childCategories: ['childCategories'],
  householdFacts: ['householdFacts'],
  helperSchemes: ['helperSchemes'],
  visitOutcomes: ['visitOutcomes'],
  hazards: ['visitForm', 'hazards'],
  toldTopics: ['visitForm', 'told'],
  nextSteps: ['visitForm', 'nextSteps'],
  leadingPosts: ['leadingGroup'],
}

/** Every list that a code may be taken from, as written: its name and the ids in it. */
export function listIds(data: unknown): ReadonlyMap<string, ReadonlySet<string>> {
  const own = valueAt(data, ['lists'])
  return new Map([
    ...(isRecord(own) ? Object.keys(own) : []).map((name) => [name, idsAt(data, ['lists', name])] as const),
    ...derivedListNames.map((name) => [name, idsAt(data, derivedPaths[name])] as const),
  ])
}

/** A fault when an id is not among those known. */
export const unknownId = (
  what: string,
  id: string,
  known: ReadonlySet<string>,
  path: FaultPath,
): PlaybookFault[] =>
  known.has(id) ? [] : [{ path, message: `没有编号为${quote(id)}的${what}${didYouMean(id, known)}` }]

/** References to units, villages, lists and kinds that do not exist, and lists that a plan must have. */
export function referenceFaults(data: unknown, vocabulary: Vocabulary): PlaybookFault[] {
  const units = idsAt(data, ['units'])
  const villages = idsAt(data, ['villages'])
  return [
    ...soundItems(workingGroupSchema, data, ['workingGroups']).flatMap(({ value, path }) =>
      unknownId('单位', value.leadUnit, units, [...path, 'leadUnit']),
    ),
    // A school with another mistake still names its village.
    ...listOf(valueAt(data, ['schools'])).flatMap((school, index) => {
      const village = isRecord(school) ? school.village : undefined
      return typeof village === 'string'
        ? unknownId('村', village, villages, ['schools', index, 'village'])
        : []
    }),
    ...unitClassFaults(data),
    ...listFaults(data),
    ...extraFieldFaults(data, vocabulary),
    ...outcomeFaults(data),
    ...checklistFaults(data),
  ]
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

/** One unit stands for all villages, and at least one is the office: screens and lights start from them. */
function unitClassFaults(data: unknown): PlaybookFault[] {
  const units = soundItems(unitSchema, data, ['units'])
  if (units.length < listOf(valueAt(data, ['units'])).length || units.length === 0) return []
  const classes = units.filter(({ value }) => value.kind === 'village')
  return [
    ...(classes.length === 0
      ? [{ path: ['units'], message: '要有一个 kind: village 的单位代表各村' }]
      : classes.slice(1).map(({ path }) => ({
          path: [...path, 'kind'],
          message: '只能有一个 kind: village 的单位，各村写在 villages',
        }))),
    ...units.flatMap(({ value, path }) =>
      (value.kind === 'village') === (value.role === 'village')
        ? []
        : [{ path: [...path, 'role'], message: 'kind: village 与 role: village 要同时写' }],
    ),
    ...(units.some(({ value }) => value.role === 'office')
      ? []
      : [{ path: ['units'], message: '要有一个 role: office 的单位（平安办）' }]),
  ]
}

function listFaults(data: unknown): PlaybookFault[] {
  const lists = valueAt(data, ['lists'])
  if (!isRecord(lists)) return []
  const names = Object.keys(lists)
  return [
    ...Object.entries(requiredLists)
      .filter(([name]) => !names.includes(name))
      .map(([name, use]) => ({ path: ['lists'], message: `缺少名录“${name}”：${use}` })),
    ...derivedListNames
      .filter((name) => names.includes(name))
      .map((name) => ({
        path: ['lists', name],
        message: `名录“${name}”由方案其他部分得出，不能在 lists 里再写`,
      })),
  ]
}

function extraFieldFaults(data: unknown, { kinds }: Vocabulary): PlaybookFault[] {
  const fields = valueAt(data, ['fields'])
  if (!isRecord(fields)) return []
  const lists = listIds(data)
  return Object.keys(fields).flatMap((kind) => [
    ...(kinds.includes(kind)
      ? []
      : [{ path: ['fields', kind], message: `没有名为“${kind}”的台账${didYouMean(kind, kinds)}` }]),
    ...soundItems(extraFieldSchema, data, ['fields', kind]).flatMap(({ value, path }) =>
      value.list === undefined || lists.has(value.list)
        ? []
        : [
            {
              path: [...path, 'list'],
              message: `没有名为“${value.list}”的名录${didYouMean(value.list, lists.keys())}`,
            },
          ],
    ),
  ])
}

function outcomeFaults(data: unknown): PlaybookFault[] {
  const outcomes = listOf(valueAt(data, ['visitOutcomes']))
  const isCounted = outcomes.some((outcome) => isRecord(outcome) && outcome.counts === true)
  return outcomes.length === 0 || isCounted
    ? []
    : [{ path: ['visitOutcomes'], message: '至少要有一种走访结果算数（counts: true）' }]
}

function checklistFaults(data: unknown): PlaybookFault[] {
  const steps = idsAt(data, ['lists', 'caseSteps'])
  return listOf(valueAt(data, ['caseChecklist'])).flatMap((line, index) =>
    isRecord(line) && typeof line.step === 'string'
      ? unknownId('办案环节', line.step, steps, ['caseChecklist', index, 'step'])
      : [],
  )
}
