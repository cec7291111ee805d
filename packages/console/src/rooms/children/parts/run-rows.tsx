import { listChild } from '@hulei/core'
import { Button, Grid, Segmented, Select, Table } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { ActForm } from '../../../registers/index.ts'
import { withQuery } from '../../../shell/api.ts'
import { FormDrawer } from '../../../shell/form-drawer.tsx'
import { useNames, useSession } from '../../../shell/session.tsx'
import { Answer, Nothing } from '../../../shell/states.tsx'
import { useRead } from '../../../shell/use-read.ts'
import { childrenText as text } from '../children.text.ts'
import { countOf, type Fate, type Row, type RowPage, type Run } from '../import-types.ts'
import { MendDrawer } from './mend-drawer.tsx'

type Filter = Fate | 'waiting' | ''
const fates = ['created', 'updated', 'unchanged', 'rejected'] as const satisfies readonly Fate[]

/** Each row's fate with its reason; what waits is mended, or approved, from here. */
export function RunRows({ run }: { run: Run }) {
  const { md } = Grid.useBreakpoint()
  const [filter, setFilter] = useState<Filter>(countOf(run, 'rejected') > 0 ? 'rejected' : '')
  const [sheet, setSheet] = useState<number | undefined>(undefined)
  const [page, setPage] = useState(1)
  const [mending, setMending] = useState<Row | undefined>(undefined)
  const [approving, setApproving] = useState<{ child: string; category: string } | undefined>(undefined)
  const rows = useRead<RowPage>(
    withQuery(`/api/children/imports/${run.id}/rows`, { fate: filter, sheet, page }),
  )
  const total = run.sheets.reduce((sum, each) => sum + each.rows, 0)
  const choose = (next: Filter) => {
    setFilter(next)
    setPage(1)
  }
  const options = [
    { value: '' as Filter, label: `${text.all} ${total}` },
    ...fates.map((fate) => ({
      value: fate as Filter,
      label: `${text.fates[fate].mark} ${text.fates[fate].word} ${countOf(run, fate)}`,
    })),
    ...(run.toApprove > 0 ? [{ value: 'waiting' as Filter, label: `${text.waiting} ${run.toApprove}` }] : []),
  ]
  return (
    <section className="sheet">
      <h2 className="section">{text.results}</h2>
      <div className="list-tools">
        {md ? (
          <Segmented<Filter> value={filter} options={options} onChange={choose} />
        ) : (
          <Select<Filter> value={filter} options={options} onChange={choose} style={{ width: '100%' }} />
        )}
        {run.sheets.length > 1 && (
          <Select
            style={{ minWidth: 160 }}
            allowClear
            placeholder={text.allSheets}
            value={sheet ?? null}
            options={run.sheets.map((each, index) => ({ value: index, label: each.name }))}
            onChange={(next) => {
              setSheet(next ?? undefined)
              setPage(1)
            }}
          />
        )}
      </div>
      <Answer of={rows}>
        {(data) =>
          data.total === 0 ? (
            <Nothing>{total === 0 ? text.nothingRead : text.noRows}</Nothing>
          ) : (
            <Table<Row>
              className="run-rows"
              size="middle"
              rowKey="row"
              dataSource={[...data.rows]}
              loading={rows.isFetching}
              pagination={{
                current: page,
                pageSize: data.pageSize,
                total: data.total,
                showSizeChanger: false,
                hideOnSinglePage: true,
                onChange: setPage,
              }}
              columns={[
                {
                  title: text.line,
                  key: 'line',
                  width: 150,
                  render: (_, row) => (
                    <span className="quiet">
                      {row.sheet} {row.line}
                    </span>
                  ),
                },
                { title: text.name, key: 'name', width: 120, render: (_, row) => <NameOf row={row} /> },
                {
                  title: text.fate,
                  key: 'fate',
                  width: 100,
                  render: (_, row) => <FateMark fate={row.fate} />,
                },
                { title: text.why, key: 'why', render: (_, row) => <Reasons row={row} /> },
                {
                  title: '',
                  key: 'act',
                  width: 110,
                  render: (_, row) => (
                    <RowActs row={row} onMend={() => setMending(row)} onApprove={setApproving} />
                  ),
                },
              ]}
            />
          )
        }
      </Answer>
      {mending && (
        <MendDrawer key={mending.row} run={run.id} row={mending} onClose={() => setMending(undefined)} />
      )}
      {approving && (
        <FormDrawer title={text.approve} onClose={() => setApproving(undefined)}>
          <ActForm
            act={listChild}
            given={{ ...approving, basis: 'concern' }}
            onDone={() => setApproving(undefined)}
            onCancel={() => setApproving(undefined)}
          />
        </FormDrawer>
      )}
    </section>
  )
}

function RowActs({
  row,
  onMend,
  onApprove,
}: {
  row: Row
  onMend: () => void
  onApprove: (listing: { child: string; category: string }) => void
}) {
  const session = useSession()
  const [category] = row.concerns
  const { child } = row
  if (row.fate === 'rejected') return <Button onClick={onMend}>{text.mend}</Button>
  if (child && category && session.acts.includes(listChild.name)) {
    return <Button onClick={() => onApprove({ child, category })}>{text.approve}</Button>
  }
  return child ? <Link to={`/children/${child}`}>{text.openFile}</Link> : null
}

function NameOf({ row }: { row: Row }) {
  const name = row.cells.find((cell) => cell.field === 'name')?.text ?? ''
  return <strong>{name}</strong>
}

/** A fate as mark and word, never by colour alone. */
export function FateMark({ fate }: { fate: Fate }) {
  const { mark, word } = text.fates[fate]
  return (
    <span className={`fate fate-${fate}`}>
      <span aria-hidden>{mark}</span> {word}
    </span>
  )
}

function Reasons({ row }: { row: Row }) {
  const names = useNames()
  const lines = [
    ...row.faults.map((fault) => (fault.column ? `${fault.column}：${fault.message}` : fault.message)),
    ...row.changes.map((change) => text.change(change.label, change.before, change.after)),
    ...row.notices.map((notice) => notice.message),
    ...(row.concerns.length > 0
      ? [text.concernWaits(row.concerns.map((id) => names('childCategories', id)).join('、'))]
      : []),
  ]
  return (
    <ul className="reasons">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
}
