import type { MissingChild } from '@hulei/core'
import { Button, Segmented, Table, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { withQuery } from '../../../shell/api.ts'
import { instantLabel } from '../../../shell/instants.ts'
import { PageHead } from '../../../shell/page-head.tsx'
import { useNames, useSession } from '../../../shell/session.tsx'
import { Answer, Nothing } from '../../../shell/states.tsx'
import { hueColours } from '../../../shell/theme.ts'
import { useRead } from '../../../shell/use-read.ts'
import { durationBetween } from '../missing-words.ts'
import { ActDrawer, type Filling } from '../parts/act-drawer.tsx'
import { reportingText as text } from '../reporting.text.ts'

/** 走失儿童: who is being looked for, and for how long. */
export function Page() {
  const { acts } = useSession()
  const [params, setParams] = useSearchParams()
  const [filling, setFilling] = useState<Filling | undefined>(undefined)
  const state = params.get('state') ?? 'current'
  const list = useRead<{ rows: MissingChild[] }>(
    withQuery('/api/registers/missingChild', { state, sort: '-calledOn', limit: 200 }),
  )
  const columns = useColumns()
  return (
    <div className="page">
      <PageHead
        title={text.missing}
        actions={
          acts.includes('missing.report') && (
            <Button type="primary" danger onClick={() => setFilling({ act: 'missing.report' })}>
              {text.newMissing}
            </Button>
          )
        }
      >
        {text.missingNote}
      </PageHead>
      <section className="sheet">
        <div className="list-tools no-print">
          <Segmented
            value={state}
            options={Object.entries(text.states).map(([value, label]) => ({ value, label }))}
            onChange={(next) => setParams(next === 'current' ? {} : { state: next }, { replace: true })}
          />
        </div>
        <Answer of={list}>
          {({ rows }) =>
            rows.length === 0 ? (
              <Nothing>{text.noneMissing}</Nothing>
            ) : (
              <Table<MissingChild>
                rowKey="id"
                size="middle"
                columns={columns}
                dataSource={rows}
                pagination={false}
                scroll={{ x: 'max-content' }}
              />
            )
          }
        </Answer>
      </section>
      {filling && <ActDrawer filling={filling} onClose={() => setFilling(undefined)} />}
    </div>
  )
}

/** Where a search stands: a shape, a colour and words; while it goes on, how long since the first call. */
export function MissingState({ of, now }: { of: MissingChild; now: number }) {
  if (of.state === 'searching')
    return <strong style={{ color: hueColours.bad }}>{text.since(durationBetween(of.calledAt, now))}</strong>
  return <span style={{ color: hueColours.good }}>{of.state === 'closed' ? text.closed : text.found}</span>
}

function useColumns(): TableColumnsType<MissingChild> {
  const names = useNames()
  const { now } = useBusinessNow()
  return [
    {
      title: text.missing,
      key: 'code',
      render: (_, row) => <Link to={`/missing/${row.id}`}>{row.code}</Link>,
    },
    { title: text.elapsed, key: 'state', render: (_, row) => <MissingState of={row} now={now} /> },
    { title: text.called, key: 'called', render: (_, row) => instantLabel(row.calledAt) },
    { title: text.village, key: 'village', render: (_, row) => names('villages', row.village) },
    { title: text.lastSeen, key: 'seen', render: (_, row) => row.lastSeen },
  ]
}

/** The business clock: a demonstration stands on its day, at the real time of day. */
export function useBusinessNow(): { readonly now: number } {
  const { today } = useSession().township
  const real = Date.now()
  const dayMs = 86_400_000
  const offset = 8 * 3_600_000
  return { now: Date.parse(`${today}T00:00:00+08:00`) + ((real + offset) % dayMs) }
}
