import { type CaseFile, formatDayZh } from '@hulei/core'
import { Button, Segmented, Table, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { withQuery } from '../../../shell/api.ts'
import { PageHead } from '../../../shell/page-head.tsx'
import { useNames, useSession } from '../../../shell/session.tsx'
import { Answer, Nothing } from '../../../shell/states.tsx'
import { useRead } from '../../../shell/use-read.ts'
import { casesText as text } from '../cases.text.ts'
import { type Doing, DoingDrawer } from '../parts/doing.tsx'
import { Marks } from '../parts/marks.tsx'

const FIELDS = 'code,concerns,stage,receivedOn,isListed,isRaised,isOutside,specialSuspects,closedOn'

/** 案件: every case that the post may see, the newest first. */
export function Page() {
  const { acts } = useSession()
  const [params, setParams] = useSearchParams()
  const [doing, setDoing] = useState<Doing | undefined>(undefined)
  const state = params.get('state') ?? 'current'
  const columns = useColumns()
  const list = useRead<{ rows: CaseFile[] }>(
    withQuery('/api/registers/caseFile', { fields: FIELDS, state, sort: '-receivedOn', limit: 200 }),
  )
  const mayOpen = acts.includes('case.open')
  return (
    <div className="page">
      <PageHead
        title={text.cases}
        actions={
          mayOpen && (
            <Button type="primary" onClick={() => setDoing({ act: 'case.open' })}>
              {text.open}
            </Button>
          )
        }
      >
        {text.casesNote}
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
              <Nothing>{mayOpen ? text.none : text.noneHere}</Nothing>
            ) : (
              <Table<CaseFile>
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

function useColumns(): TableColumnsType<CaseFile> {
  const names = useNames()
  return [
    {
      title: text.code,
      key: 'code',
      fixed: 'left',
      render: (_, row) => <Link to={`/cases/${row.id}`}>{row.code}</Link>,
    },
    { title: text.concerns, key: 'concerns', render: (_, row) => names('leadConcerns', row.concerns) },
    { title: text.stage, key: 'stage', render: (_, row) => names('caseStages', row.stage) },
    { title: text.receivedOn, key: 'receivedOn', render: (_, row) => formatDayZh(row.receivedOn) },
    { title: text.village, key: 'village', render: (_, row) => names('villages', row.village) || text.none_ },
    { title: text.marks, key: 'marks', render: (_, row) => <Marks of={row} /> },
  ]
}
