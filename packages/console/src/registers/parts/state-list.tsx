import type { Labels } from '@hulei/core'
import { Segmented, Table, type TableColumnsType, type TableProps } from 'antd'
import type { ReactNode } from 'react'
import { useSearchParams } from 'react-router'
import { withQuery } from '../../shell/api.ts'
import { PageHead } from '../../shell/page-head.tsx'
import { Answer, Nothing } from '../../shell/states.tsx'
import { useRead } from '../../shell/use-read.ts'

const MOST = 200

/**
 * A page of a room's own list: what it is, what can be begun here, and the records in one of their states, which stands
 * in the address. `children` open beside it.
 */
export function StateList<R extends { readonly id: string }>({
  kind,
  query = {},
  states,
  title,
  note,
  actions,
  columns,
  empty,
  onRow,
  above,
  children,
}: {
  kind: string
  /** What else is asked of the register: fields, order, labels. */
  query?: Readonly<Record<string, string>>
  /** States to choose from, `current` first; where they have no end, all are shown. */
  states?: Readonly<Record<string, string>>
  title: string
  note: string
  actions?: ReactNode
  /** Made with the names of what the records refer to, where `query` asks for labels. */
  columns: (labels: Labels) => TableColumnsType<R>
  empty: string
  onRow?: TableProps<R>['onRow']
  /** What stands before the list. */
  above?: ReactNode
  children?: ReactNode
}) {
  const [params, setParams] = useSearchParams()
  const state = states ? (params.get('state') ?? 'current') : 'all'
  const list = useRead<{ rows: R[]; labels?: Labels }>(
    withQuery(`/api/registers/${kind}`, { ...query, state, limit: MOST }),
  )
  return (
    <div className="page">
      <PageHead title={title} actions={actions}>
        {note}
      </PageHead>
      {above}
      <section className="sheet">
        {states && (
          <div className="list-tools no-print">
            <Segmented
              value={state}
              options={Object.entries(states).map(([value, label]) => ({ value, label }))}
              onChange={(next) => setParams(next === 'current' ? {} : { state: next }, { replace: true })}
            />
          </div>
        )}
        <Answer of={list}>
          {({ rows, labels }) =>
            rows.length === 0 ? (
              <Nothing>{empty}</Nothing>
            ) : (
              <Table<R>
                rowKey="id"
                size="middle"
                columns={columns(labels ?? {})}
                dataSource={rows}
                pagination={false}
                scroll={{ x: 'max-content' }}
                {...(onRow && { onRow })}
              />
            )
          }
        </Answer>
      </section>
      {children}
    </div>
  )
}
