import { act, amendment } from '../../acts/index.ts'
import { code } from '../../kinds/index.ts'
import { outreachActivity } from './outreach-activity.kind.ts'
import { training } from './training.kind.ts'

/** Who does it in a unit's name; villages besides where the village is the unit of a duty. */
const units = ['office', 'police', 'officer'] as const
const unitsAndVillages = [...units, 'own-village'] as const

/** Whose work it is, where the office writes it down for another unit. */
const onUnit = code('单位', { list: 'units' }).hinted('不选为本单位；替别的单位补录时才选').optional()
/** For a post that has several villages: which of them. */
const onVillage = code('村', { list: 'villages' }).hinted('村里的活动才选').optional()

const { withdrawnOn: _training, ...trained } = training.fields
export const recordTraining = act('training.record', {
  title: '登记培训',
  kind: training,
  on: 'new',
  by: units,
  onPhone: true,
  input: { ...trained, onUnit },
})
export const amendTraining = amendment('training.amend', {
  title: '更正培训',
  kind: training,
  by: units,
  onPhone: true,
  input: trained,
})
export const withdrawTraining = act('training.withdraw', {
  title: '作废培训',
  kind: training,
  on: 'existing',
  by: units,
  needsReason: true,
  input: {},
})

const { withdrawnOn: _activity, ...told } = outreachActivity.fields
export const recordOutreach = act('outreach.record', {
  title: '登记宣传活动',
  kind: outreachActivity,
  on: 'new',
  by: unitsAndVillages,
  onPhone: true,
  input: { ...told, onVillage, onUnit },
})
export const amendOutreach = amendment('outreach.amend', {
  title: '更正宣传活动',
  kind: outreachActivity,
  by: unitsAndVillages,
  onPhone: true,
  input: told,
})
export const withdrawOutreach = act('outreach.withdraw', {
  title: '作废宣传活动',
  kind: outreachActivity,
  on: 'existing',
  by: unitsAndVillages,
  needsReason: true,
  input: {},
})
