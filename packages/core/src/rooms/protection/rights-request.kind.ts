import { code, day, kind, note, type RecordOf, text } from '../../kinds/index.ts'

/**
 * A family's request about a child's data (个人信息权利申请): a copy, a correction, a deletion. A matter of its own: who
 * asks and about which child lie in sealed files; here stand what is asked, how the asker was checked, and the answer.
 */
export const rightsRequest = kind('rightsRequest', {
  title: '个人信息权利申请',
  room: 'protection',
  basis: '个人信息保护法 第四十四条至第五十条；未成年人网络保护条例 第三十四条',
  purpose: '家长和孩子查阅、复制、更正、删除个人信息有人受理、按期答复',
  owner: 'township',
  readers: ['office', 'police', 'discipline', 'assigned'],
  writers: ['office', 'police', 'assigned'],
  cleared: ['office', 'police', 'discipline', 'assigned'],
  subject: 'self',
  matter: 'self',
  keep: { years: 3, after: 'closedOn', basis: '个人信息保护法 第十九条、第五十条' },
  endsOn: 'closedOn',
  fields: {
    code: text('编号', { max: 20 }),
    asks: code('申请事项', { list: 'rightsAsked' }),
    relation: code('申请人是孩子的', { list: 'askerRelations' }),
    identityBy: code('怎样核实身份', { list: 'identityChecks' }),
    askedOn: day('收到日期'),
    answerBy: day('答复期限'),
    status: code('状态', { list: 'rightsStates' }),
    /** When the police have looked at it, whatever they found: every request for a copy goes to them. */
    reviewedOn: day('复核日期').optional(),
    result: code('办理结果', { list: 'rightsResults' }).optional(),
    ground: code('不办理的理由', { list: 'refusalGrounds' }).optional(),
    answer: note('答复', { max: 1000 }).optional(),
    answeredOn: day('答复日期').optional(),
    closedOn: day('办结日期').optional(),
  },
})
export type RightsRequest = RecordOf<typeof rightsRequest>
