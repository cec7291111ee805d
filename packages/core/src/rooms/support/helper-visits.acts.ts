import { act, amendment } from '../../acts/index.ts'
import { code } from '../../kinds/index.ts'
import { helperVisit } from './helper-visit.kind.ts'

const { withdrawnOn: _withdrawnOn, ...visited } = helperVisit.fields
const helpers = ['office', 'officer'] as const

export const recordHelperVisit = act('helper-visit.record', {
  title: '登记帮扶走访',
  kind: helperVisit,
  on: 'new',
  by: helpers,
  onPhone: true,
  input: {
    ...visited,
    inVillage: code('孩子所在村', { list: 'villages' }),
    onUnit: code('单位', { list: 'units' }).hinted('不选为本单位；替别的单位补录时才选').optional(),
  },
})

export const amendHelperVisit = amendment('helper-visit.amend', {
  title: '更正帮扶走访',
  kind: helperVisit,
  by: ['office', 'own-unit'],
  onPhone: true,
  input: visited,
})

export const withdrawHelperVisit = act('helper-visit.withdraw', {
  title: '作废帮扶走访',
  kind: helperVisit,
  on: 'existing',
  by: ['office', 'own-unit'],
  needsReason: true,
  input: {},
})
