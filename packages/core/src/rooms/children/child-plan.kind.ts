import { day, kind, note, personName, type RecordOf, ref } from '../../kinds/index.ts'

/** The plan of a listed child: what is to be reached, by whom, until when it is looked at again. */
export const childPlan = kind('childPlan', {
  title: '一人一策',
  room: 'children',
  basis: '四(一)1',
  purpose: '一人一档一策的“策”',
  owner: 'village+school',
  readers: ['office', 'leader', 'remit:welfare', 'remit:women', 'own-village', 'own-school'],
  writers: ['office', 'remit:welfare', 'own-village'],
  cleared: ['office', 'remit:welfare', 'own-village'],
  subject: 'child',
  keep: { years: 3, after: 'to', basis: '个人信息保护法 第十九条' },
  endsOn: 'to',
  fields: {
    child: ref('未成年人', 'child'),
    situation: note('现状与需要'),
    measures: note('措施与目标'),
    responsible: personName('责任人'),
    lookAt: note('走访时重点看', { max: 200 }).optional(),
    from: day('制定日期'),
    reviewOn: day('复核日期'),
    to: day('结束日期').optional(),
  },
})
export type ChildPlan = RecordOf<typeof childPlan>
