import { z } from 'zod'
import { count, day, form, kind, matter, note, type RecordOf, text } from '../../kinds/index.ts'

/** While a hold is in force, nothing of a matter is removed, whatever its time: an appeal, a claim, an order to keep. */
export const legalHold = kind('legalHold', {
  title: '保全',
  room: 'sealing',
  basis: '刑事诉讼法 第五十四条；民事诉讼法 第八十四条',
  purpose: '因申诉、诉讼等须保留的事项，到期也不销毁',
  owner: 'township',
  readers: ['office', 'leader', 'police', 'discipline', 'assigned'],
  writers: ['police', 'discipline', 'assigned'],
  cleared: ['office', 'leader', 'police', 'discipline', 'assigned'],
  subject: 'matter',
  matter: 'matter',
  keep: { years: 3, after: 'liftedOn', basis: '个人信息保护法 第十九条' },
  endsOn: 'liftedOn',
  fields: {
    matter: matter(),
    reason: note('保全事由', { max: 300 }),
    from: day('开始日期'),
    liftedOn: day('解除日期').optional(),
  },
})
export type LegalHold = RecordOf<typeof legalHold>

/** What was removed of a matter at the end of its time, in numbers: the certificate. */
export const erasure = kind('erasure', {
  title: '销毁证明',
  room: 'sealing',
  basis: '个人信息保护法 第四十七条',
  purpose: '证明保存期满的事项已经销毁，留下的只有数目',
  owner: 'township',
  readers: ['office', 'leader', 'police', 'discipline', 'auditor'],
  writers: ['system'],
  cleared: ['office', 'leader', 'police', 'discipline', 'auditor'],
  matter: 'matter',
  keep: { years: 30, after: 'erasedOn', basis: '机关文件材料归档范围和文书档案保管期限规定' },
  fields: {
    matter: matter(),
    what: text('事项种类', { max: 40 }),
    closedOn: day('办结日期'),
    dueFrom: day('保存期满日期'),
    erasedOn: day('销毁日期'),
    people: count('密封身份数'),
    records: count('记录数'),
    keys: count('销毁密钥数'),
    byKind: form('各类记录数', z.record(z.string(), z.int().min(0))),
  },
})
export type Erasure = RecordOf<typeof erasure>
