import {
  type Day,
  daysBetween,
  lastDayOf,
  type Month,
  monthOf,
  type Playbook,
  villageUnitOf,
  type WorkCalendar,
} from '@hulei/core'
import { sql } from 'kysely'
import type { Scopes } from '../../platform/db/scope.ts'
import { isoOf, notify } from '../../platform/notify/index.ts'
import type { Township } from '../../platform/townships.ts'

/** So many working days before its day a form that is not there yet is asked for: none of them falls into a holiday. */
const WORKING_DAYS_BEFORE = [3, 1] as const

const surveyMeasures: ReadonlySet<string> = new Set(['leads.survey-forms', 'leads.survey-form-and-leader'])

/** A village or a unit that hands in a form each month, and by which day of the month. */
type Body = { readonly village: string } | { readonly unit: string }
type Owed = { readonly body: Body; readonly dueOn: Day }

const nameOf = (body: Body): string => ('village' in body ? `village/${body.village}` : `unit/${body.unit}`)

/**
 * Tells the villages and units that the plan asks for a month's survey form and that have not handed it in, before it is
 * due: a count and a day. Of the steps that are past only the last is said, once; so a server that was off says it late,
 * and nothing twice. What is overdue is the duty list's.
 */
export async function remindOfSurveys(
  scopes: Scopes,
  township: Township,
  realNow: number = Date.now(),
): Promise<number> {
  const today = township.clock.today()
  const month = monthOf(today)
  const steps = owedIn(township.playbook, month).flatMap(({ body, dueOn }) => {
    const step = stepOn(today, dueOn, township.calendar)
    return step === undefined ? [] : [{ body, dueOn, step }]
  })
  if (steps.length === 0) return 0
  return await scopes.derive(township.code, async (tx) => {
    const { rows } = await sql<{ village: string | null; unit: string | null }>`
      SELECT village, unit FROM survey_form WHERE township = ${township.code} AND month = ${month}`.execute(
      tx.db,
    )
    const there = new Set(
      rows.map(({ village, unit }) => nameOf(village ? { village } : { unit: unit ?? '' })),
    )
    let told = 0
    for (const { body, dueOn, step } of steps) {
      if (there.has(nameOf(body))) continue
      told += await notify(
        { tx, township, actId: null, realNow: isoOf(realNow) },
        {
          template: 'reminder.surveys',
          params: { month, count: 1, dueOn },
          to: [body],
          onceKey: `surveys ${month} ${step} ${nameOf(body)}`,
        },
      )
    }
    return told
  })
}

/** Whom the plan asks for a form in a month, each once, by the earliest day that it names; none before or after the plan. */
function owedIn(playbook: Playbook, month: Month): readonly Owed[] {
  const villages = villageUnitOf(playbook)?.id
  const owed = new Map<string, Owed>()
  for (const line of playbook.duties)
    for (const proof of line.proves) {
      const cadence = proof.cadence ?? line.cadence
      if (!surveyMeasures.has(proof.measure) || !('every' in cadence) || cadence.every !== 'month') continue
      const dueOn = cadence.by ? (`${month}-${String(cadence.by).padStart(2, '0')}` as Day) : lastDayOf(month)
      if (dueOn < playbook.plan.from || dueOn > playbook.plan.to) continue
      const bodies: readonly Body[] =
        line.unit === villages ? playbook.villages.map(({ id }) => ({ village: id })) : [{ unit: line.unit }]
      for (const body of bodies) {
        const before = owed.get(nameOf(body))
        if (!before || dueOn < before.dueOn) owed.set(nameOf(body), { body, dueOn })
      }
    }
  return [...owed.values()]
}

/** Which reminder a day has come to; none before the first, and none once the form is overdue. */
function stepOn(today: Day, dueOn: Day, calendar: WorkCalendar): number | undefined {
  if (today > dueOn) return undefined
  return WORKING_DAYS_BEFORE.filter((count) => {
    const from = calendar.addWorkingDays(dueOn, -count)
    // A year whose holidays nobody has entered counts its days as they are.
    return from.known ? today >= from.value : daysBetween(today, dueOn) <= count
  }).at(-1)
}
