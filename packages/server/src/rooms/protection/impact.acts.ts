import {
  addMonths,
  amendImpact,
  approveImpact,
  assessImpact,
  IMPACT_MONTHS,
  type ImpactAssessment,
  impactAssessment,
  kinds,
  processingOfMinors,
} from '@hulei/core'
import { sql } from 'kysely'
import { type ActContext, type AnyHandler, on } from '../../platform/acts/handler.ts'
import { refuseNumbers } from '../../platform/acts/refuse-numbers.ts'
import { type Fault, invalid, Refusal } from '../../platform/errors.ts'
import { drawCode } from '../sealing/index.ts'

const words = ['purposes', 'necessity', 'impact', 'measures'] as const

export const impactActs: readonly AnyHandler[] = [
  on(assessImpact, async (context, { id, input }) => {
    const { tx } = context
    if (input.assessedOn > tx.today) throw invalid([fault('assessedOn', '评估日期不能晚于今天')])
    refuseNumbersIn(input)
    const code = await drawCode(tx, 'impact_assessment', '评估')
    const covers = [...processingOfMinors(kinds.values())]
    await context.insert(impactAssessment, id, {}, { ...input, code, status: 'drafted', covers })
    return { code }
  }),

  on(amendImpact, async (context, { input, record }) => {
    refuseApproved(record)
    refuseNumbersIn(input)
    // What is put right is put right about what is processed today.
    const covers = [...processingOfMinors(kinds.values())]
    await context.amend(impactAssessment, record, { ...input, covers })
    return undefined
  }),

  on(approveImpact, async (context, { input, record }) => {
    refuseApproved(record)
    const { today, actor } = context.tx
    const latest = addMonths(today, IMPACT_MONTHS)
    const reviewOn = input.reviewOn ?? latest
    if (reviewOn <= today || reviewOn > latest)
      throw invalid([fault('reviewOn', '下次评估日期应在今天以后、一年以内')])
    if (record.assessor === actor.name)
      throw new Refusal('impact.own-approval', 409, '不能批准自己做的评估，请由另一位领导批准。')
    for (const before of await listInForce(context))
      await context.amend(impactAssessment, before, { status: 'replaced', replacedOn: today })
    await context.amend(impactAssessment, record, {
      status: 'approved',
      approvedBy: actor.name,
      approvedOn: today,
      opinion: input.opinion,
      reviewOn,
    })
    return undefined
  }),
]

function refuseApproved({ status }: ImpactAssessment): void {
  if (status === 'drafted') return
  throw new Refusal('impact.approved', 409, '这份评估已经批准，不能再改；情况有变化的，重新做一份。')
}

/** Assessments speak of what is processed, never of whose: a number of a person has no place in them. */
const refuseNumbersIn = (input: Partial<Record<(typeof words)[number], string>>) =>
  refuseNumbers(Object.fromEntries(words.map((name) => [name, input[name] ?? null])))

async function listInForce(context: ActContext): Promise<readonly ImpactAssessment[]> {
  const { rows } = await sql<{ id: string }>`
    SELECT id FROM impact_assessment WHERE township = ${context.township.code} AND status = 'approved'
    ORDER BY id`.execute(context.tx.db)
  const found: ImpactAssessment[] = []
  for (const { id } of rows) found.push(await context.get(impactAssessment, id))
  return found
}

const fault = (field: string, message: string): Fault => ({
  path: `input.${field}`,
  code: 'input.invalid',
  message,
})
