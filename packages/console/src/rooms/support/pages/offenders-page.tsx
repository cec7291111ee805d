import { formatDayZh, openOffender, type YoungOffender } from '@hulei/core'
import { Button, Segmented, Table, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { withQuery } from '../../../shell/api.ts'
import { PageHead } from '../../../shell/page-head.tsx'
import { useNames, useSession } from '../../../shell/session.tsx'
import { Answer, Nothing } from '../../../shell/states.tsx'
import { useRead } from '../../../shell/use-read.ts'
import { type Doing, DoingDrawer } from '../parts/doing.tsx'
import { supportText as text } from '../support.text.ts'

/** 失足青少年: every file that the post may see, by code. */
export function Page() {
  const { acts } = useSession()
  const [params, setParams] = useSearchParams()
  const [doing, setDoing] = useState<Doing | undefined>(undefined)
  const columns = useColumns()
  const state = params.get('state') ?? 'current'
  const list = useRead<{ rows: YoungOffender[] }>(
    withQuery('/api/registers/youngOffender', { state, sort: '-openedOn', limit: 200 }),
  )
  return (
    <div className="page">
      <PageHead
        title={text.offenders}
        actions={
          acts.includes(openOffender.name) && (
            <Button type="primary" onClick={() => setDoing({ act: openOffender.name })}>
              {text.open}
            </Button>
          )
        }
      >
        {text.offendersNote}
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
              <Nothing>{text.noOffenders}</Nothing>
            ) : (
              <Table<YoungOffender>
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
      {doing && <DoingDrawer doing={doing} onClose={() => setDoing(undefined)} />}
    </div>
  )
}

/** From when until when somebody is in community correction, in words. */
export const correctionOf = (of: YoungOffender): string =>
  of.isInCorrection && of.correctionFrom
    ? text.correctionSpan(formatDayZh(of.correctionFrom), of.correctionTo ? formatDayZh(of.correctionTo) : '')
    : text.notInCorrection

function useColumns(): TableColumnsType<YoungOffender> {
  const names = useNames()
  return [
    {
      title: text.code,
      key: 'code',
      fixed: 'left',
      render: (_, row) => <Link to={`/young-offenders/${row.id}`}>{row.code}</Link>,
    },
    { title: text.ground, key: 'ground', render: (_, row) => names('offenderGrounds', row.ground) },
    { title: text.openedOn, key: 'openedOn', render: (_, row) => formatDayZh(row.openedOn) },
    { title: text.correction, key: 'correction', render: (_, row) => correctionOf(row) },
    {
      title: text.closed,
      key: 'closed',
      render: (_, row) => (row.closedOn ? formatDayZh(row.closedOn) : text.none_),
    },
  ]
}
