import { acts, type Day, formatDayOfYearZh } from '@hulei/core'
import { Button, Form, Modal, Select } from 'antd'
import { useState } from 'react'
import { ActForm, FieldInput } from '../../../registers/index.ts'
import { withQuery } from '../../../shell/api.ts'
import { useNames, useSession } from '../../../shell/session.tsx'
import { ProblemNote } from '../../../shell/states.tsx'
import { usePerform } from '../../../shell/use-perform.ts'
import { useRead } from '../../../shell/use-read.ts'
import type { Matter } from '../matter-types.ts'
import { sealingText as text } from '../sealing.text.ts'

/** Who works on a matter by name; who may, assigns others and releases them. */
export function Assignees({ matter, data }: { matter: string; data: Matter }) {
  const { acts: mine } = useSession()
  const names = useNames()
  const [isAssigning, setAssigning] = useState(false)
  const [releasing, setReleasing] = useState<Matter['assignments'][number] | undefined>(undefined)
  const release = acts.get('matter.release')
  const current = data.assignments.filter((each) => !each.endedOn)
  return (
    <section className="sheet" aria-label={text.assigned}>
      <div className="lead-head">
        <h2 className="section">{text.assigned}</h2>
        {mine.includes('matter.assign') && <Button onClick={() => setAssigning(true)}>{text.assign}</Button>}
      </div>
      <p className="quiet">{current.length > 0 ? text.assignedNote : text.noAssigned}</p>
      <ul className="lead-lines">
        {current.map((each) => (
          <li key={each.id}>
            <span>
              <strong>{each.holder}</strong> {each.title}{' '}
              <span className="quiet">
                {names('assignmentParts', each.part)} ·{' '}
                {text.assignedFrom(formatDayOfYearZh(each.from as Day))}
              </span>
            </span>
            {mine.includes('matter.release') && (
              <Button size="small" type="text" onClick={() => setReleasing(each)}>
                {text.release}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {isAssigning && <AssignDialog matter={matter} onClose={() => setAssigning(false)} />}
      {releasing && release && (
        <Modal
          open
          title={text.releaseTitle}
          footer={null}
          onCancel={() => setReleasing(undefined)}
          destroyOnHidden
        >
          <ActForm
            act={release}
            record={releasing as unknown as NonNullable<Parameters<typeof ActForm>[0]['record']>}
            onCancel={() => setReleasing(undefined)}
            onDone={() => setReleasing(undefined)}
          />
        </Modal>
      )}
    </section>
  )
}

type Found = { readonly post: string; readonly holder: string; readonly title: string; readonly unit: string }

function AssignDialog({ matter, onClose }: { matter: string; onClose: () => void }) {
  const [post, setPost] = useState<string | undefined>(undefined)
  const [part, setPart] = useState<string | null>('lead')
  const [made] = useState(() => crypto.randomUUID())
  const { perform, isBusy, problem } = usePerform()
  const field = acts.get('matter.assign')?.input.part
  const send = async () => {
    if (await perform({ act: 'matter.assign', record: made, input: { matter, post, part } })) onClose()
  }
  return (
    <Modal
      open
      title={text.assign}
      okText={text.assign}
      cancelText={text.cancel}
      confirmLoading={isBusy}
      okButtonProps={{ disabled: !post }}
      onOk={() => void send()}
      onCancel={onClose}
    >
      <Form layout="vertical">
        <Form.Item label={text.post} htmlFor="assign-post" required>
          <PostPicker matter={matter} value={post} onChange={setPost} />
        </Form.Item>
        {field && (
          <Form.Item label={text.part} required>
            <FieldInput field={field} path="" value={part} onChange={(next: string) => setPart(next)} />
          </Form.Item>
        )}
      </Form>
      {problem && <ProblemNote problem={problem} />}
    </Modal>
  )
}

/** Searches the posts that may work on a matter; who is left out of it is not among them. */
export function PostPicker(props: {
  matter: string
  value: string | undefined
  onChange: (post: string | undefined) => void
}) {
  const [typed, setTyped] = useState('')
  const found = useRead<{ posts: readonly Found[] }>(
    withQuery(`/api/matters/${props.matter}/posts`, { q: typed.trim() }),
  )
  return (
    <Select
      id="assign-post"
      allowClear
      showSearch={{ filterOption: false, onSearch: setTyped }}
      style={{ width: '100%' }}
      placeholder={text.findPost}
      notFoundContent={text.nobodyFound}
      value={props.value ?? null}
      onChange={(next: string | null) => props.onChange(next ?? undefined)}
      options={(found.data?.posts ?? []).map((each) => ({
        value: each.post,
        label: `${each.holder} ${each.title}（${each.unit}）`,
      }))}
    />
  )
}
