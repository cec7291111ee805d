import { code, day, kind, matter, personName, type RecordOf, text } from '../../kinds/index.ts'

/** How far an assignment reaches: to all of a matter, or to the rescue of its victims and nothing else of it. */
export type AssignmentExtent = 'whole' | 'rescue'

/** Matters whose victims are rescued: in these, a part in the rescue reaches to nothing else. */
export const rescuable: ReadonlySet<string> = new Set(['lead', 'caseFile'])

/**
 * Who works on a matter, by name, and how far that reaches. It is what opens sealed files without breaking a seal, so it is a
 * record of its own: who assigned whom, from when, until when. Who only helps (`extent` rescue) reads the plan, its tasks and
 * consents and may open the files of those whom it rescues; of the case they see nothing (个人信息保护法 第六条，最小范围).
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
    extent: code('范围', { list: 'assignmentExtents' }),
    from: day('指定日期'),
    endedOn: day('解除日期').optional(),
  },
})
export type Assignment = RecordOf<typeof assignment>
