import { type AnyAct, acts, durationZh, sealedFile } from '@hulei/core'
import { Alert, Button, Drawer, Grid, Modal, Space } from 'antd'
import { useState } from 'react'
import { ActForm, RecordFields } from '../../../registers/index.ts'
import { FormDrawer } from '../../../shell/form-drawer.tsx'
import { useNames, useSession } from '../../../shell/session.tsx'
import { Answer, Nothing } from '../../../shell/states.tsx'
import { useMoment } from '../../../shell/use-moment.ts'
import { useRead } from '../../../shell/use-read.ts'
import type { Matter } from '../matter-types.ts'
import { sealingText as text } from '../sealing.text.ts'

type Asked = { readonly act: AnyAct; readonly file: string; readonly note: string }
type Cover = Matter['covers'][number]
type Shown = Pick<Matter, 'covers' | 'openings' | 'openToMe'>

const leftOf = (until: string, now: number) =>
  durationZh(Math.max(0, Math.floor((Date.parse(until) - now) / 60_000)))

/**
 * The sealed people and accounts of a matter by their codes, and the seal: who is assigned opens with a purpose, others break
 * it with a reason and are told what that means before they do.
 */
export function Covers({
  matter,
  data,
  mayOpen,
}: {
  /** To which people may be added here; without it this is only the list. */
  matter?: string
  data: Shown
  /** Whether the reader opens them by name, without breaking a seal. */
  mayOpen: boolean
}) {
  const { actor, acts: mine } = useSession()
  const now = useMoment()
  const [asked, setAsked] = useState<Asked | undefined>(undefined)
  const [shown, setShown] = useState<Cover | undefined>(undefined)
  const [isAdding, setAdding] = useState(false)
  const [open, breaking, add] = ['seal.open', 'seal.break', 'seal.add'].map((name) => acts.get(name))
  const openUntil = (cover: Cover) =>
    data.openToMe.find((each) => each.file === cover.id && Date.parse(each.until) > now)?.until
  return (
    <section className="sheet" aria-label={text.people}>
      <div className="lead-head">
        <h2 className="section">{text.people}</h2>
        {add && mine.includes(add.name) && matter && (mayOpen || actor.role === 'police') && (
          <Button onClick={() => setAdding(true)}>{text.add}</Button>
        )}
      </div>
      <p className="quiet">{text.peopleNote}</p>
      {data.covers.length === 0 && <Nothing>{text.noPeople}</Nothing>}
      <ul className="lead-lines">
        {data.covers.map((cover) => (
          <CoverLine
            key={cover.id}
            cover={cover}
            openLeft={leftIf(openUntil(cover), now)}
            mayOpen={mayOpen}
            mayBreak={mine.includes('seal.break')}
            onRead={() => setShown(cover)}
            onOpen={() => open && setAsked({ act: open, file: cover.id, note: text.openNote })}
            onBreak={() => breaking && setAsked({ act: breaking, file: cover.id, note: text.breakNote })}
          />
        ))}
      </ul>
      {asked && (
        <Modal
          open
          title={asked.act.name === 'seal.break' ? text.breakTitle : text.openTitle}
          footer={null}
          onCancel={() => setAsked(undefined)}
          destroyOnHidden
        >
          <Alert
            type={asked.act.name === 'seal.break' ? 'error' : 'info'}
            showIcon
            title={asked.note}
            style={{ marginBottom: 16 }}
          />
          <ActForm
            act={asked.act}
            given={{ file: asked.file }}
            ok={asked.act.name === 'seal.break' ? text.break : text.open}
            onCancel={() => setAsked(undefined)}
            onDone={() => {
              setShown(data.covers.find((cover) => cover.id === asked.file))
              setAsked(undefined)
            }}
          />
        </Modal>
      )}
      {isAdding && add && matter && (
        <FormDrawer title={text.add} onClose={() => setAdding(false)}>
          <ActForm
            act={add}
            given={{ matter }}
            onCancel={() => setAdding(false)}
            onDone={() => setAdding(false)}
          />
        </FormDrawer>
      )}
      {shown && <SealedDrawer cover={shown} data={data} onClose={() => setShown(undefined)} />}
    </section>
  )
}

const leftIf = (until: string | undefined, now: number) => until && leftOf(until, now)

function CoverLine(props: {
  cover: Cover
  openLeft: string | undefined
  mayOpen: boolean
  mayBreak: boolean
  onRead: () => void
  onOpen: () => void
  onBreak: () => void
}) {
  const names = useNames()
  const part = names('sealedParts', props.cover.part)
  return (
    <li>
      <span>
        <strong>{props.cover.code}</strong>{' '}
        {!props.cover.code.startsWith(part) && <span className="quiet">{part}</span>}
      </span>
      <Space wrap>
        {props.openLeft && <span className="quiet">{text.openUntil(props.openLeft)}</span>}
        {props.openLeft ? (
          <Button type="primary" size="small" onClick={props.onRead}>
            {text.read}
          </Button>
        ) : props.mayOpen ? (
          <Button size="small" onClick={props.onOpen}>
            {text.open}
          </Button>
        ) : (
          props.mayBreak && (
            <Button size="small" danger onClick={props.onBreak}>
              {text.break}
            </Button>
          )
        )}
      </Space>
    </li>
  )
}

/** The opened file with what it may be used for and how long it stays open. */
function SealedDrawer({ cover, data, onClose }: { cover: Cover; data: Shown; onClose: () => void }) {
  const { md } = Grid.useBreakpoint()
  const { actor } = useSession()
  const names = useNames()
  const now = useMoment()
  const [isCorrecting, setCorrecting] = useState(false)
  const file = useRead<Parameters<typeof RecordFields>[0]['record']>(`/api/sealed/${cover.id}`)
  const opening = data.openings.findLast(
    (each) => each.file === cover.id && each.account === actor.account && Date.parse(each.until) > now,
  )
  const amend = acts.get('seal.amend')
  return (
    <Drawer
      open
      title={`${text.fileTitle} ${cover.code}`}
      size={md ? 560 : '100%'}
      onClose={onClose}
      destroyOnHidden
      extra={!isCorrecting && <Button onClick={() => setCorrecting(true)}>{text.correct}</Button>}
    >
      {opening && (
        <Alert
          type="warning"
          showIcon
          style={{ marginBottom: 12 }}
          title={text.fileNote(names('openingPurposes', opening.purpose), leftOf(opening.until, now))}
        />
      )}
      <Answer of={file}>
        {(record) =>
          isCorrecting && amend ? (
            <ActForm
              act={amend}
              record={record}
              onCancel={() => setCorrecting(false)}
              onDone={() => setCorrecting(false)}
            />
          ) : (
            <RecordFields kind={filledOnly(record)} record={{ ...record, labels: {} }} />
          )
        }
      </Answer>
    </Drawer>
  )
}

/** Of a file, what there is: a report may be one sentence, and fourteen empty lines below it hide it. */
function filledOnly(record: object): typeof sealedFile {
  const filled = Object.entries(sealedFile.fields).filter(([name]) => {
    const value = (record as Record<string, unknown>)[name]
    return name !== 'matter' && value !== null && value !== undefined && (value as unknown[]).length !== 0
  })
  return { ...sealedFile, fields: Object.fromEntries(filled) } as unknown as typeof sealedFile
}
