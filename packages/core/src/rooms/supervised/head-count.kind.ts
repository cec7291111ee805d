import { code, count, day, kind, type RecordOf } from '../../kinds/index.ts'

/**
 * How many people of a group live in a village. Groups are counted, never named: no field here could take a name
 * (mission.md, 'No person is listed for a trait').
 */
export const headCount = kind('headCount', {
  title: '群体人数',
  room: 'supervised',
  basis: '四(二)1；附·村级4',
  purpose: '重点群体只统计人数，按月确认，不登记姓名',
  owner: 'village',
  readers: ['office', 'leader', 'police', 'own-village'],
  writers: ['office', 'own-village'],
  cleared: ['office', 'leader', 'police', 'own-village'],
  keep: { years: 3, after: 'countedOn', basis: '方案 五(四)' },
  fields: {
    group: code('群体', { list: 'headCountGroups' }),
    countedOn: day('统计日期').hinted('这一天所在的月份算作已确认'),
    number: count('人数', { max: 100_000 }).hinted('只填人数，不登记姓名'),
  },
})
export type HeadCount = RecordOf<typeof headCount>
