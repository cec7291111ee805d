import { useEffect, useState } from 'preact/hooks'
import { useField } from '../shell/field.ts'
import { go } from '../shell/route.ts'
import { type Problem, refusalOf, retryAct, withdrawAct } from '../store/outbox.ts'
import type { OpenedAct } from './opened-act.ts'
import { outboxText as text } from './outbox.text.ts'

/** Why the server refused, and what may be done: nothing is thrown away. */
export function Refused({ act, mend }: { act: OpenedAct; mend: string | undefined }) {
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
        {mend && (
          <button type="button" class="main" onClick={() => go(mend)}>
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
