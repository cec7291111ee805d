import { code, day, flag, kind, personName, type RecordOf, ref, text } from '../../kinds/index.ts'

/**
 * A sign with a code to scan (举报牌): it names a place, so that whoever reports need not. One in a venue has a second,
 * secret code for the owner, by which a minor or a suspicion is reported to the named officer with two taps.
 */
export const sign = kind('sign', {
  title: '举报牌',
  room: 'leads',
  basis: '四(三)1、四(二)2',
  purpose: '扫码即可报告，举报牌写明地点；场所负责人凭专用码两步报告',
  owner: 'village',
  readers: ['office', 'leader', 'police', 'own-village'],
  writers: ['office', 'police'],
  cleared: ['office', 'leader', 'police', 'own-village'],
  keep: { years: 3, after: 'endedOn', basis: '个人信息保护法 第十九条' },
  endsOn: 'endedOn',
  fields: {
    place: text('设在哪里', { max: 60 }).hinted('如：中心小学校门口、老街便民服务点'),
    setting: code('什么地方', { list: 'leadSettings' }).optional(),
    /** The venue's record, where it stands in one that is registered: what is reported by its code comes with the venue. */
    venue: ref('重点场所', 'venue').optional(),
    /** What stands in the address behind the sign's code; drawn, no secret. */
    token: text('编号', { max: 20 }),
    isVenue: flag('发给场所负责人专用码'),
    officer: personName('责任民警').optional(),
    /** Raised when the owner's code is to hold no longer. */
    issue: text('专用码批次', { max: 10 }),
    startedOn: day('启用日期'),
    endedOn: day('停用日期').optional(),
  },
})
export type Sign = RecordOf<typeof sign>
