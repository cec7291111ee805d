import { type AnyAct, type AnyKind, acts } from '@hulei/core'
import { Button, Segmented, Table, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import type { RecordRow } from '../../../registers/act-values.ts'
import { RecordDrawer } from '../../../registers/index.ts'
import type { Labels } from '../../../registers/value.tsx'
import { withQuery } from '../../../shell/api.ts'
import { PageHead } from '../../../shell/page-head.tsx'
import { useSession } from '../../../shell/session.tsx'
import { Answer, Nothing } from '../../../shell/states.tsx'
import { useRead } from '../../../shell/use-read.ts'
import { casesText as text } from '../cases.text.ts'
import { type Doing, DoingDrawer } from './doing.tsx'

/**
 * A page of records that belong to cases: current, ended or all; each opens beside the list. `columns` are made with the
 * names of what the records refer to.
 */
export function MatterList<R>({
  kind,
  title,
  note,
  fields,
  columns,
  make,
  hasEnd = true,
}: {
  kind: AnyKind
  title: string
  note: string
  fields: readonly string[]
  columns: (labels: Labels) => TableColumnsType<R & RecordRow>
  /** The act that begins a new record here. */
  make?: AnyAct
  hasEnd?: boolean
}) {
  const session = useSession()
  const [params, setParams] = useSearchParams()
  const [doing, setDoing] = useState<Doing | undefined>(undefined)
  const [opened, setOpened] = useState<string | undefined>(undefined)
  const state = hasEnd ? (params.get('state') ?? 'current') : 'all'
  const list = useRead<{ rows: (R & RecordRow)[]; labels?: Labels }>(
    withQuery(`/api/registers/${kind.name}`, { fields: fields.join(','), state, labels: 'true', limit: 200 }),
  )
  return (
    <div className="page">
      <PageHead
        title={title}
        actions={
          make &&
          session.acts.includes(make.name) && (
            <Button type="primary" onClick={() => setDoing({ act: make.name })}>
              {acts.get(make.name)?.title}
            </Button>
          )
        }
      >
        {note}
      </PageHead>
      <section className="sheet">
        {hasEnd && (
          <div className="list-tools no-print">
            <Segmented
              value={state}
              options={Object.entries(text.states).map(([value, label]) => ({ value, label }))}
              onChange={(next) => setParams(next === 'current' ? {} : { state: next }, { replace: true })}
            />
          </div>
        )}
        <Answer of={list}>
          {({ rows, labels }) =>
            rows.length === 0 ? (
              <Nothing>{text.noneYet}</Nothing>
            ) : (
              <Table<R & RecordRow>
                rowKey="id"
                size="middle"
                columns={columns(labels ?? {})}
                dataSource={rows}
                pagination={false}
                scroll={{ x: 'max-content' }}
                onRow={(row) => ({
                  tabIndex: 0,
                  style: { cursor: 'pointer' },
                  onClick: () => setOpened(row.id),
                  onKeyDown: (event) => {
                    if (event.key === 'Enter') setOpened(row.id)
                  },
                })}
              />
            )
          }
        </Answer>
      </section>
      {opened && <RecordDrawer kind={kind} id={opened} onClose={() => setOpened(undefined)} />}
      {doing && <DoingDrawer doing={doing} onClose={() => setDoing(undefined)} />}
    </div>
  )
}
