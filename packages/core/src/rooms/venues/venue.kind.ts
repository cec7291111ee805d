import { code, day, flag, kind, personName, phone, type RecordOf, text } from '../../kinds/index.ts'

/**
 * A place that minors should not enter, or where they stay, work or buy: KTV, net café, lodging, shop, building site.
 * The days from which signs and cameras are there, and on which a licence was missed, are kept by the acts: so that a
 * month that is over still says what was there in it.
 */
export const venue = kind('venue', {
  title: '重点场所',
  room: 'venues',
  basis: '四(二)2；未成年人保护法 第五十七至五十九条',
  purpose: '掌握场所底数，落实标识、监控、证照和检查',
  owner: 'village',
  readers: ['office', 'leader', 'discipline', 'police', 'officer', 'own-village'],
  writers: ['office', 'police', 'remit:market', 'remit:urban', 'remit:education', 'own-village'],
  cleared: ['office', 'police', 'remit:market', 'own-village'],
  subject: 'self',
  keep: { years: 3, after: 'closedOn', basis: '个人信息保护法 第十九条' },
  endsOn: 'closedOn',
  fields: {
    name: text('场所名称', { max: 60, search: 'pinyin' }),
    type: code('类型', { list: 'venueTypes' }),
    state: code('经营状态', { list: 'venueStates' }),
    licence: code('证照', { list: 'licenceStates' }),
    hasCamera: flag('出入口监控'),
    hasHotline: flag('公示举报电话'),
    noMinorsSign: code('禁止未成年人入内标识', { list: 'signStates' }).hinted(
      '歌厅、酒吧、网吧等不适宜未成年人活动的场所必须张贴',
    ),
    noSaleSign: code('不向未成年人售烟酒标识', { list: 'signStates' }).hinted('卖烟酒的必须张贴'),
    licensee: personName('负责人').optional(),
    phone: phone('负责人电话').optional(),
    location: text('位置', { max: 80 }).hinted('写到路段、门牌即可').optional(),
    registeredOn: day('登记日期'),
    cameraSince: day('监控装好日期').optional(),
    hotlineSince: day('举报电话公示日期').optional(),
    noMinorsSince: day('禁入标识张贴日期').optional(),
    noSaleSince: day('禁售标识张贴日期').optional(),
    unlicensedSince: day('发现无证日期').optional(),
    settledOn: day('无证处置日期').optional(),
    settledEnteredOn: day('无证处置登记日期').optional(),
    closedOn: day('销号日期').optional(),
    closedBecause: code('销号原因', { list: 'venueEnds' }).optional(),
  },
})
export type Venue = RecordOf<typeof venue>
