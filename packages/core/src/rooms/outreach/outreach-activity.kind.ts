import { code, codes, count, day, evidence, kind, note, type RecordOf, text } from '../../kinds/index.ts'

/** Something told to people about the protection of minors: what, to whom, in which form, how many were reached. No names. */
export const outreachActivity = kind('outreachActivity', {
  title: '宣传活动',
  room: 'outreach',
  basis: '四(四)2、四(四)4、四(四)5；附·平安办11、网信宣传办2、社保站1、妇联4、卫生院3、村级5',
  purpose: '宣传进乡村、社区、学校、企业、家庭，“十一防”个个讲到',
  owner: 'unit-or-village',
  readers: ['office', 'leader', 'discipline', 'police', 'officer', 'own-unit', 'own-village'],
  writers: ['office', 'own-unit', 'own-village'],
  cleared: ['office', 'leader', 'police', 'own-unit', 'own-village'],
  keep: { years: 3, after: 'heldOn', basis: '方案 四(四)' },
  endsOn: 'withdrawnOn',
  fields: {
    heldOn: day('活动日期'),
    form: code('形式', { list: 'outreachForms' }),
    theme: text('主题', { max: 60 }),
    topics: codes('宣传内容', { list: 'outreachTopics' }).hinted(
      '讲到哪几“防”就选哪几项；都没有讲到可以不选',
    ),
    audiences: codes('对象', { list: 'audiences' }).hinted('至少选一项'),
    settings: codes('宣传到哪里', { list: 'settings' }).hinted('至少选一项'),
    media: codes('用了哪些载体', { list: 'media' }).hinted('没有用到可以不选'),
    people: count('受众人数', { max: 100_000 }).hinted('网上宣传的写阅读、转发的人次'),
    place: text('地点', { max: 60 }).optional(),
    remark: note('说明', { max: 500, guard: 'open' }).hinted('不写未成年人的姓名').optional(),
    photos: evidence('照片、截屏、签到表', { min: 1, max: 9 }),
    withdrawnOn: day('作废日期').optional(),
  },
})
export type OutreachActivity = RecordOf<typeof outreachActivity>
