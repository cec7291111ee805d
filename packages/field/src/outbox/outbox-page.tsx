import { instantWords } from '../shell/days.ts'
import { useField } from '../shell/field.ts'
import type { FileRow } from '../store/database.ts'
import { markSigns, stateOf } from './act-state.ts'
import { type ActWords, wordsOf } from './act-words.ts'
import type { OpenedAct } from './opened-act.ts'
import { outboxText as text } from './outbox.text.ts'
import { Refused } from './refused.tsx'
import { useOpenedActs } from './use-opened-acts.ts'

/** Every record of this phone and where it stands; what was refused first, since it needs a person. */
export function OutboxPage() {
  const { files, pack, tellers } = useField()
  const acts = useOpenedActs()
  if (!acts) return null
  const lines = acts
    .map((act) => ({ act, words: wordsOf(act, pack, tellers) }))
    .filter(({ act, words }) => !words.isQuiet || act.row.state === 'refused')
    .sort(
      (left, right) =>
        Number(right.act.row.state === 'refused') - Number(left.act.row.state === 'refused') ||
        (right.act.row.seq ?? 0) - (left.act.row.seq ?? 0),
    )
  return (
    <section>
      <h1>{text.title}</h1>
      <p class="hint">{text.hint}</p>
      {lines.length === 0 && <p class="empty">{text.nothingHere}</p>}
      <ul class="acts">
        {lines.map(({ act, words }) => (
          <ActLine
            key={act.row.id}
            act={act}
            words={words}
            files={files.filter((file) => file.act === act.row.id)}
          />
        ))}
      </ul>
    </section>
  )
}

function ActLine({ act, words, files }: { act: OpenedAct; words: ActWords; files: readonly FileRow[] }) {
  const { row } = act
  const state = stateOf(row, files, Date.now())
  return (
    <li class={`act ${state.mark}`}>
      <span class="name">{words.of || words.title}</span>
      <span class="state">
        {markSigns[state.mark]} {state.words}
      </span>
      <span class="facts">
        {words.of && `${words.title}　`}
        {text.recorded(instantWords(row.recordedAt, Date.now()))}
      </span>
      {files.some((file) => file.state === 'refused') && <p class="fault">{text.fileRefused}</p>}
      {row.state === 'refused' && <Refused act={act} mend={words.mend} />}
    </li>
  )
}
