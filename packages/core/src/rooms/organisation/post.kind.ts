import { code, codes, day, kind, personName, phone, type RecordOf, text } from '../../kinds/index.ts'

/**
 * A post: an account holds a role in a unit, for villages or a school, from a day to a day.
 * People act under one post at a time; ending a post ends what its holder sees.
 */
export const post = kind('post', {
  title: '岗位',
  room: 'organisation',
  basis: '五(一)；未成年人网络保护条例 第三十六条',
  purpose: '明确谁以什么身份查看和办理',
  owner: 'township',
  readers: ['administrator', 'office', 'leader', 'discipline', 'auditor'],
  writers: ['administrator'],
  cleared: ['administrator', 'office', 'leader', 'discipline', 'auditor'],
  subject: 'self',
  keep: { years: 5, after: 'to', basis: '网络安全法 第二十一条' },
  endsOn: 'to',
  fields: {
    account: text('账号', { max: 64 }),
    holder: personName('姓名'),
    title: text('岗位名称', { max: 40 }),
    role: code('角色', { list: 'postRoles' }),
    postUnit: code('单位', { list: 'units' }),
    villages: codes('负责的村', { list: 'villages' }),
    atSchool: code('学校', { list: 'schools' }).optional(),
    /** A post of the leading group (五(一)); its two heads hear of every lead at once. */
    leadingPost: code('领导小组职务', { list: 'leadingPosts' }).optional(),
    from: day('任职日期'),
    to: day('离任日期').optional(),
    approvedBy: personName('批准人').optional(),
    /** A work telephone for text messages, which say only that there is something. */
    noticePhone: phone('接收提醒的手机').optional(),
  },
})
export type Post = RecordOf<typeof post>
