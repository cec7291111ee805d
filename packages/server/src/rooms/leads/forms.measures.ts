import { type Day, missingChild, monthOf, surveyForm } from '@hulei/core'
import { sql } from 'kysely'
import type { Change } from '../../platform/acts/handler.ts'
import { type Measure, nowAndBefore, onlyRows } from '../../platform/measures/measure.ts'

/** Minutes within which whoever was asked first has begun to search. */
const FIRST_STEP_MINUTES = 60

/** The months of a form, as the windows that it touches. */
const ofTheForm = (change: Change) =>
  change.kind.name === 'surveyForm'
    ? nowAndBefore(change).map((values) => ({
        rows: [change.record],
        from: `${values.month}-01` as Day,
        to: `${values.month}-28` as Day,
      }))
    : []

/** 线索排查表: forms of the months of the window; late when handed in after it, nil or not. */
export const surveyForms: Measure = {
  name: 'leads.survey-forms',
  version: 1,
  rowKind: surveyForm,
  count: ({ township, window, only }) => sql`
    SELECT id AS "row", village, school, unit, 0 AS due, 1 AS done,
      ((received_at AT TIME ZONE 'Asia/Shanghai')::date > ${window.to}::date)::int AS late
    FROM survey_form
    WHERE township = ${township} AND month BETWEEN ${monthOf(window.from)} AND ${monthOf(window.to)}
      ${onlyRows(only, 'id')}`,
  touched: ofTheForm,
}

/** 排查表报送并告知主管领导: of the forms handed in, those of which the leader in charge was told (附·卫生院1). */
export const surveyFormAndLeader: Measure = {
  name: 'leads.survey-form-and-leader',
  version: 1,
  rowKind: surveyForm,
  count: ({ township, window, only }) => sql`
    SELECT id AS "row", village, school, unit, 1 AS due, told_leader::int AS done,
      (told_leader AND (received_at AT TIME ZONE 'Asia/Shanghai')::date > ${window.to}::date)::int AS late
    FROM survey_form
    WHERE township = ${township} AND month BETWEEN ${monthOf(window.from)} AND ${monthOf(window.to)}
      ${onlyRows(only, 'id')}`,
  touched: ofTheForm,
}

/**
 * 走失首问负责 (四(二)3): of the children reported missing in the window, those for whom a search was begun and written down;
 * late when that was more than an hour after the first call. Counted for the township, since a village would say who.
 */
export const missingFirstAsked: Measure = {
  name: 'leads.missing-first-asked',
  version: 1,
  rowKind: missingChild,
  count: ({ township, window, only }) => sql`
    SELECT m.id AS "row", NULL::text AS village, NULL::text AS school, NULL::text AS unit, 1 AS due,
      (m.first_step_at IS NOT NULL)::int AS done,
      coalesce(m.first_step_at > m.called_at + make_interval(mins => ${sql.lit(FIRST_STEP_MINUTES)}), false)::int AS late
    FROM missing_child m
    WHERE m.township = ${township} AND m.called_on BETWEEN ${window.from}::date AND ${window.to}::date
      AND NOT EXISTS (SELECT FROM matter_exclusion e WHERE e.township = m.township AND e.matter = m.id)
      ${onlyRows(only, 'm.id')}`,
  touched: (change) =>
    change.kind.name === 'missingChild'
      ? [
          {
            rows: [change.record],
            from: change.whole.calledOn as Day,
            to: change.whole.calledOn as Day,
          },
        ]
      : [],
}

export const formsMeasures: readonly Measure[] = [surveyForms, surveyFormAndLeader, missingFirstAsked]
