import {
  type AnyAct,
  acts,
  type Day,
  formatDayZh,
  type HandedIn,
  type VisitedChild,
  type VisitValues,
  valuesOfVisit,
} from '@hulei/core'
import { Alert, App, Button, Descriptions, Drawer, Space } from 'antd'
import { type ReactNode, useState } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import { ActForm, RecordHistory, Value } from '../../../registers/index.ts'
import { PageHead } from '../../../shell/page-head.tsx'
import { useNames, useSession } from '../../../shell/session.tsx'
import { Answer } from '../../../shell/states.tsx'
import { useRead } from '../../../shell/use-read.ts'
import { keepDraft } from '../draft.ts'
import { HazardsShown } from '../parts/hazard-photos.tsx'
import { visitsText as text } from '../visits.text.ts'
import '../visits.css'

type Opened = HandedIn & NonNullable<Parameters<typeof ActForm>[0]['record']>

/** The act as the phone wrote it. */
type Original = {
  readonly act: string
  readonly record?: string
  readonly reason?: string
  readonly input: Readonly<Record<string, unknown>>
  readonly extra?: Readonly<Record<string, unknown>>
}

/** What a village handed to the office: what it is, why it was refused, and what becomes of it. */
export function Page() {
  const { id } = useParams()
  const opened = useRead<Opened>(`/api/registers/handedIn/${id}`)
  return (
    <div className="page visits">
      <Answer of={opened}>{(record) => <Shown record={record} />}</Answer>
    </div>
  )
}

function Shown({ record }: { record: Opened }) {
  const session = useSession()
  const names = useNames()
  const { message } = App.useApp()
  const [doing, setDoing] = useState<AnyAct | undefined>(undefined)
  const original = originalOf(record.body)
  const steps = ['handed-in.take', 'handed-in.return'].flatMap((name) => acts.get(name) ?? [])
  const mine = steps.filter(({ name }) => session.acts.includes(name))
  return (
    <>
      <PageHead
        title={record.title}
        actions={
          <>
            <Link to="/registers/handedIn">{text.allHandedIn}</Link>
            {!record.settledOn &&
              mine.map((act) => (
                <Button key={act.name} onClick={() => setDoing(act)}>
                  {act.title}
                </Button>
              ))}
          </>
        }
      >
        {names('villages', record.village)}{' '}
        {text.handedBy(record.sender, formatDayZh(record.handedOn as Day))}
      </PageHead>
      <Space orientation="vertical" size="middle" style={{ width: '100%' }}>
        {record.settledOn && (
          <Alert
            type={record.outcome === 'taken' ? 'success' : 'info'}
            showIcon
            title={[names('handedInOutcomes', record.outcome), record.answer].filter(Boolean).join('：')}
          />
        )}
        <section className="sheet">
          <Descriptions
            column={1}
            size="small"
            bordered
            items={[
              { key: 'refusal', label: text.whyRefused, children: record.refusal },
              { key: 'message', label: text.theirMessage, children: record.message },
            ]}
          />
        </section>
        <section className="sheet">
          <h2 className="section">{text.content}</h2>
          {original ? <Content original={original} isOpen={!record.settledOn} /> : <p>{text.unreadable}</p>}
        </section>
        <section className="sheet">
          <RecordHistory kind="handedIn" id={record.id} />
        </section>
      </Space>
      {doing && (
        <Drawer open title={doing.title} onClose={() => setDoing(undefined)}>
          <ActForm
            act={doing}
            record={record}
            onCancel={() => setDoing(undefined)}
            onDone={() => {
              setDoing(undefined)
              void message.success(text.saved)
            }}
          />
        </Drawer>
      )}
    </>
  )
}

/** The original's fields in words, in the order of its form, and the way to record it in the village's stead. */
function Content({ original, isOpen }: { original: Original; isOpen: boolean }) {
  const { acts: mine, actor, playbook } = useSession()
  const navigate = useNavigate()
  const act = acts.get(original.act)
  const values = valuesOfVisit({ ...original.input, extra: original.extra })
  const first = values.children[0]?.child
  const own = act ? Object.entries(act.input).filter(([name]) => isSaid(name, original.input)) : []
  const extras = playbook.fields.visit ?? []
  const record = () => {
    if (!first) return
    keepDraft(actor.post, first, { record: original.record ?? crypto.randomUUID(), values })
    void navigate(`/visits/new?child=${first}`)
  }
  return (
    <>
      <Descriptions
        column={{ xs: 1, md: 2 }}
        size="small"
        bordered
        items={[
          ...(original.reason ? [{ key: 'reason', label: text.why, children: original.reason }] : []),
          ...own.map(([name, field]) => ({
            key: name,
            label: field.label,
            children: special(name, values) ?? <Value field={field} value={original.input[name]} />,
          })),
          ...extras
            .filter(({ id }) => original.extra?.[id] !== undefined)
            .map(({ id, label, list }) => ({
              key: `extra.${id}`,
              label,
              children: <ExtraValue list={list} value={original.extra?.[id]} />,
            })),
        ]}
      />
      {isOpen && (
        <div style={{ marginTop: 12 }}>
          {original.act === 'visit.record' && first && mine.includes('visit.record') && (
            <Button type="primary" onClick={record}>
              {text.recordForThem}
            </Button>
          )}
          {original.act === 'visit.amend' && original.record && (
            <Link to={`/visits/${original.record}`}>{text.openAmended}</Link>
          )}
        </div>
      )}
    </>
  )
}

const isSaid = (name: string, input: Original['input']): boolean => {
  const value = input[name]
  const isEmptyList = Array.isArray(value) && value.length === 0
  // Photos of hazards stand beside them.
  return value !== undefined && value !== null && !isEmptyList && name !== 'hazardPhotos'
}

/** What a visit says in a way of its own. */
function special(name: string, values: VisitValues): ReactNode {
  if (name === 'hazards') return <HazardsShown values={values} />
  if (name !== 'children') return undefined
  return values.children.map((each) => <Child key={each.child} visited={each} />)
}

function Child({ visited }: { visited: VisitedChild }) {
  const child = useRead<{ name: string }>(`/api/registers/child/${visited.child}`)
  const name = child.data?.name
  const words = text.childLine(name ?? (child.error ? text.cannotSee : '…'), visited.seen, visited.alone)
  return <div>{name ? <Link to={`/children/${visited.child}`}>{words}</Link> : words}</div>
}

function ExtraValue({ list, value }: { list: string | undefined; value: unknown }) {
  const names = useNames()
  if (typeof value === 'boolean') return value ? text.yes : text.no
  return list ? names(list, String(value)) : String(value)
}

function originalOf(body: string): Original | undefined {
  try {
    const parsed = JSON.parse(body) as Original
    return typeof parsed?.act === 'string' && typeof parsed.input === 'object' ? parsed : undefined
  } catch {
    return undefined
  }
}
