import { type AnyKind, acts, instantLabel, kinds } from '@hulei/core'
import { App, Button, Segmented, Tag } from 'antd'
import { useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { ActForm } from '../../registers/index.ts'
import { RecordDrawer } from '../../registers/parts/record-drawer.tsx'
import { withQuery } from '../../shell/api.ts'
import { FormDrawer } from '../../shell/form-drawer.tsx'
import { PageHead } from '../../shell/page-head.tsx'
import { pageOfRecord } from '../../shell/record-page.ts'
import { useSession } from '../../shell/session.tsx'
import { Answer, Nothing, ProblemNote } from '../../shell/states.tsx'
import { usePerform } from '../../shell/use-perform.ts'
import { useRead } from '../../shell/use-read.ts'
import type { Message } from '../message.ts'
import { messagesText as text } from '../messages.text.ts'
import '../messages.css'

/** One's own messages: what wants a receipt first; each leads to the record that it is about. */
export function Page() {
  const [params, setParams] = useSearchParams()
  const navigate = useNavigate()
  const state = params.get('state') === 'all' ? 'all' : 'open'
  const messages = useRead<{ messages: readonly Message[] }>(withQuery('/api/messages', { state }))
  const { perform, isBusy, problem } = usePerform()
  const [opened, setOpened] = useState<{ kind: AnyKind; record: string } | undefined>(undefined)
  const [begun, setBegun] = useState<Message['begins']>(undefined)
  const { message: toast } = App.useApp()
  const { acts: mine } = useSession()
  const begunAct = acts.get(begun?.act ?? '')
  const acknowledge = (ids: readonly string[]) =>
    perform({ act: 'message.acknowledge', input: { messages: ids } })
  const show = (message: Message) => {
    const kind = kinds.get(message.about?.kind ?? '')
    const page = message.about && pageOfRecord(message.about.kind, message.about.record)
    if (page) void navigate(page)
    else if (kind && message.about) setOpened({ kind, record: message.about.record })
    // Opening is reading; a receipt is given by hand.
    if (!message.needsReceipt && !message.acknowledgedAt) void acknowledge([message.id])
  }
  return (
    <div className="page">
      <PageHead title={text.title}>{text.note}</PageHead>
      <section className="sheet">
        <Answer of={messages}>
          {(data) => (
            <>
              <div className="messages-tools">
                <Segmented
                  value={state}
                  options={[
                    { value: 'open', label: text.open },
                    { value: 'all', label: text.all },
                  ]}
                  onChange={(next) => setParams(next === 'all' ? { state: 'all' } : {}, { replace: true })}
                />
                <ReadAll messages={data.messages} isBusy={isBusy} onRead={(ids) => void acknowledge(ids)} />
              </div>
              {problem && <ProblemNote problem={problem} />}
              {data.messages.length === 0 && (
                <Nothing>{state === 'open' ? text.noneOpen : text.noneAtAll}</Nothing>
              )}
              <ul className="messages">
                {data.messages.map((message) => (
                  <Line
                    key={message.id}
                    message={message}
                    isBusy={isBusy}
                    onShow={() => show(message)}
                    {...(message.begins &&
                      mine.includes(message.begins.act) && { onBegin: () => setBegun(message.begins) })}
                    onAcknowledge={() => void acknowledge([message.id])}
                  />
                ))}
              </ul>
            </>
          )}
        </Answer>
      </section>
      {begun && begunAct && (
        <FormDrawer title={begunAct.title} onClose={() => setBegun(undefined)}>
          <ActForm
            act={begunAct}
            begin={{ input: begun.input }}
            onCancel={() => setBegun(undefined)}
            onDone={() => {
              setBegun(undefined)
              void toast.success(text.saved)
            }}
          />
        </FormDrawer>
      )}
      {opened && <RecordDrawer kind={opened.kind} id={opened.record} onClose={() => setOpened(undefined)} />}
    </div>
  )
}

function Line(props: {
  message: Message
  isBusy: boolean
  onShow: () => void
  onBegin?: () => void
  onAcknowledge: () => void
}) {
  const { title, text: words, createdAt, needsReceipt, acknowledgedAt, about } = props.message
  const isOpen = acknowledgedAt === null
  const at = instantLabel(acknowledgedAt)
  return (
    <li className={isOpen ? '' : 'read'}>
      <div className="words">
        <h2>
          {title} {isOpen && needsReceipt && <Tag color="orange">{text.toAcknowledge}</Tag>}
        </h2>
        <p>{words}</p>
        <small className="quiet">
          {instantLabel(createdAt)}
          {!isOpen && ` · ${needsReceipt ? text.acknowledged(at) : text.wasRead(at)}`}
        </small>
      </div>
      <div className="actions">
        {props.onBegin && (
          <Button type="primary" onClick={props.onBegin}>
            {text.begin}
          </Button>
        )}
        {about && <Button onClick={props.onShow}>{text.show(about.title)}</Button>}
        {isOpen && (
          <Button
            type={needsReceipt ? 'primary' : 'default'}
            disabled={props.isBusy}
            onClick={props.onAcknowledge}
          >
            {needsReceipt ? text.acknowledge : text.read}
          </Button>
        )}
      </div>
    </li>
  )
}

/** Plain messages in one go; what wants a receipt is acknowledged one by one. */
function ReadAll(props: {
  messages: readonly Message[]
  isBusy: boolean
  onRead: (ids: readonly string[]) => void
}) {
  const plain = props.messages.filter((each) => !each.needsReceipt && !each.acknowledgedAt)
  if (plain.length < 2) return null
  return (
    <Button disabled={props.isBusy} onClick={() => props.onRead(plain.map((each) => each.id))}>
      {text.readAll(plain.length)}
    </Button>
  )
}
