import { act, amendment } from '../../acts/index.ts'
import { code, day, evidence, flag, note, ref, text } from '../../kinds/index.ts'
import { finding } from './finding.kind.ts'
import { type fiveMusts, inspection } from './inspection.kind.ts'
import { jointOperation } from './joint-operation.kind.ts'
import { patrol } from './patrol.kind.ts'

/** Whose work it is, where the office writes it down for another unit. */
const onUnit = code('单位', { list: 'units' }).hinted('不选为本单位；替别的单位补录时才选').optional()
/** For a post that has several villages: which of them. */
const onVillage = code('村', { list: 'villages' }).hinted('村里的巡查才选').optional()
const school = code('学校', { list: 'schools' }).optional()
/** Who does the field's work in an office's name. */
const inspectors = ['office', 'police', 'officer'] as const

const { withdrawnOn: _patrol, ...patrolled } = patrol.fields
export const recordPatrol = act('patrol.record', {
  title: '登记巡查',
  kind: patrol,
  on: 'new',
  by: [...inspectors, 'own-village'],
  onPhone: true,
  input: { ...patrolled, school: school.hinted('护学岗必选'), onVillage, onUnit },
})
export const amendPatrol = amendment('patrol.amend', {
  title: '更正巡查',
  kind: patrol,
  by: [...inspectors, 'own-village'],
  onPhone: true,
  input: { ...patrolled, school },
})
export const withdrawPatrol = act('patrol.withdraw', {
  title: '作废巡查',
  kind: patrol,
  on: 'existing',
  by: [...inspectors, 'own-village'],
  needsReason: true,
  input: {},
})

const { withdrawnOn: _inspection, ...inspected } = inspection.fields
const { inspectedOn, venue: _venue, site, focuses, inspectors: who, outcome, photos } = inspected
/** What was found wrong, in the same form; more of it is added to the inspection afterwards. */
const found = {
  problem: text('发现的问题', { max: 120 }).hinted('没有就空着').optional(),
  problemDueOn: day('整改期限').optional(),
}
export const recordInspection = act('inspection.record', {
  title: '登记检查',
  kind: inspection,
  on: 'new',
  by: inspectors,
  onPhone: true,
  input: {
    inspectedOn,
    venue: inspected.venue,
    school: school.hinted('校园周边检查选学校'),
    site,
    focuses,
    inspectors: who,
    outcome,
    ...found,
    photos,
    onUnit,
  },
})
/** Lodging on the five musts: each is answered, and what is not kept becomes a finding. */
export const recordFiveMusts = act('inspection.record-five-musts', {
  title: '登记“五必须”检查',
  kind: inspection,
  on: 'new',
  by: inspectors,
  onPhone: true,
  input: {
    inspectedOn,
    venue: ref('住宿场所', 'venue'),
    identity: flag(inspected.identity.label),
    guardianAsked: flag(inspected.guardianAsked.label),
    companionAsked: flag(inspected.companionAsked.label),
    rounds: flag(inspected.rounds.label),
    suspicionReported: flag(inspected.suspicionReported.label),
    inspectors: who,
    outcome,
    ...found,
    photos,
    onUnit,
  } satisfies Record<(typeof fiveMusts)[number], unknown> & Record<string, unknown>,
})
export const amendInspection = amendment('inspection.amend', {
  title: '更正检查',
  kind: inspection,
  by: inspectors,
  onPhone: true,
  input: { ...inspected, school },
})
export const withdrawInspection = act('inspection.withdraw', {
  title: '作废检查',
  kind: inspection,
  on: 'existing',
  by: inspectors,
  needsReason: true,
  input: {},
})

/** One more finding of an inspection; its record is the act's own id. */
export const addFinding = act('inspection.add-finding', {
  title: '补记问题',
  kind: inspection,
  on: 'existing',
  by: inspectors,
  input: { what: finding.fields.what, dueOn: finding.fields.dueOn },
})
export const amendFinding = amendment('finding.amend', {
  title: '更正问题',
  kind: finding,
  by: inspectors,
  input: { what: finding.fields.what, dueOn: finding.fields.dueOn },
})
/** 销号: put right, with a picture or paper that shows it. */
export const closeFinding = act('finding.close', {
  title: '整改销号',
  kind: finding,
  on: 'existing',
  by: inspectors,
  onPhone: true,
  input: {
    closedOn: day('整改日期'),
    closure: note('整改情况', { max: 300, guard: 'open' }).hinted('不写未成年人的姓名'),
    proof: evidence('整改证据', { min: 1, max: 9 }),
  },
})
export const withdrawFinding = act('finding.withdraw', {
  title: '作废问题',
  kind: finding,
  on: 'existing',
  by: inspectors,
  needsReason: true,
  input: {},
})

const { withdrawnOn: _joint, ...operated } = jointOperation.fields
export const recordOperation = act('operation.record', {
  title: '登记联合执法',
  kind: jointOperation,
  on: 'new',
  by: inspectors,
  onPhone: true,
  input: {
    ...operated,
    onUnit: code('牵头单位', { list: 'units' }).hinted('不选为本单位').optional(),
  },
})
export const amendOperation = amendment('operation.amend', {
  title: '更正联合执法',
  kind: jointOperation,
  by: inspectors,
  onPhone: true,
  input: operated,
})
export const withdrawOperation = act('operation.withdraw', {
  title: '作废联合执法',
  kind: jointOperation,
  on: 'existing',
  by: inspectors,
  needsReason: true,
  input: {},
})
