import { z } from 'zod'
import { code, day, form, kind, type RecordOf, ref } from '../../kinds/index.ts'

/** One member of a team: the role in the scheme, and who fills it. Members are adults acting in office. */
export const teamMember = z.strictObject({
  role: z.string().regex(/^[a-z0-9-]{1,40}$/, '请选择角色'),
  name: z.string().trim().min(2, '请填写成员姓名').max(30, '姓名不能超过30个字'),
  phone: z.string().trim().max(20, '电话不能超过20个字').optional(),
})

/** Who stands by a child under a scheme of the playbook: 四帮一, 六包一, 一对一. */
export const responsibilityTeam = kind('responsibilityTeam', {
  title: '责任小组',
  room: 'children',
  basis: '四(一)2；附·村级1、村级2',
  purpose: '落实四帮一、六包一、一对一帮扶责任人',
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
    scheme: code('帮扶方式', { list: 'helperSchemes' }),
    members: form('成员', z.array(teamMember).min(1, '请至少填写一名成员').max(12, '成员最多12名')),
    from: day('组成日期'),
    to: day('结束日期').optional(),
  },
})
export type ResponsibilityTeam = RecordOf<typeof responsibilityTeam>
