import type { Day, Playbook, Window } from '@hulei/core'
import { keyedRow } from '../platform/measures/keyed-row.ts'
import type { Counted } from './measures-oracle.ts'

/** What measures of outreach, schools and screening should answer, counted in the plainest way; days are text that sorts as time runs. */

type Row<F> = F & { readonly id: string; readonly receivedOn: Day; readonly withdrawnOn?: Day | null }

/** Records of one township as they stand. */
export type PreventionRecords = {
  readonly trainings: readonly Row<{ on: Day; audience: string; unit: string; joined: readonly string[] }>[]
  readonly activities: readonly Row<{
    on: Day
    unit: string | null
    village: string | null
    form: string
    topics: readonly string[]
    audiences: readonly string[]
    settings: readonly string[]
    media: readonly string[]
  }>[]
  readonly emotional: readonly Row<{ month: string; school: string }>[]
  readonly guidance: readonly Row<{ on: Day; school: string; parts: readonly string[] }>[]
  readonly requests: readonly Row<{
    unit: string | null
    school: string | null
    answerBy: Day
    answeredOn: Day | null
  }>[]
}

type Ask = {
  readonly window: Window
  readonly params: Readonly<Record<string, unknown>>
  readonly plan: Playbook
}
type Oracle = (records: PreventionRecords, ask: Ask) => Counted[]

const place = (village: string | null, school: string | null = null, unit: string | null = null) =>
  [village ?? '-', school ?? '-', unit ?? '-'].join('/')
const isIn = (day: Day, { from, to }: { from: Day; to: Day }) => from <= day && day <= to
const stands = <R extends { withdrawnOn?: Day | null }>(records: readonly R[]) =>
  records.filter((each) => !each.withdrawnOn)
const one = (is: boolean) => (is ? 1 : 0)
const asked = (param: unknown) => (Array.isArray(param) ? (param as string[]) : undefined)

const trainings: Oracle = (records, { window, params }) =>
  stands(records.trainings)
    .filter((each) => isIn(each.on, window) && each.audience === params.audience)
    .flatMap(({ id, unit, joined, receivedOn }) =>
      [unit, ...joined].map((each) => ({
        row: id,
        place: place(null, null, each),
        due: 0,
        done: 1,
        late: one(receivedOn > window.to),
      })),
    )

const activities: Oracle = (records, { window, params }) => {
  const [topics, audiences] = [asked(params.topics), asked(params.audiences)]
  return stands(records.activities)
    .filter((each) => isIn(each.on, window))
    .filter((each) => params.form === undefined || each.form === params.form)
    .filter((each) => !topics || topics.some((topic) => each.topics.includes(topic)))
    .filter((each) => !audiences || audiences.some((audience) => each.audiences.includes(audience)))
    .map(({ id, village, unit, receivedOn }) => ({
      row: id,
      place: place(village, null, unit),
      due: 0,
      done: 1,
      late: one(receivedOn > window.to),
    }))
}

const covered: Oracle = (records, { window, params, plan }) => {
  const list = String(params.over)
  return (plan.lists[list] ?? []).map(({ id }) => {
    const found = stands(records.activities)
      .filter((each) => isIn(each.on, window))
      .filter((each) => {
        const said = { settings: each.settings, media: each.media, outreachTopics: each.topics }
        return said[list as keyof typeof said].includes(id)
      })
    const [first] = found.map((each) => each.receivedOn).sort()
    return {
      row: keyedRow('covered', list, id),
      place: place(null),
      due: 1,
      done: one(!!first),
      late: one(!!first && first > window.to),
    }
  })
}

const emotional: Oracle = (records, { window, params, plan }) =>
  plan.schools
    .filter((each) => each.stage !== 'kindergarten')
    .map(({ id }) => {
      const found = records.emotional.filter(
        (each) => each.school === id && window.from <= `${each.month}-01` && `${each.month}-01` <= window.to,
      )
      const each = Number(params.each)
      const done = Math.min(each, found.length)
      const inTime = found.filter((report) => report.receivedOn <= window.to).length
      return {
        row: keyedRow('emotional', id),
        place: place(null, id),
        due: each,
        done,
        late: done - Math.min(each, inTime),
      }
    })

const guidance: Oracle = (records, { window, plan }) =>
  plan.schools.map(({ id }) => {
    const found = stands(records.guidance).filter((each) => each.school === id && isIn(each.on, window))
    // Each defence from the day on which it was first known; the school from the last of the three on.
    const days = ['people', 'things', 'technology'].map(
      (part) =>
        found
          .filter((each) => each.parts.includes(part))
          .map((each) => each.receivedOn)
          .sort()[0],
    )
    const isDone = days.every((day) => day !== undefined)
    return {
      row: keyedRow('guidance', id),
      place: place(null, id),
      due: 1,
      done: one(isDone),
      late: one(isDone && days.some((day) => String(day) > window.to)),
    }
  })

const requests: Oracle = (records, { window }) =>
  stands(records.requests)
    .filter((each) => isIn(each.answerBy, window))
    .map(({ id, unit, school, answerBy, answeredOn }) => ({
      row: id,
      place: place(null, school, unit),
      due: 1,
      done: one(!!answeredOn),
      late: one(!!answeredOn && answeredOn > answerBy),
    }))

/** The oracle of each measure of these rooms. */
export const preventionOracles: Readonly<Record<string, Oracle>> = {
  'outreach.trainings': trainings,
  'outreach.activities': activities,
  'outreach.covered': covered,
  'schools.emotional-counts': emotional,
  'schools.safety-guidance': guidance,
  'screening.requests-answered': requests,
}
