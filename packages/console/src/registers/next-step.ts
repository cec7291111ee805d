import { type AnyKind, surveyForm, surveyQuestions } from '@hulei/core'
import type { RecordRow } from './act-values.ts'
import { registersText as text } from './registers.text.ts'

/** Something that a record calls for and that is done on a page of its own: one tap leads there. */
export type NextStep = { readonly words: string; readonly button: string; readonly to: string }

const countOf = (record: RecordRow, name: string) => Number(record[name] ?? 0)

/** What was found in a survey and not reported yet is a suspicion: reported one by one, since the form names nobody. */
function afterSurvey(record: RecordRow): NextStep | undefined {
  const found = Object.keys(surveyQuestions).reduce((sum, name) => sum + countOf(record, name), 0)
  const left = found - countOf(record, 'reported')
  return left > 0
    ? { words: text.foundInSurvey(left), button: text.reportFound, to: '/suspicions/new' }
    : undefined
}

const steps: ReadonlyMap<string, (record: RecordRow) => NextStep | undefined> = new Map([
  [surveyForm.name, afterSurvey],
])

/** Whether records of a kind may call for something. */
export const hasNextStep = (kind: AnyKind): boolean => steps.has(kind.name)

/** What a record calls for, beside what is done on the record itself. */
export const nextStepOf = (kind: AnyKind, record: RecordRow): NextStep | undefined =>
  steps.get(kind.name)?.(record)
