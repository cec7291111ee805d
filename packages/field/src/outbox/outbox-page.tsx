import { useEffect, useState } from 'preact/hooks'
import { instantWords } from '../shell/days.ts'
import { useField } from '../shell/field.ts'
import { go } from '../shell/route.ts'
import type { FileRow } from '../store/database.ts'
import { reasonOf } from '../store/outbox.ts'
import { type Mark, markSigns, stateOf } from './act-state.ts'
import { type ActWords, wordsOf } from './act-words.ts'
import { handedState } from './handed.ts'
import { hangingOn } from './hanging.ts'
import type { OpenedAct } from './opened-act.ts'
import { outboxText as text } from './outbox.text.ts'
import { Refused } from './refused.tsx'
import type { Group } from './settle.ts'
import { useOpenedActs } from './use-opened-acts.ts'

/** One act on the page: what it is, where it stands, and whether a person must decide. */
type Line = {
  readonly group: Group
  readonly words: ActWords
  readonly state: { readonly mark: Mark; readonly words: string }
  readonly needsPerson: boolean
  readonly mayHandIn: boolean
}

/** Every record of this phone and where it stands; what needs a person first. */
export function OutboxPage() {
  const { files, pack, tellers } = useField()
  const acts = useOpenedActs()
  if (!acts) return null
  const hanging = hangingOn(acts)
  const hangs = new Set([...hanging.values()].flat().map((act) => act.row.id))
  const lineOf = (act: OpenedAct): Line => {
    const group = { head: act, hanging: hanging.get(act.row.id) ?? [] }
    const line = { group, words: wordsOf(act, pack, tellers, acts) }
    if (act.row.state === 'settled' && act.row.settledBy === 'handed') {
      const handed = handedState(act.row.id, acts, pack)
      return { ...line, state: handed, needsPerson: handed.isBack, mayHandIn: handed.mayAgain }
    }
    if (hangs.has(act.row.id)) {
      const state = { mark: 'quiet', words: text.hangsOn } as const
      return { ...line, state, needsPerson: false, mayHandIn: false }
    }
    const own = files.filter((file) => file.act === act.row.id)
    const isRefused = act.row.state === 'refused'
    return { ...line, state: stateOf(act.row, own, Date.now()), needsPerson: isRefused, mayHandIn: isRefused }
  }
  const lines = acts
    .map(lineOf)
    .filter(({ words, needsPerson }) => !words.isQuiet || needsPerson)
    .sort(
      (left, right) =>
        Number(right.needsPerson) - Number(left.needsPerson) ||
        (right.group.head.row.seq ?? 0) - (left.group.head.row.seq ?? 0),
    )
  return (
    <section>
      <h1>{text.title}</h1>
      <p class="hint">{text.hint}</p>
      {lines.length === 0 && <p class="empty">{text.nothingHere}</p>}
      <ul class="acts">
        {lines.map((line) => (
          <ActLine
            key={line.group.head.row.id}
            line={line}
            files={files.filter((file) => file.act === line.group.head.row.id)}
          />
        ))}
      </ul>
    </section>
  )
}

function ActLine({ line, files }: { line: Line; files: readonly FileRow[] }) {
  const { group, words, state, needsPerson, mayHandIn } = line
  const { row } = group.head
  const { vault } = useField()
  const [reason, setReason] = useState<string>()
  useEffect(() => {
    reasonOf(vault, row).then(setReason, () => {})
  }, [vault, row])
  return (
    <li class={`act ${state.mark}`}>
      <span class="name">{words.of || words.title}</span>
      <span class="state">
        {markSigns[state.mark]} {reason ? text.withdrawnBecause(reason) : state.words}
      </span>
      <span class="facts">
        {words.of && `${words.title}　`}
        {text.recorded(instantWords(row.recordedAt, Date.now()))}
      </span>
      {files.some((file) => file.state === 'refused') && <p class="fault">{text.fileRefused}</p>}
      {words.amend && (
        <button type="button" class="plain" onClick={() => go(words.amend ?? '')}>
          {text.amend}
        </button>
      )}
      {needsPerson && <Refused group={group} words={words} mayHandIn={mayHandIn} />}
    </li>
  )
}
