import {
  amendEmotional,
  amendGuidance,
  emotionalCount,
  FEWEST_COUNTED,
  type Month,
  monthOf,
  recordGuidance,
  reportEmotional,
  safetyGuidance,
  withdrawGuidance,
} from '@hulei/core'
import { sql } from 'kysely'
import { type ActContext, type AnyHandler, on } from '../../platform/acts/handler.ts'
import { refuseFuture } from '../../platform/acts/refuse-future.ts'
import { invalid, Refusal } from '../../platform/errors.ts'
import { placeOfWork } from '../organisation/index.ts'

export const schoolsActs: readonly AnyHandler[] = [
  on(reportEmotional, async (context, { id, input }) => {
    const { actor, today } = context.tx
    const month = input.month ?? monthOf(today)
    if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month) || month > monthOf(today))
      throw fault('month', 'emotional.month', '月份应写作2024-05，不能是以后的月份')
    if (!actor.school) throw new Refusal('emotional.no-school', 422, '您的岗位没有写明是哪所学校。')
    await refuseSecond(context, month as Month, actor.school)
    const { number } = input
    await context.insert(
      emotionalCount,
      id,
      { school: actor.school },
      { month, number, ...toldOf(number), reportedOn: today },
    )
    return undefined
  }),

  on(amendEmotional, async (context, { input, record }) => {
    const { number } = input
    if (number === undefined) return undefined
    await context.amend(emotionalCount, record, { number, ...toldOf(number) })
    return undefined
  }),

  on(recordGuidance, async (context, { id, input }) => {
    const { school, onUnit, ...values } = input
    refuseFuture(context, { guidedOn: values.guidedOn })
    refuseNothing(values.parts)
    const { unit = null } = placeOfWork(context, { onUnit })
    const place = { unit, school, village: villageOf(context, school) }
    await context.insert(safetyGuidance, id, place, values)
    return undefined
  }),

  on(amendGuidance, async (context, { input, record }) => {
    if (record.withdrawnOn) throw withdrawn()
    const { school, ...values } = input
    refuseFuture(context, { guidedOn: values.guidedOn })
    refuseNothing({ ...record, ...values }.parts)
    const place = school ? { school, village: villageOf(context, school) } : {}
    await context.amend(safetyGuidance, record, values, place)
    return undefined
  }),

  on(withdrawGuidance, async (context, { record }) => {
    if (record.withdrawnOn) throw withdrawn()
    await context.amend(safetyGuidance, record, { withdrawnOn: context.tx.today })
    return undefined
  }),
]

const fault = (path: string, code: string, message: string) =>
  invalid([{ path: `input.${path}`, code, message }])
const withdrawn = () => new Refusal('guidance.withdrawn', 409, '这次指导的记录已经作废。')

/** What the office is told of a number of pupils: none, few, or the number itself from five on. */
function toldOf(number: number): { band: string; told: number | null } {
  if (number === 0) return { band: 'none', told: null }
  return number < FEWEST_COUNTED ? { band: 'few', told: null } : { band: 'many', told: number }
}

async function refuseSecond({ tx }: ActContext, month: Month, school: string): Promise<void> {
  const { rows } = await sql`
    SELECT FROM emotional_count WHERE township = ${tx.actor.township} AND school = ${school} AND month = ${month}`.execute(
    tx.db,
  )
  if (rows.length > 0)
    throw new Refusal(
      'emotional.reported',
      409,
      `${Number(month.slice(5))}月的人数已经报过；要改数字，请打开那条记录点“更正情感困扰人数”。`,
    )
}

const villageOf = ({ township }: ActContext, school: string): string | null =>
  township.playbook.schools.find((each) => each.id === school)?.village ?? null

function refuseNothing(parts: readonly string[]): void {
  if (parts.length === 0) throw fault('parts', 'guidance.parts-missing', '请选择指导了哪几防')
}
