import { z } from 'zod'
import { code, day, form, kind, type RecordOf, text } from '../../kinds/index.ts'
import { bulletinBlock } from '../supervision/index.ts'

/**
 * The analysis of cases of a month (研判): figures of the twelve months that end with it and words about them; drafted,
 * edited, issued, then frozen. Figures are given out in groups of at least five (`releasedCounts`), never by choice of a
 * filter; one is issued for a month, since two of one month could be compared.
 */
export const analysis = kind('analysis', {
  title: '案件分析',
  room: 'insight',
  basis: '四(三)4、附·派出所10',
  purpose: '每月对案件定量定性分析，看清特点和漏洞，不涉及任何具体的人',
  owner: 'township',
  readers: ['office', 'leader', 'police', 'discipline', 'county'],
  writers: ['office', 'police'],
  cleared: ['office', 'leader', 'police', 'discipline', 'county'],
  drafts: { field: 'status', is: 'draft', readers: ['office', 'leader', 'police'] },
  keep: { years: 10, after: 'issuedOn', basis: '机关文件材料归档范围和文书档案保管期限规定' },
  fields: {
    month: text('月份', { max: 7 }),
    status: code('状态', { list: 'analysisStates' }),
    title: text('标题', { max: 80 }),
    blocks: form('内容', z.array(bulletinBlock).max(200)),
    asOf: day('数据截至'),
    issuedOn: day('签发日期').optional(),
    signedBy: text('签发人', { max: 30 }).optional(),
    contentHash: text('内容校验值', { max: 64 }).optional(),
  },
})
export type Analysis = RecordOf<typeof analysis>
