import { z } from 'zod'
import { code, count, day, form, kind, type RecordOf, ref, text } from '../../kinds/index.ts'

/** A block of a bulletin: a heading, words that may be edited, or a table of figures that may not. */
export const bulletinBlock = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('heading'), level: z.int().min(1).max(3), text: z.string().max(100) }),
  z.strictObject({
    type: z.literal('paragraph'),
    text: z.string().max(4000, '一段不能超过4000个字'),
    /** Which words these are while nobody has edited them: refreshing the figures writes them anew. */
    auto: z.string().max(40).optional(),
  }),
  z.strictObject({
    type: z.literal('table'),
    id: z.string().max(40),
    caption: z.string().max(100),
    columns: z
      .array(z.strictObject({ title: z.string().max(40), align: z.enum(['left', 'center', 'right']) }))
      .max(12),
    rows: z.array(z.array(z.string().max(200)).max(12)).max(200),
  }),
])
export type BulletinBlock = z.infer<typeof bulletinBlock>

/**
 * A monthly bulletin: drafted from the month's figures, edited, issued with a number; then frozen. A mistake is put
 * right by another that supersedes it. No identity, and no count of persons by a sensitive attribute under five.
 */
export const bulletin = kind('bulletin', {
  title: '通报',
  room: 'supervision',
  basis: '五(四)',
  purpose: '每月一期工作情况通报',
  owner: 'township',
  readers: ['office', 'leader', 'discipline', 'officer', 'police', 'school', 'village', 'county'],
  writers: ['office'],
  cleared: ['office', 'leader', 'discipline'],
  drafts: { field: 'status', is: 'draft', readers: ['office', 'leader'] },
  keep: { years: 10, after: 'issuedOn', basis: '机关文件材料归档范围和文书档案保管期限规定' },
  fields: {
    month: text('月份', { max: 7 }),
    status: code('状态', { list: 'bulletinStates' }),
    title: text('标题', { max: 80 }),
    blocks: form('内容', z.array(bulletinBlock).max(200)),
    /** The act log's position up to which the figures were counted, and the day on which they were known. */
    asOf: day('数据截至'),
    issueNumber: count('期号', { max: 999 }).optional(),
    issuedOn: day('签发日期').optional(),
    signedBy: text('签发人', { max: 30 }).optional(),
    contentHash: text('内容校验值', { max: 64 }).optional(),
    logHead: text('办理记录存证', { max: 100 }).optional(),
    supersedes: ref('替代', 'bulletin').optional(),
  },
})
export type Bulletin = RecordOf<typeof bulletin>
