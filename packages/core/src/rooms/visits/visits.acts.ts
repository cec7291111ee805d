import { act, amendment } from '../../acts/index.ts'
import { visit } from './visit.kind.ts'

const { withdrawnOn: _withdrawn, household: _household, ...recorded } = visit.fields

/** Records a visit. Village and household follow from the children visited. */
export const recordVisit = act('visit.record', {
  title: '登记走访',
  kind: visit,
  on: 'new',
  by: visit.writers,
  input: recorded,
})

export const amendVisit = amendment('visit.amend', {
  title: '更正走访记录',
  kind: visit,
  by: visit.writers,
  input: recorded,
})

/** Takes back a visit entered by mistake; it stays readable, and no longer counts. */
export const withdrawVisit = act('visit.withdraw', {
  title: '作废走访记录',
  kind: visit,
  on: 'existing',
  by: visit.writers,
  needsReason: true,
  input: {},
})
