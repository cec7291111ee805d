import { act, amendment } from '../../acts/index.ts'
import { code, day, ref, text } from '../../kinds/index.ts'
import { bulletin } from './bulletin.kind.ts'
import { supervisionMeeting, talk } from './supervision-meeting.kind.ts'

export const recordMeeting = act('supervision.record-meeting', {
  title: '登记调度讲评',
  kind: supervisionMeeting,
  on: 'new',
  by: supervisionMeeting.writers,
  input: supervisionMeeting.fields,
})
export const amendMeeting = amendment('supervision.amend-meeting', {
  title: '更正调度讲评',
  kind: supervisionMeeting,
  by: supervisionMeeting.writers,
  input: supervisionMeeting.fields,
})
export const recordTalk = act('supervision.record-talk', {
  title: '登记约谈',
  kind: talk,
  on: 'new',
  by: talk.writers,
  input: {
    onUnit: code('单位', { list: 'units' }),
    onVillage: code('村', { list: 'villages' }).optional(),
    ...talk.fields,
  },
})

/** Drafts a bulletin from the month's figures; `supersedes` names the issued one that it is to replace. */
export const draftBulletin = act('bulletin.draft', {
  title: '起草通报',
  kind: bulletin,
  on: 'new',
  by: ['office'],
  input: { month: text('月份', { max: 7 }), supersedes: ref('替代', 'bulletin').optional() },
})
/** Edits a draft: title and words; tables of figures are taken from the records, not from the editor. */
export const editBulletin = amendment('bulletin.edit', {
  title: '修改通报草稿',
  kind: bulletin,
  by: ['office'],
  input: { title: bulletin.fields.title, blocks: bulletin.fields.blocks },
})
/** Counts the figures of a draft anew, keeping the words. */
export const refreshBulletin = act('bulletin.refresh', {
  title: '更新通报数据',
  kind: bulletin,
  on: 'existing',
  by: ['office'],
  input: {},
})
/** Numbers, dates and freezes a draft. */
export const issueBulletin = act('bulletin.issue', {
  title: '签发通报',
  kind: bulletin,
  on: 'existing',
  by: ['office'],
  input: {
    issueNumber: bulletin.fields.issueNumber,
    issuedOn: day('签发日期'),
    signedBy: text('签发人', { max: 30 }),
  },
})
