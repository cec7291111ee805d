import { acts, type Day, formatDayOfYearZh } from '@hulei/core'
import { Button, Form, Modal, Radio, Select } from 'antd'
import { useState } from 'react'
import { ActForm } from '../../../registers/index.ts'
import { withQuery } from '../../../shell/api.ts'
import { useNames, useSession } from '../../../shell/session.tsx'
import { ProblemNote } from '../../../shell/states.tsx'
import { usePerform } from '../../../shell/use-perform.ts'
import { useRead } from '../../../shell/use-read.ts'
import type { Matter } from '../matter-types.ts'
import { sealingText as text } from '../sealing.text.ts'

type Assigned = Matter['assignments'][number]

/**
 * Who works on a matter by name, and apart from them who only helps in its rescue (`hasRescue`); who may, adds somebody and
 * ends what they were assigned to.
 */
export function Assignees({
  matter,
  data,
  hasRescue = false,
}: {
  matter: string
  data: Matter
  hasRescue?: boolean
}) {
  const { acts: mine } = useSession()
  const [isAssigning, setAssigning] = useState(false)
  const [releasing, setReleasing] = useState<Assigned | undefined>(undefined)
  const release = acts.get('matter.release')
  const current = data.assignments.filter((each) => !each.endedOn)
  const [working, helping] = (['whole', 'rescue'] as const).map((extent) =>
    current.filter((each) => each.extent === extent),
  )
  const onRelease = mine.includes('matter.release') ? setReleasing : undefined
  return (
    <section className="sheet" aria-label={text.assigned}>
      <div className="lead-head">
        <h2 className="section">{text.assigned}</h2>
        {mine.includes('matter.assign') && (
          <Button size="small" onClick={() => setAssigning(true)}>
            {text.assign}
          </Button>
        )}
      </div>
      <p className="quiet">{working?.length ? text.assignedNote : text.noAssigned}</p>
      <People of={working ?? []} onRelease={onRelease} />
      {hasRescue && (
        <>
          <h3 className="assignees">{text.helping}</h3>
          <p className="quiet">{helping?.length ? text.helpingNote : text.noHelping}</p>
          <People of={helping ?? []} onRelease={onRelease} />
        </>
      )}
      {isAssigning && (
        <AssignDialog matter={matter} hasRescue={hasRescue} onClose={() => setAssigning(false)} />
      )}
      {releasing && release && (
        <Modal
          open
          title={text.releaseTitle(releasing.holder)}
          footer={null}
          onCancel={() => setReleasing(undefined)}
          destroyOnHidden
        >
          <p className="quiet">{text.releaseNote}</p>
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

function People({
  of,
  onRelease,
}: {
  of: readonly Assigned[]
  onRelease: ((each: Assigned) => void) | undefined
}) {
  const names = useNames()
  return (
    <ul className="lead-lines">
      {of.map((each) => (
        <li key={each.id}>
          <span>
            <strong>{each.holder}</strong> {each.title}{' '}
            <span className="quiet">
              {names('assignmentParts', each.part)} · {text.assignedFrom(formatDayOfYearZh(each.from as Day))}
            </span>
          </span>
          {onRelease && (
            <Button
              size="small"
              type="text"
              aria-label={text.releaseTitle(each.holder)}
              onClick={() => onRelease(each)}
            >
              {text.release}
            </Button>
          )}
        </li>
      ))}
    </ul>
  )
}

/** The parts that one may have in a matter, in the order in which they are asked for; what each of them opens is said beside it. */
const parts = ['lead', 'second', 'inquiry', 'care'] as const

function AssignDialog({
  matter,
  hasRescue,
  onClose,
}: {
  matter: string
  hasRescue: boolean
  onClose: () => void
}) {
  const names = useNames()
  const [post, setPost] = useState<string | undefined>(undefined)
  const [part, setPart] = useState<string>('lead')
  const [made] = useState(() => crypto.randomUUID())
  const { perform, isBusy, problem } = usePerform()
  const send = async () => {
    if (await perform({ act: 'matter.assign', record: made, input: { matter, post, part } })) onClose()
  }
  return (
    <Modal
      open
      title={text.assign}
      okText={text.add_}
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
        <Form.Item label={text.part} required>
          <Radio.Group
            className="assign-parts"
            value={part}
            onChange={(event) => setPart(String(event.target.value))}
          >
            {parts.map((each) => (
              <Radio key={each} value={each}>
                {names('assignmentParts', each)}
                {hasRescue && (
                  <span className="quiet"> {each === 'care' ? text.seesRescue : text.seesWhole}</span>
                )}
              </Radio>
            ))}
          </Radio.Group>
        </Form.Item>
      </Form>
      {problem && <ProblemNote problem={problem} />}
    </Modal>
  )
}

type Found = { readonly post: string; readonly holder: string; readonly title: string; readonly unit: string }

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
