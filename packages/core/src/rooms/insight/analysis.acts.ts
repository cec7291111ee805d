import { act, amendment } from '../../acts/index.ts'
import { day, text } from '../../kinds/index.ts'
import { analysis } from './analysis.kind.ts'

/** Drafts the analysis of a month that is over. */
export const draftAnalysis = act('analysis.draft', {
  title: '起草案件分析',
  kind: analysis,
  on: 'new',
  by: ['office', 'police'],
  input: { month: text('月份', { max: 7 }) },
})

/** Edits a draft's words; tables of figures are taken from the records. */
export const editAnalysis = amendment('analysis.edit', {
  title: '修改案件分析',
  kind: analysis,
  by: ['office', 'police'],
  input: { title: analysis.fields.title, blocks: analysis.fields.blocks },
})

/** Counts the figures of a draft anew, keeping the words. */
export const refreshAnalysis = act('analysis.refresh', {
  title: '更新分析数据',
  kind: analysis,
  on: 'existing',
  by: ['office', 'police'],
  while: { field: 'status', is: ['draft'] },
  input: {},
})

/** Dates, signs and freezes a draft. */
export const issueAnalysis = act('analysis.issue', {
  title: '签发案件分析',
  kind: analysis,
  on: 'existing',
  by: ['office', 'police'],
  while: { field: 'status', is: ['draft'] },
  input: { issuedOn: day('签发日期'), signedBy: text('签发人', { max: 30 }) },
})
