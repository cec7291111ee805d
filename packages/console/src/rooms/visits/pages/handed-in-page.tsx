import {
  type AnyAct,
  type AnyField,
  acts,
  type Day,
  formatDayZh,
  type HandedIn,
  kinds,
  type VisitedChild,
  type VisitValues,
  valuesOfVisit,
  visit,
} from '@hulei/core'
import { Alert, App, Button, Descriptions, Space } from 'antd'
import { type ReactNode, useState } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import { ActForm, RecordHistory, Value } from '../../../registers/index.ts'
import { FormDrawer } from '../../../shell/form-drawer.tsx'
import { PageHead } from '../../../shell/page-head.tsx'
import { pageOfRecord } from '../../../shell/record-page.ts'
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
  readonly originals?: Readonly<Record<string, string>>
}

/** What somebody handed to the office: what it is, why it was refused, and what becomes of it. */
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
        {record.village ? names('villages', record.village) : names('units', record.unit)}{' '}
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
          {original ? (
            <Content original={original} of={record} isOpen={!record.settledOn} />
          ) : (
            <p>{text.unreadable}</p>
          )}
        </section>
        <section className="sheet">
          <RecordHistory kind="handedIn" id={record.id} />
        </section>
      </Space>
      {doing && (
        <FormDrawer title={doing.title} onClose={() => setDoing(undefined)}>
          <ActForm
            act={doing}
            record={record}
            onCancel={() => setDoing(undefined)}
            onDone={() => {
              setDoing(undefined)
              void message.success(text.saved)
            }}
          />
        </FormDrawer>
      )}
    </>
  )
}

/** The original's fields in words, in the order of its form, and the way to record it in the sender's stead. */
function Content({ original, of, isOpen }: { original: Original; of: Opened; isOpen: boolean }) {
  const { playbook } = useSession()
  const act = acts.get(original.act)
  const visited = act?.kind.name === visit.name ? visitOf(original) : undefined
  const own = act ? Object.entries(act.input).filter(([name]) => isSaid(name, original.input)) : []
  const extras = playbook.fields[act?.kind.name ?? ''] ?? []
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
            children: (visited && special(name, visited)) ?? (
              <Named field={field} value={original.input[name]} />
            ),
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
      {isOpen && act && (
        <div style={{ marginTop: 12 }}>
          {visited ? (
            <VisitInstead original={original} values={visited} />
          ) : (
            <Instead act={act} original={original} of={of} />
          )}
        </div>
      )}
    </>
  )
}

const visitOf = ({ input, extra }: Original): VisitValues => valuesOfVisit({ ...input, extra })

/** A visit is recorded on the page of visits, an amended one is opened. */
function VisitInstead({ original, values }: { original: Original; values: VisitValues }) {
  const { acts: mine, actor } = useSession()
  const navigate = useNavigate()
  const first = values.children[0]?.child
  const record = () => {
    if (!first) return
    keepDraft(actor.post, first, { record: original.record ?? crypto.randomUUID(), values })
    void navigate(`/visits/new?child=${first}`)
  }
  return (
    <>
      {original.act === 'visit.record' && first && mine.includes('visit.record') && (
        <Button type="primary" onClick={record}>
          {text.recordForThem}
        </Button>
      )}
      {original.act === 'visit.amend' && original.record && (
        <Link to={`/visits/${original.record}`}>{text.openAmended}</Link>
      )}
    </>
  )
}

/** Any other act: a new record is written down from what the phone wrote, one that is there is looked up in its register. */
function Instead({ act, original, of }: { act: AnyAct; original: Original; of: Opened }) {
  const { acts: mine, registers } = useSession()
  const { message } = App.useApp()
  const [isOpen, setOpen] = useState(false)
  const { kind } = act
  if (act.on !== 'new' || !mine.includes(act.name))
    return registers.some((each) => each.kind === kind.name) ? (
      <Link to={(original.record && pageOfRecord(kind.name, original.record)) || `/registers/${kind.name}`}>
        {text.openRegister(kind.title)}
      </Link>
    ) : null
  // Written down by the office, it is still the sender's unit's work.
  const isForUnit = 'onUnit' in act.input && of.unit !== null
  const input = { ...(isForUnit && { onUnit: of.unit }), ...original.input }
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        {text.recordForThem}
      </Button>
      {isOpen && (
        <FormDrawer title={act.title} width={720} onClose={() => setOpen(false)}>
          <ActForm
            act={act}
            begin={{ record: original.record, input, extra: original.extra, originals: original.originals }}
            onCancel={() => setOpen(false)}
            onDone={() => {
              setOpen(false)
              void message.success(text.saved)
            }}
          />
        </FormDrawer>
      )}
    </>
  )
}

const isName = ([, { type, search }]: [string, AnyField]): boolean => search === 'pinyin' || type === 'text'

/** A value in words; records by their names. */
function Named({ field, value }: { field: AnyField; value: unknown }) {
  const ids = (Array.isArray(value) ? value : [value]).map(String)
  return field.refersTo ? (
    ids.map((id) => <RecordName key={id} kind={field.refersTo ?? ''} id={id} />)
  ) : (
    <Value field={field} value={value} />
  )
}

function RecordName({ kind, id }: { kind: string; id: string }) {
  const record = useRead<Readonly<Record<string, unknown>>>(`/api/registers/${kind}/${id}`)
  const [name = ''] = Object.entries(kinds.get(kind)?.fields ?? {}).find(isName) ?? []
  const said = record.data?.[name]
  return <div>{typeof said === 'string' ? said : record.error ? text.cannotSee : id.slice(0, 8)}</div>
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
