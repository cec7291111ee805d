import { amendSurvey, handInSurvey, type Month, monthOf, surveyForm, surveyQuestions } from '@hulei/core'
import { sql } from 'kysely'
import { type ActContext, type AnyHandler, on } from '../../platform/acts/handler.ts'
import { invalid, Refusal } from '../../platform/errors.ts'

type Counts = Readonly<Record<keyof typeof surveyQuestions, number>>
const questions = Object.keys(surveyQuestions) as (keyof Counts)[]

/** How often each question was answered with something; what was left out is nothing. */
const countsOf = (given: Partial<Record<keyof Counts, number | null | undefined>>): Counts =>
  Object.fromEntries(questions.map((name) => [name, given[name] ?? 0])) as Counts

const isNil = (counts: Counts): boolean => questions.every((name) => counts[name] === 0)

export const surveyActs: readonly AnyHandler[] = [
  on(handInSurvey, async (context, { id, input }) => {
    const { month: given, onVillage, reported, toldLeader, remark, ...found } = input
    const { today } = context.tx
    const month = given ?? monthOf(today)
    if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month) || month > monthOf(today))
      throw invalid([
        { path: 'input.month', code: 'survey.month', message: '月份应写作2024-05，不能是以后的月份' },
      ])
    const place = placeOf(context, onVillage)
    await refuseSecond(context, month as Month, place)
    const counts = countsOf(found)
    await context.insert(surveyForm, id, place, {
      month,
      ...counts,
      reported: reported ?? 0,
      isNil: isNil(counts),
      toldLeader: toldLeader ?? false,
      remark,
      handedInOn: today,
    })
    return undefined
  }),

  on(amendSurvey, async (context, { input, record }) => {
    await context.amend(surveyForm, record, { ...input, isNil: isNil(countsOf({ ...record, ...input })) })
    return undefined
  }),
]

/** Whose form it is: the village's for a village post, the unit's for any other. */
function placeOf({ tx }: ActContext, onVillage: string | null | undefined) {
  const { role, villages, unit } = tx.actor
  if (role !== 'village') return { unit }
  const village = onVillage ?? (villages.length === 1 ? villages[0] : undefined)
  if (!village || !villages.includes(village))
    throw invalid([{ path: 'input.onVillage', code: 'survey.village', message: '请选择是哪个村的排查表' }])
  return { village }
}

async function refuseSecond(
  { tx }: ActContext,
  month: Month,
  place: { readonly village?: string; readonly unit?: string },
): Promise<void> {
  const { rows } = await sql`
    SELECT FROM survey_form WHERE township = ${tx.actor.township} AND month = ${month}
      AND village IS NOT DISTINCT FROM ${place.village ?? null}
      AND unit IS NOT DISTINCT FROM ${place.unit ?? null}`.execute(tx.db)
  if (rows.length > 0)
    throw new Refusal(
      'survey.handed-in',
      409,
      `${Number(month.slice(5))}月的排查表已经交过；要改数字，请打开那份表点“更正”。`,
    )
}
