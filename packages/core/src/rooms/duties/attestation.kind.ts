import { count, day, evidence, kind, note, type RecordOf, text } from '../../kinds/index.ts'

/** A unit's word, with evidence, for what no record of the system proves; the office may return it. */
export const attestation = kind('attestation', {
  title: '履职报备',
  room: 'duties',
  basis: '附；五(四)',
  purpose: '对系统记录不能证明的职责，由责任单位附证据报备',
  owner: 'unit-or-village',
  readers: ['office', 'leader', 'discipline', 'own-unit', 'own-village'],
  writers: ['office', 'own-unit', 'own-village'],
  cleared: ['office', 'leader', 'discipline', 'own-unit', 'own-village'],
  keep: { years: 3, after: 'attestedOn', basis: '方案 五(四)' },
  fields: {
    duty: text('职责', { max: 40 }),
    window: text('周期', { max: 20 }),
    statement: note('完成情况', { max: 500, guard: 'open' }),
    amount: count('完成数').optional(),
    evidence: evidence('佐证材料', { min: 1 }),
    attestedOn: day('报备日期'),
    returnedOn: day('退回日期').optional(),
    returnReason: note('退回原因', { max: 300, guard: 'open' }).optional(),
  },
})
export type Attestation = RecordOf<typeof attestation>

/** A unit need not do a duty from a day to a day, for a stated reason: shown as exempt, never hidden. */
export const exemption = kind('exemption', {
  title: '免除',
  room: 'duties',
  basis: '五(三)',
  purpose: '记录职责免除的原因与期限',
  owner: 'unit-or-village',
  readers: ['office', 'leader', 'discipline', 'county', 'own-unit', 'own-village'],
  writers: ['office', 'leader'],
  cleared: ['office', 'leader', 'discipline', 'own-unit', 'own-village'],
  keep: { years: 3, after: 'to', basis: '方案 五(四)' },
  endsOn: 'to',
  fields: {
    duty: text('职责', { max: 40 }),
    reason: note('免除原因', { max: 300, guard: 'open' }),
    from: day('开始日期'),
    to: day('结束日期'),
    /** Where it was ended early: on which day, and until when it had run; so that past days still show it as it was. */
    endedOn: day('提前结束于').optional(),
    firstTo: day('原定结束日期').optional(),
  },
})
export type Exemption = RecordOf<typeof exemption>
