import { code, instant, kind, matter, personName, type RecordOf, text } from '../../kinds/index.ts'

/** Within so many minutes whoever was told of a lead must have acknowledged it (附·派出所15). */
export const TELLING_MINUTES = 10

/**
 * That somebody was told of a lead or of a missing child, and when they acknowledged it: both heads of the leading group, the
 * police on duty, whoever takes it outside; of a missing child the office and the village as well. It is what shows that the
 * word reached them; who is left out of the matter was never told.
 */
export const leadTelling = kind('leadTelling', {
  title: '线索告知',
  room: 'leads',
  basis: '四(三)1；附·派出所15',
  purpose: '线索第一时间报双组长，签收有时间',
  owner: 'township',
  readers: ['office', 'leader', 'police', 'discipline', 'assigned', 'own-account'],
  writers: ['own-account'],
  cleared: ['office', 'leader', 'police', 'discipline', 'assigned', 'own-account'],
  matter: 'matter',
  keep: { years: 7, after: 'matter', basis: '未成年人保护法；刑法 第八十七条（被害人满21周岁前不删除）' },
  fields: {
    matter: matter('线索'),
    account: text('账号', { max: 64 }),
    holder: personName('姓名'),
    title: text('岗位', { max: 40 }),
    part: code('身份', { list: 'tellingParts' }),
    toldAt: instant('告知时间'),
    acknowledgedAt: instant('签收时间').optional(),
  },
})
export type LeadTelling = RecordOf<typeof leadTelling>
