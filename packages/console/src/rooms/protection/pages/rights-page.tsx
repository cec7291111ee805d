import { formatDayZh, type RightsRequest } from '@hulei/core'
import { Button, Segmented, Table, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { withQuery } from '../../../shell/api.ts'
import { PageHead } from '../../../shell/page-head.tsx'
import { useNames, useSession } from '../../../shell/session.tsx'
import { Answer, Nothing } from '../../../shell/states.tsx'
import { useRead } from '../../../shell/use-read.ts'
import { ActDrawer, type Filling } from '../parts/act-drawer.tsx'
import { RequestState } from '../parts/request-state.tsx'
import { protectionText as text } from '../protection.text.ts'

const FIELDS = 'code,asks,relation,askedOn,answerBy,status,result'

/** 权利申请: what families ask about a child's data, by codes alone. */
export function Page() {
  const { acts } = useSession()
  const [params, setParams] = useSearchParams()
  const [filling, setFilling] = useState<Filling | undefined>(undefined)
  const state = params.get('state') ?? 'current'
  const list = useRead<{ rows: RightsRequest[] }>(
    withQuery('/api/registers/rightsRequest', { fields: FIELDS, state, sort: '-askedOn', limit: 200 }),
  )
  const columns = useColumns()
  return (
    <div className="page">
      <PageHead
        title={text.rights}
        actions={
          <>
            <Button href="/notice" target="_blank">
              {text.notice}
            </Button>
            {acts.includes('rights.receive') && (
              <Button type="primary" onClick={() => setFilling({ act: 'rights.receive' })}>
                {text.receive}
              </Button>
            )}
          </>
        }
      >
        {text.rightsNote}
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
              <Nothing>{acts.includes('rights.receive') ? text.noneOpen : text.none}</Nothing>
            ) : (
              <Table<RightsRequest>
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

function useColumns(): TableColumnsType<RightsRequest> {
  const names = useNames()
  return [
    {
      title: text.code,
      key: 'code',
      fixed: 'left',
      render: (_, row) => <Link to={`/rights/${row.id}`}>{row.code}</Link>,
    },
    { title: text.asks, key: 'asks', render: (_, row) => names('rightsAsked', row.asks) },
    { title: text.relation, key: 'relation', render: (_, row) => names('askerRelations', row.relation) },
    { title: text.askedOn, key: 'askedOn', render: (_, row) => formatDayZh(row.askedOn) },
    { title: text.answerBy, key: 'answerBy', render: (_, row) => formatDayZh(row.answerBy) },
    { title: text.status, key: 'status', render: (_, row) => <RequestState of={row} /> },
    {
      title: text.result,
      key: 'result',
      render: (_, row) => (row.result ? names('rightsResults', row.result) : text.none_),
    },
  ]
}
