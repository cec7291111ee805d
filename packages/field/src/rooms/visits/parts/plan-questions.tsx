import type { VisitValues } from '@hulei/core/rooms/visits/visit-values'
import { Choices } from '../../../shell/choices.tsx'
import type { PlanQuestion } from '../pack-records.ts'
import { visitsText as text } from '../visits.text.ts'

type Extra = VisitValues['extra']

/** What the township's plan asks beyond the form; nothing where it asks no more. */
export function PlanQuestions({
  questions,
  extra,
  onChange,
}: {
  questions: readonly PlanQuestion[]
  extra: Extra
  onChange: (extra: Extra) => void
}) {
  if (questions.length === 0) return null
  return (
    <div class="card">
      <h2>{text.planAsks}</h2>
      {questions.map((question) => (
        <Question
          key={question.id}
          question={question}
          value={extra[question.id]}
          onChange={(value) => onChange({ ...extra, [question.id]: value })}
        />
      ))}
    </div>
  )
}

const yesNo = [
  { id: 'yes', name: text.yes },
  { id: 'no', name: text.no },
]
const inputs = {
  day: { type: 'date' },
  number: { type: 'number', inputMode: 'decimal', step: 'any' },
  text: { type: 'text', maxLength: 500 },
} as const

function Question({
  question,
  value,
  onChange,
}: {
  question: PlanQuestion
  value: unknown
  onChange: (value: unknown) => void
}) {
  const { label, type, required, choices } = question
  const words = required ? text.needed(label) : label
  // The chosen one tapped again is taken back: an answer by mistake is worse than none.
  const choose = (now: string | undefined) => (chosen: readonly string[]) =>
    chosen[0] === now ? undefined : chosen[0]
  if (type === 'flag') {
    const now = typeof value === 'boolean' ? (value ? 'yes' : 'no') : undefined
    return (
      <Choices
        label={words}
        options={yesNo}
        chosen={now ? [now] : []}
        onChoose={(chosen) => {
          const next = choose(now)(chosen)
          onChange(next === undefined ? null : next === 'yes')
        }}
      />
    )
  }
  if (type === 'code') {
    const now = typeof value === 'string' ? value : undefined
    return (
      <Choices
        label={words}
        options={choices ?? []}
        chosen={now ? [now] : []}
        onChoose={(chosen) => onChange(choose(now)(chosen) ?? null)}
      />
    )
  }
  return (
    <label>
      {words}
      <input
        {...inputs[type]}
        value={value === null || value === undefined ? '' : String(value)}
        onInput={({ currentTarget: { value: typed } }) =>
          onChange(typed === '' ? null : type === 'number' ? Number(typed) : typed)
        }
      />
    </label>
  )
}

/** The first question that must be answered and is not. */
export const unansweredOf = (questions: readonly PlanQuestion[], extra: Extra): PlanQuestion | undefined =>
  questions.find(({ id, required }) => required && (extra[id] === null || extra[id] === undefined))
