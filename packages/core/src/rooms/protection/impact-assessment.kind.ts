import { z } from 'zod'
import { code, day, form, kind, note, personName, type RecordOf, text } from '../../kinds/index.ts'
import { processingEntry } from './processing.ts'

/**
 * An assessment of what processing minors' data means for them (个人信息保护影响评估): a child's data are sensitive, so it is
 * made before they are processed, approved, and kept for three years at least. It says what is processed, not whose: what
 * it looked at stands in it as it was declared on that day.
 */
export const impactAssessment = kind('impactAssessment', {
  title: '个人信息保护影响评估',
  room: 'protection',
  basis: '个人信息保护法 第五十五条、第五十六条；未成年人网络保护条例 第四章',
  purpose: '事前评估处理未成年人信息是否合法、正当、必要，风险和保护措施是否相当',
  owner: 'township',
  readers: ['office', 'leader', 'discipline', 'auditor'],
  writers: ['office', 'leader'],
  cleared: ['office', 'leader', 'discipline', 'auditor'],
  keep: { years: 3, after: 'replacedOn', basis: '个人信息保护法 第五十六条第二款' },
  endsOn: 'replacedOn',
  fields: {
    code: text('编号', { max: 20 }),
    status: code('状态', { list: 'impactStates' }),
    reason: code('为什么评估', { list: 'impactReasons' }),
    purposes: note('处理目的和方式', { guard: 'open' }),
    necessity: note('合法、正当、必要', { guard: 'open' }),
    impact: note('对孩子和家庭的影响', { guard: 'open' }),
    risk: code('风险程度', { list: 'riskLevels' }),
    measures: note('保护措施', { guard: 'open' }),
    covers: form('涉及的记录', z.array(processingEntry).max(200)),
    assessor: personName('评估人'),
    assessedOn: day('评估日期'),
    approvedBy: personName('批准人').optional(),
    approvedOn: day('批准日期').optional(),
    opinion: note('批准意见', { max: 300, guard: 'open' }).optional(),
    reviewOn: day('下次评估日期').optional(),
    replacedOn: day('被代替日期').optional(),
  },
})
export type ImpactAssessment = RecordOf<typeof impactAssessment>
