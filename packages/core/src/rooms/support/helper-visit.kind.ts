import { code, day, kind, note, personName, type RecordOf, text } from '../../kinds/index.ts'

/**
 * A visit of a helper (帮扶人) to a child in difficulty with whom the unit is paired: when, how, what was given and what is still
 * needed. The child is named as the helpers' own list names it: units that help need not read the register of children. It is an
 * ordinary record, of an ordinary child; what belongs to a case stands in its rescue plan.
 */
export const helperVisit = kind('helperVisit', {
  title: '帮扶走访',
  room: 'support',
  basis: '附·团委1；未成年人保护法 第九十一条、第九十九条',
  purpose: '困境儿童有人结对，定期走访，需要的帮助有人接着办',
  owner: 'unit',
  readers: ['office', 'leader', 'remit:welfare', 'own-unit', 'own-village'],
  writers: ['office', 'own-unit'],
  cleared: ['office', 'remit:welfare', 'own-unit', 'own-village'],
  subject: 'self',
  keep: { years: 3, after: 'visitedOn', basis: '个人信息保护法 第十九条' },
  endsOn: 'withdrawnOn',
  fields: {
    childName: personName('孩子姓名'),
    visitedOn: day('走访日期'),
    helper: text('帮扶人', { max: 40 }).byActor(),
    way: code('方式', { list: 'helperVisitWays' }),
    did: note('做了什么，孩子怎么样', { max: 500 }),
    needs: note('还需要什么、请谁办', { max: 300 }).hinted('没有就空着；可疑的侵害另报线索').optional(),
    withdrawnOn: day('作废日期').optional(),
  },
})
export type HelperVisit = RecordOf<typeof helperVisit>
