import type { VisitedChild } from '@hulei/core'
import type { ConflictWords } from '../../outbox/act-words.ts'
import { dayWords } from '../../shell/days.ts'
import type { PackPlan, PackRecords } from './pack-records.ts'
import { visitsText as text } from './visits.text.ts'

type Named = readonly { readonly id: string; readonly name: string }[]

const nameIn = (list: Named | undefined, id: unknown): string =>
  list?.find((each) => each.id === id)?.name ?? String(id)

/** The values of a visit's fields in words; of the form's rows, those in which the two differ. */
export const conflictWords = ({ plan, children }: PackRecords): ConflictWords => ({
  // A photo goes with its original and its hazard.
  together: [['hazards', 'hazardPhotos', 'photos', 'originals']],
  say(field, value, other) {
    if (value === null || value === undefined || value === '') return ''
    if (field.startsWith('extra.')) return extraWords(field.slice('extra.'.length), value, plan)
    switch (field) {
      case 'outcome':
        return nameIn(plan?.visitOutcomes, value)
      case 'signature':
        return nameIn(plan?.signatureKinds, value)
      case 'hazards':
        return listWords(plan?.visitForm.hazards, value)
      case 'told':
        return listWords(plan?.visitForm.told, value)
      case 'answers':
        return answersWords(value as Answers, (other ?? {}) as Answers, plan)
      case 'children':
        return (value as readonly VisitedChild[])
          .map(({ child, seen, alone }) =>
            text.childWords(children.find(({ id }) => id === child)?.name ?? child.slice(0, 8), seen, alone),
          )
          .join('、')
      case 'visitedOn':
      case 'followUpOn':
        return dayWords(String(value))
      // Said with the photos that they belong to.
      case 'originals':
      case 'hazardPhotos':
        return ''
      default:
        return Array.isArray(value) ? text.pictures(value.length) : String(value)
    }
  },
})

const listWords = (list: Named | undefined, value: unknown): string =>
  (Array.isArray(value) ? value : []).map((id) => nameIn(list, id)).join('、')

type Answers = Readonly<Record<string, string>>

function answersWords(answers: Answers, others: Answers, plan: PackPlan | undefined): string {
  return (plan?.visitForm.rows ?? [])
    .filter(({ id }) => answers[id] !== others[id])
    .map(({ id, name, choices }) =>
      text.rowWords(name, answers[id] ? nameIn(choices, answers[id]) : text.notSaid),
    )
    .join('，')
}

function extraWords(id: string, value: unknown, plan: PackPlan | undefined): string {
  const question = plan?.visitExtra?.find((each) => each.id === id)
  if (typeof value === 'boolean') return value ? text.yes : text.no
  if (question?.type === 'code') return nameIn(question.choices, value)
  return question?.type === 'day' ? dayWords(String(value)) : String(value)
}
