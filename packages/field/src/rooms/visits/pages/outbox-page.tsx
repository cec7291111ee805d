import { useEffect, useState } from 'preact/hooks'
import { instantWords } from '../../../shell/days.ts'
import { useField } from '../../../shell/field.ts'
import { go } from '../../../shell/route.ts'
import type { FileRow, OutboxRow } from '../../../store/database.ts'
import { type Problem, refusalOf, retryAct, withdrawAct } from '../../../store/outbox.ts'
import { recordsOf } from '../pack-records.ts'
import { useVisits } from '../use-visits.ts'
import { visitsText as text } from '../visits.text.ts'
import type { OpenedAct } from '../waiting.ts'

/** Every record of this phone and where it stands; what was refused first, since it needs a person. */
export function OutboxPage() {
  const { files, pack } = useField()
  const { acts } = useVisits()
  const { children } = recordsOf(pack)
  const nameOf = (id: string) => children.find((child) => child.id === id)?.name ?? id.slice(0, 8)
  const visits = acts.filter((act) => act.isVisit)
  const ordered = [...visits].sort(
    (left, right) =>
      Number(right.row.state === 'refused') - Number(left.row.state === 'refused') ||
      (right.row.seq ?? 0) - (left.row.seq ?? 0),
  )
  return (
    <section>
      <h1>{text.outbox}</h1>
      <p class="hint">{text.outboxHint}</p>
      {ordered.length === 0 && <p class="empty">{text.nothingHere}</p>}
      <ul class="acts">
        {ordered.map((act) => (
          <ActLine
            key={act.row.id}
            act={act}
            names={(act.input.children ?? []).map((each) => nameOf(each.child)).join('、')}
            files={files.filter((file) => file.act === act.row.id)}
          />
        ))}
      </ul>
    </section>
  )
}

function ActLine({ act, names, files }: { act: OpenedAct; names: string; files: readonly FileRow[] }) {
  const { row } = act
  const state = stateOf(row, files, Date.now())
  return (
    <li class={`act ${state.mark}`}>
      <span class="name">{names || text.otherAct}</span>
      <span class="state">
        {{ waits: '○', good: '●', bad: '■', quiet: '—' }[state.mark]} {state.words}
      </span>
      <span class="facts">{text.recorded(instantWords(row.recordedAt, Date.now()))}</span>
      {files.some((file) => file.state === 'refused') && <p class="fault">{text.fileRefused}</p>}
      {row.state === 'refused' && <Refused act={act} />}
    </li>
  )
}

/** Where a record stands, in the words that the worker needs. */
export function stateOf(
  row: OutboxRow,
  files: readonly FileRow[],
  now: number,
): { mark: 'waits' | 'good' | 'bad' | 'quiet'; words: string } {
  if (row.state === 'refused') return { mark: 'bad', words: text.states.refused }
  if (row.state === 'settled')
    return { mark: 'quiet', words: row.settledBy === 'mended' ? text.states.mended : text.states.withdrawn }
  if (row.state === 'waiting') return { mark: 'waits', words: text.states.waiting }
  const open = files.filter((file) => file.state === 'waiting')
  if (open.length === 0)
    return {
      mark: 'good',
      words: text.states.confirmed(instantWords(row.confirmedAt ?? row.recordedAt, now)),
    }
  const size = files.reduce((sum, file) => sum + file.size, 0)
  const sent = files.reduce((sum, file) => sum + (file.state === 'confirmed' ? file.size : file.sent), 0)
  return sent > 0
    ? { mark: 'waits', words: text.states.sending(Math.floor((100 * sent) / Math.max(1, size))) }
    : { mark: 'waits', words: text.states.photosWait(open.length) }
}

/** Why the server refused, and what may be done: nothing is thrown away. */
function Refused({ act }: { act: OpenedAct }) {
  const { db, vault, reload, sync } = useField()
  const [problem, setProblem] = useState<Problem>()
  const [isSure, setSure] = useState(false)
  useEffect(() => {
    refusalOf(vault, act.row).then(setProblem)
  }, [vault, act.row])
  const after = async (done: Promise<unknown>) => {
    await done
    await reload()
    sync()
  }
  const child = act.input.children?.[0]?.child
  return (
    <div class="refused">
      <p>
        {text.refusedWhy}
        {problem?.title}
      </p>
      <ul>
        {problem?.faults?.map((fault) => (
          <li key={fault.path}>{fault.message}</li>
        ))}
        {problem?.fields?.map((field) => (
          <li key={field.field}>
            {field.label}：{text.conflict(String(field.mine ?? ''), String(field.theirs ?? ''))}
          </li>
        ))}
      </ul>
      <div class="row">
        {child && (
          <button type="button" class="main" onClick={() => go(`mend/${act.row.id}`)}>
            {text.mend}
          </button>
        )}
        <button type="button" onClick={() => void after(retryAct(db, act.row.id))}>
          {text.tryAgain}
        </button>
        <button
          type="button"
          class="plain"
          onClick={() => (isSure ? void after(withdrawAct(db, act.row.id)) : setSure(true))}
        >
          {isSure ? text.withdrawSure : text.withdraw}
        </button>
      </div>
    </div>
  )
}
