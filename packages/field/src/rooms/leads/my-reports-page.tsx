import { useEffect, useState } from 'preact/hooks'
import { instantWords } from '../../shell/days.ts'
import { ask, type Line } from '../../sync/contact.ts'
import { leadsText as text } from './leads.text.ts'

type Own = {
  readonly id: string
  readonly code: string
  readonly reportedAt: string
  readonly state: string
  readonly answer: string | null
}
type Reply = { readonly rows: readonly Own[] }
const isReply = (body: unknown): body is Reply =>
  typeof body === 'object' && body !== null && Array.isArray((body as { rows?: unknown }).rows)

/**
 * 我报告的: asked of the server each time and never kept on the phone, so that a phone that is looked through does not say who
 * reported.
 */
export function MyReportsPage({ line }: { line: Line }) {
  const [reply, setReply] = useState<Reply | 'offline' | undefined>(undefined)
  useEffect(() => {
    ask(line, '/api/leads/mine', {}, isReply).then(
      (outcome) => setReply(outcome.is === 'answered' ? outcome.body : 'offline'),
      () => setReply('offline'),
    )
  }, [line])
  return (
    <section>
      <h1>{text.mineTitle}</h1>
      {reply === undefined && <p class="empty">{text.reading}</p>}
      {reply === 'offline' && <p class="empty">{text.offline}</p>}
      {typeof reply === 'object' && (
        <>
          {reply.rows.length === 0 && <p class="empty">{text.none}</p>}
          <ul class="acts">
            {reply.rows.map((own) => (
              <li key={own.id} class="act">
                <span>{own.code}</span>
                <span class="facts">{instantWords(Date.parse(own.reportedAt), 0)}</span>
                <span class="state">{text.states[own.state as keyof typeof text.states]}</span>
                {own.answer && <p>{text.answer(own.answer)}</p>}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}
