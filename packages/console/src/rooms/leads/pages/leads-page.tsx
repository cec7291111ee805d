import { acts, instantLabel } from '@hulei/core'
import { Button, Grid, Pagination, Segmented, Select, Table, Tag } from 'antd'
import { useState } from 'react'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { withQuery } from '../../../shell/api.ts'
import { PageHead } from '../../../shell/page-head.tsx'
import { useNames, useSession } from '../../../shell/session.tsx'
import { Answer, Nothing } from '../../../shell/states.tsx'
import { useMoment } from '../../../shell/use-moment.ts'
import { useRead } from '../../../shell/use-read.ts'
import type { LeadLine, LeadList } from '../lead-types.ts'
import { leadsText as text } from '../leads.text.ts'
import { nextStepOf } from '../next-step.ts'
import { ClockMark } from '../parts/clock.tsx'
import { HotlineDrawer } from '../parts/hotline-drawer.tsx'
import '../leads.css'

const PAGE = 100
const states = ['open', 'undecided', 'over', 'ended', 'all'] as const
const filters = ['source', 'concerns', 'village', 'unit'] as const
const listOf = {
  source: 'leadSources',
  concerns: 'leadConcerns',
  village: 'villages',
  unit: 'units',
} as const
const anyOf = {
  source: text.anySource,
  concerns: text.anyKind,
  village: text.anyVillage,
  unit: text.anyUnit,
} as const

/** The inbox: one row a lead, the most urgent first, with the next step of whoever reads it. No names. */
export function Page() {
  const { actor, lists } = useSession()
  const [params, setParams] = useSearchParams()
  const [isCalling, setCalling] = useState(false)
  const state = states.find((each) => each === params.get('state')) ?? 'open'
  const page = Math.max(1, Number(params.get('page')) || 1)
  const list = useRead<LeadList>(
    withQuery('/api/leads', {
      state,
      page,
      ...Object.fromEntries(filters.map((name) => [name, params.get(name) ?? undefined])),
      ...(params.get('mine') === 'true' && { mine: 'true' }),
    }),
  )
  const now = useMoment(list.data?.now)
  const set = (name: string, value: string | undefined) => {
    const next = new URLSearchParams(params)
    if (value) next.set(name, value)
    else next.delete(name)
    if (name !== 'page') next.delete('page')
    setParams(next, { replace: true })
  }
  return (
    <div className="page">
      <PageHead
        title={text.title}
        actions={
          actor.role === 'office' && (
            <Button type="primary" onClick={() => setCalling(true)}>
              {text.hotline}
            </Button>
          )
        }
      >
        {text.intro}
      </PageHead>
      <section className="sheet">
        <div className="lead-tools">
          <Segmented
            value={state}
            options={states.map((each) => ({ value: each, label: text.states[each] }))}
            onChange={(next) => set('state', next === 'open' ? undefined : next)}
          />
          {filters.map((name) => (
            <Select
              key={name}
              allowClear
              aria-label={anyOf[name]}
              placeholder={anyOf[name]}
              showSearch={{ optionFilterProp: 'label' }}
              value={params.get(name)}
              popupMatchSelectWidth={false}
              onChange={(next: string | null) => set(name, next ?? undefined)}
              options={(lists[listOf[name]] ?? []).map((each) => ({ value: each.id, label: each.name }))}
            />
          ))}
          <Tag.CheckableTag
            checked={params.get('mine') === 'true'}
            onChange={(isOn) => set('mine', isOn ? 'true' : undefined)}
          >
            {text.mine}
          </Tag.CheckableTag>
        </div>
        <Answer of={list}>
          {({ rows, total }) => (
            <>
              {rows.length === 0 ? (
                <Nothing>{state === 'open' ? text.noneOpen : text.none}</Nothing>
              ) : (
                <Lines rows={rows} now={now} />
              )}
              {total > PAGE && (
                <Pagination
                  style={{ marginTop: 12 }}
                  current={page}
                  pageSize={PAGE}
                  total={total}
                  showSizeChanger={false}
                  showTotal={() => text.pageOf(page, total)}
                  onChange={(next) => set('page', next === 1 ? undefined : String(next))}
                />
              )}
            </>
          )}
        </Answer>
      </section>
      {isCalling && <HotlineDrawer onClose={() => setCalling(false)} />}
    </div>
  )
}

function Lines({ rows, now }: { rows: readonly LeadLine[]; now: number }) {
  const { md } = Grid.useBreakpoint()
  const navigate = useNavigate()
  const names = useNames()
  if (md === false)
    return (
      <ul className="lead-cards">
        {rows.map((row) => (
          <li key={row.id}>
            <div className="lead-head">
              <Link to={`/leads/${row.id}`}>
                <strong>{row.code}</strong>
              </Link>
              <ClockMark lead={row} now={now} />
            </div>
            <div>
              <Kind row={row} />
            </div>
            <div className="quiet">
              {names('leadSources', row.source)} · <Place row={row} />
            </div>
            <div className="lead-head">
              <Owner row={row} />
              <NextStep row={row} />
            </div>
          </li>
        ))}
      </ul>
    )
  return (
    <Table
      rowKey="id"
      size="middle"
      pagination={false}
      scroll={{ x: 'max-content' }}
      dataSource={[...rows]}
      onRow={(row) => ({ onDoubleClick: () => void navigate(`/leads/${row.id}`) })}
      columns={[
        { title: text.clock, fixed: 'left', render: (_, row) => <ClockMark lead={row} now={now} /> },
        { title: text.title, render: (_, row) => <Link to={`/leads/${row.id}`}>{row.code}</Link> },
        { title: text.kind, render: (_, row) => <Kind row={row} /> },
        { title: text.source, render: (_, row) => names('leadSources', row.source) },
        { title: text.place, render: (_, row) => <Place row={row} /> },
        { title: text.owner, render: (_, row) => <Owner row={row} /> },
        { title: text.reportedAt, render: (_, row) => instantLabel(row.reportedAt) },
        { title: text.next, key: 'next', render: (_, row) => <NextStep row={row} /> },
      ]}
    />
  )
}

function Kind({ row }: { row: LeadLine }) {
  const names = useNames()
  return (
    <>
      {names('leadConcerns', row.concerns)} {row.isDangerNow && <Tag color="red">{text.danger}</Tag>}
      {row.isOutside && <Tag color="purple">{text.outside}</Tag>}
      {row.state !== 'received' && <Tag>{names('leadStates', row.state)}</Tag>}
    </>
  )
}

function Place({ row }: { row: LeadLine }) {
  const names = useNames()
  const words = [
    row.village && names('villages', row.village),
    row.school && names('schools', row.school),
    row.setting && names('leadSettings', row.setting),
  ].filter(Boolean)
  return words.length > 0 ? words.join(' · ') : <span className="quiet">{text.noPlace}</span>
}

function Owner({ row }: { row: LeadLine }) {
  const names = useNames()
  const takers = row.takers.map((each) => each.holder).join('、')
  return (
    <span>
      {row.unit ? names('units', row.unit) : text.outside}
      <span className="quiet"> {takers ? text.takenBy(takers) : !row.closedOn && text.notTaken}</span>
    </span>
  )
}

/** The next step as a button that leads to where it is done; for others, to have a look. */
function NextStep({ row }: { row: LeadLine }) {
  const { actor } = useSession()
  const navigate = useNavigate()
  const isAssigned = row.takers.some((each) => each.account === actor.account)
  const next = nextStepOf(actor, { ...row, isAssigned, isTaken: row.takers.length > 0 })
  const words = next ? acts.get(next)?.title : row.awaitsReceipt ? text.acknowledge : text.view
  return (
    <Button
      size="small"
      type={next || row.awaitsReceipt ? 'primary' : 'default'}
      onClick={() => void navigate(`/leads/${row.id}`)}
    >
      {words}
    </Button>
  )
}
