import { code, codes, day, kind, matter, note, type RecordOf } from '../../kinds/index.ts'

const withoutNames = '不写姓名、学校、住址，用代号'

/**
 * The four-part review of a case (一案一倒查、一案一剖析、一案一整治、一案一问责). No case is closed without one.
 */
export const caseReview = kind('caseReview', {
  title: '案件倒查',
  room: 'cases',
  basis: '四(三)2；附·平安办5、纪委3',
  purpose: '每月5日前对上月案件逐案倒查，找出问题、整治、问责',
  owner: 'township',
  readers: ['office', 'leader', 'police', 'discipline', 'assigned'],
  writers: ['office', 'police', 'discipline', 'assigned'],
  cleared: ['office', 'leader', 'police', 'discipline', 'assigned'],
  subject: 'matter',
  matter: 'matter',
  keep: { years: 7, after: 'matter', basis: '未成年人保护法；刑法 第八十七条（被害人满21周岁前不删除）' },
  fields: {
    matter: matter('案件'),
    reviewedOn: day('倒查日期'),
    units: codes('参加单位', { list: 'units' }),
    traced: note('倒查：经过和各环节履职', { max: 1500 }).hinted(withoutNames),
    dissected: note('剖析：原因和漏洞', { max: 1500 }).hinted(withoutNames),
    rectified: note('整治：已采取和拟采取的措施', { max: 1500 }).hinted(withoutNames),
    heldToAccount: note('问责：意见和理由', { max: 1500 }).hinted(withoutNames),
    accountability: code('问责结论', { list: 'accountabilityCalls' }),
  },
})
export type CaseReview = RecordOf<typeof caseReview>
