import { code, day, kind, matter, personName, type RecordOf, text } from '../../kinds/index.ts'

/**
 * Who works on a matter, by name. It is what opens sealed files without breaking a seal, so it is a record of its own:
 * who assigned whom, from when, until when.
 */
export const assignment = kind('assignment', {
  title: '指定承办人',
  room: 'sealing',
  basis: '未成年人保护法 第一百零三条；个人信息保护法 第五十一条',
  purpose: '按姓名明确谁承办，只有承办人可以查看密封内容',
  owner: 'township',
  readers: ['office', 'leader', 'police', 'discipline', 'own-account'],
  writers: ['office', 'leader', 'police', 'discipline', 'own-account'],
  cleared: ['office', 'leader', 'police', 'discipline', 'own-account'],
  subject: 'matter',
  matter: 'matter',
  keep: { years: 3, after: 'endedOn', basis: '个人信息保护法 第十九条' },
  endsOn: 'endedOn',
  fields: {
    matter: matter(),
    account: text('账号', { max: 64 }),
    holder: personName('承办人'),
    title: text('岗位', { max: 40 }),
    part: code('分工', { list: 'assignmentParts' }),
    from: day('指定日期'),
    endedOn: day('解除日期').optional(),
  },
})
export type Assignment = RecordOf<typeof assignment>
