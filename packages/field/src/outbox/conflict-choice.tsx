import { useEffect, useState } from 'preact/hooks'
import { useField } from '../shell/field.ts'
import type { Problem } from '../store/outbox.ts'
import type { ConflictWords } from './act-words.ts'
import { outboxText as text } from './outbox.text.ts'
import { type Clash, clashesOf } from './resolve-conflict.ts'
import { foldedGroup, type Group, settleConflict } from './settle.ts'

type Side = 'mine' | 'theirs'
const sides: readonly Side[] = ['mine', 'theirs']

/** Both values of every field that two people changed, side by side, one tap each; never the last writer by itself. */
export function ConflictChoice({
  group,
  problem,
  words,
  onDone,
}: {
  group: Group
  problem: Problem
  words: ConflictWords
  onDone: (done: Promise<unknown>) => Promise<void>
}) {
  const { db, vault } = useField()
  const [clashes, setClashes] = useState<readonly Clash[]>([])
  const [chosen, setChosen] = useState<Readonly<Record<string, Side>>>({})
  useEffect(() => {
    foldedGroup(vault, group).then(({ mine }) => setClashes(clashesOf(problem, mine, words.together)))
  }, [vault, problem, group.hanging.length])
  const isDecided = clashes.length > 0 && clashes.every(({ label }) => chosen[label])
  const theirs = new Set(
    clashes.filter(({ label }) => chosen[label] === 'theirs').flatMap(({ fields }) => fields),
  )
  return (
    <div class="conflict">
      {problem.reason && <p class="hint">{text.theirReason(problem.reason)}</p>}
      {clashes.map((clash) => (
        <fieldset key={clash.label}>
          <legend>{clash.label}</legend>
          {sides.map((side) => (
            <button
              key={side}
              type="button"
              class={chosen[clash.label] === side ? 'choice on' : 'choice'}
              aria-pressed={chosen[clash.label] === side}
              onClick={() => setChosen({ ...chosen, [clash.label]: side })}
            >
              <small>
                {chosen[clash.label] === side ? '✓ ' : ''}
                {text[side]}
              </small>
              {clash.values
                .map((value) =>
                  words.say(value.field, value[side], value[side === 'mine' ? 'theirs' : 'mine']),
                )
                .filter(Boolean)
                .join('；') || text.empty}
            </button>
          ))}
        </fieldset>
      ))}
      <button
        type="button"
        class="main"
        disabled={!isDecided}
        onClick={() => void onDone(settleConflict({ db, vault }, group, problem, theirs))}
      >
        {text.sendChosen}
      </button>
    </div>
  )
}
