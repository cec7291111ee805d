import { code, day, kind, note, personName, type RecordOf, ref } from '../../kinds/index.ts'

/**
 * A child is listed under a category from a day to a day.
 * A listing stands on a statutory ground, or on a documented concern with an approver, a review day and an end
 * within six months. 涉案 is never a category (mission.md, M2): it would show who was harmed.
 */
export const listing = kind('listing', {
  title: '重点关注',
  room: 'children',
  basis: '四(一)1、四(一)2',
  purpose: '确定走访、帮扶对象及期限',
  owner: 'village+school',
  readers: [
    'office',
    'leader',
    'remit:welfare',
    'remit:education',
    'remit:women',
    'own-village',
    'own-school',
  ],
  writers: ['office', 'remit:welfare', 'own-village'],
  cleared: ['office', 'remit:welfare', 'own-village'],
  subject: 'child',
  keep: { years: 3, after: 'to', basis: '个人信息保护法 第十九条' },
  endsOn: 'to',
  fields: {
    child: ref('未成年人', 'child'),
    category: code('类别', { list: 'childCategories' }),
    basis: code('列入依据', { list: 'listingBases' }),
    concern: note('具体情形').optional(),
    approvedBy: personName('批准人').optional(),
    from: day('列入日期'),
    reviewOn: day('复核日期').optional(),
    to: day('终止日期').optional(),
  },
})
export type Listing = RecordOf<typeof listing>
