import { useState } from 'preact/hooks'
import { useOpenedActs } from '../../outbox/use-opened-acts.ts'
import { dayWords, instantWords } from '../../shell/days.ts'
import { useField } from '../../shell/field.ts'
import { go } from '../../shell/route.ts'
import { addAct } from '../../store/outbox.ts'
import type { StoredPack } from '../../store/pack.ts'
import { messagesText as text } from './messages.text.ts'
import {
  acknowledgeAct,
  acknowledgedHere,
  answeredHere,
  messagesOf,
  type PackMessage,
  type PackRequest,
  requestsOf,
} from './pack-messages.ts'

/** The form of the answer, among the pack's items. */
const ANSWER_FORM = 'form/request.answer'

/** What the office asked and is owed, then messages; both answered and acknowledged without a signal, too. */
export function MessagesPage() {
  const { db, vault, post, pack, reload, sync } = useField()
  const acts = useOpenedActs()
  const [fault, setFault] = useState('')
  if (!pack) return <p class="empty">{text.noPack}</p>
  if (!acts) return null
  const [messages, requests] = [messagesOf(pack), requestsOf(pack)]
  const [acknowledged, answered] = [acknowledgedHere(acts), answeredHere(acts, pack)]
  const hasForm = Object.hasOwn(pack.items, ANSWER_FORM)
  const acknowledge = async (message: PackMessage) => {
    setFault('')
    try {
      const given = { act: crypto.randomUUID(), post: post.id, now: Date.now() }
      await addAct(db, vault, acknowledgeAct(message.id, given))
    } catch {
      setFault(text.notSaved)
      return
    }
    await reload()
    sync()
  }
  return (
    <section>
      <h1>{text.title}</h1>
      {fault && <p class="fault">{fault}</p>}
      {requests.length > 0 && <h2>{text.requests}</h2>}
      {requests.map((request) => (
        <RequestCard
          key={request.id}
          request={request}
          today={pack.today}
          isAnswered={answered.has(request.id)}
          hasForm={hasForm}
        />
      ))}
      {messages.length === 0 && requests.length === 0 && <p class="empty">{text.none}</p>}
      <ul class="acts">
        {messages.map((message) => (
          <MessageLine
            key={message.id}
            message={message}
            isHere={acknowledged.has(message.id)}
            onAcknowledge={() => void acknowledge(message)}
          />
        ))}
      </ul>
    </section>
  )
}

function RequestCard({
  request,
  today,
  isAnswered,
  hasForm,
}: {
  request: PackRequest
  today: string
  isAnswered: boolean
  /** Whether this pack brought the form, which an earlier one did not. */
  hasForm: boolean
}) {
  const isLate = request.dueOn < today
  return (
    <article class="card">
      <h2>{request.what}</h2>
      <p class={isLate && !isAnswered ? 'fault' : 'facts'}>{text.dueOn(dayWords(request.dueOn), isLate)}</p>
      {request.detail && <p>{request.detail}</p>}
      {request.returnReason && <p class="note">{text.returned(request.returnReason)}</p>}
      <p class="facts">
        {text.askedBy(request.askedBy)}
        {request.wantsEvidence && `，${text.wantsEvidence}`}
      </p>
      {isAnswered ? (
        <p class="hint">{text.answered}</p>
      ) : (
        hasForm && (
          <button type="button" class="main wide" onClick={() => go(`${ANSWER_FORM}~${request.id}`)}>
            {text.answer}
          </button>
        )
      )}
    </article>
  )
}

/** The form that a message is about, where this pack brought it; a page of its own is told what is known already. */
function addressOf(
  { act, input }: NonNullable<PackMessage['begins']>,
  pack: StoredPack | undefined,
  formPages: Readonly<Record<string, string>>,
): string | undefined {
  if (!pack || !Object.hasOwn(pack.items, `form/${act}`)) return undefined
  const page = formPages[act]
  return page ? `#/${[page, ...Object.values(input)].join('/')}` : `#/form/${act}`
}

function MessageLine({
  message,
  isHere,
  onAcknowledge,
}: {
  message: PackMessage
  isHere: boolean
  onAcknowledge: () => void
}) {
  const { pack, formPages } = useField()
  const isOpen = message.acknowledgedAt === null && !isHere
  const to = message.begins && addressOf(message.begins, pack, formPages)
  return (
    <li class="act">
      <span class="name">{message.title}</span>
      <span class="state">
        {message.acknowledgedAt !== null
          ? message.needsReceipt
            ? text.acknowledged
            : text.wasRead
          : isHere && text.waits}
      </span>
      <span class="facts">{instantWords(message.createdAt, Date.now())}</span>
      <p>{message.text}</p>
      <div class="row">
        {to && (
          <a class="button main" href={to}>
            {text.begin}
          </a>
        )}
        {isOpen && (
          <button type="button" class={message.needsReceipt ? 'main' : ''} onClick={onAcknowledge}>
            {message.needsReceipt ? text.acknowledge : text.read}
          </button>
        )}
      </div>
    </li>
  )
}
