import { useEffect, useState } from 'preact/hooks'
import { useField } from '../shell/field.ts'
import { go } from '../shell/route.ts'
import { type Problem, refusalOf, retryAct, withdrawActs } from '../store/outbox.ts'
import type { ActWords } from './act-words.ts'
import { ConflictChoice } from './conflict-choice.tsx'
import { outboxText as text } from './outbox.text.ts'
import { type Group, handToOffice, idsOf, refusalWords } from './settle.ts'

type Asking = 'withdraw' | 'office'

/** Why the server refused, and what may be done: nothing is thrown away. */
export function Refused({
  group,
  words,
  mayHandIn,
}: {
  group: Group
  words: ActWords
  /** Whether it may be handed to the office: once, and only what the office may read. */
  mayHandIn: boolean
}) {
  const { db, vault, reload, sync } = useField()
  const [problem, setProblem] = useState<Problem>()
  const [asking, setAsking] = useState<Asking>()
  const { row } = group.head
  useEffect(() => {
    refusalOf(vault, row).then(setProblem)
  }, [vault, row])
  const after = async (done: Promise<unknown>) => {
    await done
    await reload()
    sync()
  }
  const retry = async () => {
    for (const act of [group.head, ...group.hanging])
      if (act.row.state !== 'waiting') await retryAct(db, act.row.id)
  }
  const isConflict = problem?.code === 'record.conflict' && words.conflict
  return (
    <div class="refused">
      <p>
        {text.refusedWhy}
        {problem?.title}
      </p>
      {problem?.faults && (
        <ul>
          {problem.faults.map((fault) => (
            <li key={fault.path}>{fault.message}</li>
          ))}
        </ul>
      )}
      {problem?.fields && !words.conflict && (
        <ul>
          {problem.fields.map(({ field, label, mine, theirs }) => (
            <li key={field}>{text.bothValues(label, String(mine ?? ''), String(theirs ?? ''))}</li>
          ))}
        </ul>
      )}
      {group.hanging.length > 0 && <p class="hint">{text.hanging(group.hanging.length)}</p>}
      {isConflict && words.conflict ? (
        <ConflictChoice group={group} problem={problem} words={words.conflict} onDone={after} />
      ) : (
        <div class="row">
          {words.mend && (
            <button type="button" class="main" onClick={() => go(words.mend ?? '')}>
              {text.mend}
            </button>
          )}
          <button type="button" onClick={() => void after(retry())}>
            {text.tryAgain}
          </button>
        </div>
      )}
      <div class="row">
        {mayHandIn && words.handIn && (
          <button type="button" aria-expanded={asking === 'office'} onClick={() => setAsking('office')}>
            {text.toOffice}
          </button>
        )}
        <button
          type="button"
          class="plain"
          aria-expanded={asking === 'withdraw'}
          onClick={() => setAsking('withdraw')}
        >
          {text.withdraw}
        </button>
      </div>
      {asking === 'withdraw' && (
        <Sentence
          label={text.withdrawWhy}
          action={text.withdrawNow}
          onCancel={() => setAsking(undefined)}
          onSaid={(reason) => void after(withdrawActs(db, vault, idsOf(group), reason))}
        />
      )}
      {asking === 'office' && (
        <Sentence
          label={text.toOfficeWhat}
          action={text.toOfficeNow}
          onCancel={() => setAsking(undefined)}
          onSaid={(message) =>
            void after(
              handToOffice({ db, vault }, group, {
                refusal: refusalWords(problem),
                message,
                ...words.handIn,
              }),
            )
          }
        />
      )}
    </div>
  )
}

/** A sentence without which the step is not taken. */
function Sentence({
  label,
  action,
  onSaid,
  onCancel,
}: {
  label: string
  action: string
  onSaid: (sentence: string) => void
  onCancel: () => void
}) {
  const [typed, setTyped] = useState('')
  const isSaid = typed.trim().length >= 2
  return (
    <div class="sentence">
      <label>
        {label}
        <textarea
          rows={2}
          maxLength={500}
          value={typed}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
      </label>
      <div class="row">
        <button type="button" class="main" disabled={!isSaid} onClick={() => onSaid(typed.trim())}>
          {action}
        </button>
        <button type="button" class="plain" onClick={onCancel}>
          {text.back}
        </button>
      </div>
    </div>
  )
}
