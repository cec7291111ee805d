import { act, amendment } from '../../acts/index.ts'
import { impactAssessment } from './impact-assessment.kind.ts'

const { reason, purposes, necessity, impact, risk, measures, assessor, assessedOn, opinion, reviewOn } =
  impactAssessment.fields

const words = { reason, purposes, necessity, impact, risk, measures }

/** Writes an assessment down; which kinds of record it covers is taken from their declarations. */
export const assessImpact = act('impact.assess', {
  title: '做影响评估',
  kind: impactAssessment,
  on: 'new',
  by: ['office'],
  input: { ...words, assessor: assessor.byActor(), assessedOn },
})

/** Puts an assessment right that nobody has approved yet; from then on it stays as it was approved. */
export const amendImpact = amendment('impact.amend', {
  title: '修改影响评估',
  kind: impactAssessment,
  by: ['office'],
  while: { field: 'status', is: ['drafted'] },
  input: words,
})

/** A leader approves it: from now on it is the one in force, and the one before is replaced. */
export const approveImpact = act('impact.approve', {
  title: '批准影响评估',
  kind: impactAssessment,
  on: 'existing',
  by: ['leader'],
  while: { field: 'status', is: ['drafted'] },
  input: {
    opinion,
    reviewOn: reviewOn.hinted('不填为一年以后；最迟一年'),
  },
})
