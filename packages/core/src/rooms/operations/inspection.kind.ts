import { codes, day, evidence, flag, kind, type RecordOf, ref, text } from '../../kinds/index.ts'

/**
 * An inspection of a venue, of the surroundings of a school, of an employer or a place. Lodging is inspected on the
 * five musts (公安部 旅馆经营者接待未成年人入住“五必须”规定): then all five are answered.
 */
export const inspection = kind('inspection', {
  title: '检查',
  room: 'operations',
  basis: '四(二)2；附·派出所3、派出所4、市监所1、社保站3、综合执法1、交警1',
  purpose: '场所、校园周边、用工检查，问题限期整改',
  owner: 'unit',
  readers: ['office', 'leader', 'discipline', 'police', 'officer', 'own-unit', 'own-village', 'own-school'],
  writers: ['office', 'own-unit'],
  cleared: ['office', 'leader', 'police', 'own-unit'],
  keep: { years: 3, after: 'inspectedOn', basis: '方案 四(二)2' },
  endsOn: 'withdrawnOn',
  fields: {
    inspectedOn: day('检查日期'),
    venue: ref('场所', 'venue').optional(),
    site: text('单位或地点', { max: 60 }).hinted('不是重点场所的，写单位名称或路段').optional(),
    focuses: codes('检查重点', { list: 'inspectionFocuses' }).hinted('日常检查可以不选'),
    inspectors: text('检查人', { max: 40 }).byActor(),
    outcome: text('检查情况', { max: 200 }).hinted('不写未成年人的姓名'),
    photos: evidence('照片', { max: 9 }),
    identity: flag('查验入住未成年人身份并如实登记').optional(),
    guardianAsked: flag('询问父母或监护人联系方式并记录').optional(),
    companionAsked: flag('询问同住人员身份关系并记录').optional(),
    rounds: flag('加强安全巡查和访客管理').optional(),
    suspicionReported: flag('可疑情况立即报告公安并联系监护人').optional(),
    withdrawnOn: day('作废日期').optional(),
  },
})
export type Inspection = RecordOf<typeof inspection>

/** The five musts, in the regulation's order. */
export const fiveMusts = [
  'identity',
  'guardianAsked',
  'companionAsked',
  'rounds',
  'suspicionReported',
] as const
