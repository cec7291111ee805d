import { PlusOutlined } from '@ant-design/icons'
import { type AnyAct, type AnyKind, isSortable, type Labels, placeColumnsOf, wordsOf } from '@hulei/core'
import { App, Button, Input, Segmented, Table } from 'antd'
import { useMemo, useState } from 'react'
import { useSearchParams } from 'react-router'
import { downloadUrl, withQuery } from '../../shell/api.ts'
import { FormDrawer } from '../../shell/form-drawer.tsx'
import { PageHead } from '../../shell/page-head.tsx'
import { useNames, useSession } from '../../shell/session.tsx'
import { Answer, Nothing } from '../../shell/states.tsx'
import { useRead } from '../../shell/use-read.ts'
import type { RecordRow } from '../act-values.ts'
import { actsOf } from '../acts-of-kind.ts'
import { useKept } from '../kept.ts'
import { addressOf, readAddress, shownColumns } from '../list-query.ts'
import { hasNextStep } from '../next-step.ts'
import { registersText as text } from '../registers.text.ts'
import { ActForm } from './act-form.tsx'
import { ColumnTool, FilterTool, ViewTool } from './list-tools.tsx'
import { NextStepOfMade } from './next-step-note.tsx'
import { RecordDrawer } from './record-drawer.tsx'

const PAGE = 50

type List = { rows: RecordRow[]; next: string | null; total?: number; labels?: Labels }

/** The register of a kind as a page: its list with filters, a drawer for each record, a form for a new one. */
export function Register({ kind }: { kind: AnyKind }) {
  const session = useSession()
  const { message } = App.useApp()
  const [params, setParams] = useSearchParams()
  const { q, state, sort, filters } = readAddress(kind, params)
  const [kept, keepColumns] = useKept<readonly string[]>(`hulei.columns.${kind.name}`, [])
  const columns = shownColumns(kind, kept, session.registers)
  /** Where each page after the first begins; the last is the one shown. */
  const [cursors, setCursors] = useState<readonly string[]>([])
  const [opened, setOpened] = useState<string | undefined>(undefined)
  const [making, setMaking] = useState<AnyAct | undefined>(undefined)
  const [made, setMade] = useState<string | undefined>(undefined)
  const hasSearch = Object.values(kind.fields).some((field) => field.search)
  const query = { ...filters, q, state, sort, fields: columns.join(','), labels: 'true', count: 'true' }
  const list = useRead<List>(
    withQuery(`/api/registers/${kind.name}`, { ...query, limit: PAGE, cursor: cursors.at(-1) }),
  )

  const go = (next: Partial<ReturnType<typeof readAddress>>) => {
    setCursors([])
    setParams(addressOf({ q, state, sort, filters, ...next }), { replace: true })
  }
  // The search text is left out of what is kept: it may be a child's name.
  const viewQuery = new URLSearchParams(addressOf({ q: '', state, sort, filters })).toString()
  return (
    <div className="page">
      <PageHead
        title={kind.title}
        actions={
          <>
            <Button
              href={downloadUrl(withQuery(exportOf(kind), { ...query, labels: undefined, count: undefined }))}
            >
              {text.exportSeen}
            </Button>
            {actsOf(kind, session, 'new').map((act) => (
              <Button key={act.name} type="primary" icon={<PlusOutlined />} onClick={() => setMaking(act)}>
                {act.title}
              </Button>
            ))}
          </>
        }
      >
        {kind.purpose}
      </PageHead>
      {made && hasNextStep(kind) && <NextStepOfMade kind={kind} id={made} />}
      <section className="sheet">
        <div className="list-tools no-print">
          {hasSearch && (
            <Input.Search
              key={q}
              allowClear
              defaultValue={q}
              placeholder={placeholderOf(kind)}
              style={{ maxWidth: 320 }}
              onSearch={(typed) => go({ q: typed.trim() })}
            />
          )}
          {kind.endsOn && (
            <Segmented
              value={state}
              options={Object.entries(text.states).map(([value, label]) => ({ value, label }))}
              onChange={(next) => go({ state: next })}
            />
          )}
          <FilterTool kind={kind} filters={filters} onChange={(next) => go({ filters: next })} />
          <span style={{ flex: 1 }} />
          <ViewTool
            kind={kind.name}
            query={viewQuery}
            onGo={(saved) => {
              setCursors([])
              setParams(new URLSearchParams(saved), { replace: true })
            }}
          />
          <ColumnTool kind={kind} columns={columns} onChange={keepColumns} />
        </div>
        <Answer of={list}>
          {(data) => (
            <>
              <RegisterTable
                kind={kind}
                columns={columns}
                list={data}
                sort={sort}
                onSort={(next) => go({ sort: next })}
                onOpen={setOpened}
                isBusy={list.isFetching}
              />
              {data.rows.length === 0 && (
                <Nothing>{q || Object.keys(filters).length > 0 ? text.none : text.noneYet}</Nothing>
              )}
              <div className="quiet list-pages no-print">
                {text.shown(
                  cursors.length * PAGE + (data.rows.length > 0 ? 1 : 0),
                  cursors.length * PAGE + data.rows.length,
                  data.total,
                )}
                <span style={{ flex: 1 }} />
                <Button disabled={cursors.length === 0} onClick={() => setCursors(cursors.slice(0, -1))}>
                  {text.previous}
                </Button>
                <Button
                  disabled={data.next === null}
                  onClick={() => data.next && setCursors([...cursors, data.next])}
                >
                  {text.next}
                </Button>
              </div>
            </>
          )}
        </Answer>
      </section>
      {opened && <RecordDrawer kind={kind} id={opened} onClose={() => setOpened(undefined)} />}
      {making && (
        <FormDrawer title={making.title} width={560} onClose={() => setMaking(undefined)}>
          <ActForm
            act={making}
            onCancel={() => setMaking(undefined)}
            onDone={(reply) => {
              setMaking(undefined)
              setMade(reply.record ?? undefined)
              void message.success(text.done)
            }}
          />
        </FormDrawer>
      )}
    </div>
  )
}

/** The register of children has its official columns; any other is exported with those on screen. */
const exportOf = (kind: AnyKind): string =>
  kind.name === 'child' ? '/api/children/export.xlsx' : `/api/registers/${kind.name}/export.xlsx`

/** A long value takes no more than its share of the line; the whole of it stands in the drawer, and in the tip. */
const Cell = ({ children }: { children: string }) => (
  <span className="cell" title={children.length > 20 ? children : undefined}>
    {children}
  </span>
)

/** How the table marks the column that it is sorted by. */
const orderOf = (sort: string, name: string) =>
  sort === name ? ('ascend' as const) : sort === `-${name}` ? ('descend' as const) : null

/** By what a register of this kind can be searched: by name in any spelling, by a whole number, or both. */
function placeholderOf(kind: AnyKind): string {
  const fields = Object.values(kind.fields)
  const byName = fields.some((field) => field.search === 'pinyin')
  if (fields.some((field) => field.type === 'residentId')) return byName ? text.searchIdToo : text.searchId
  return text.searchOf(fields.some((field) => field.search && field.type === 'personName'))
}

/** Rows with the chosen columns; on a phone the first two stay and the rest scroll. */
function RegisterTable({
  kind,
  columns,
  list,
  sort,
  onSort,
  onOpen,
  isBusy,
}: {
  kind: AnyKind
  columns: readonly string[]
  list: List
  sort: string
  onSort: (sort: string) => void
  onOpen: (id: string) => void
  isBusy: boolean
}) {
  const names = useNames()
  const shown = useMemo(() => {
    // A unit, or a village that acts as one: whose the row is stands in one column.
    const isEither = kind.owner === 'unit-or-village'
    const place = placeColumnsOf(kind)
      .filter((name) => !isEither || name !== 'unit')
      .map((name) => ({
        key: name,
        title: isEither && name === 'village' ? text.unitOrVillage : text[name],
        render: (_: unknown, row: RecordRow) =>
          isEither && name === 'village' && !row.village
            ? names('units', row.unit)
            : names(`${name}s`, row[name]),
      }))
    const fields = columns.flatMap((name) => {
      const field = kind.fields[name]
      if (!field) return []
      return [
        {
          key: name,
          // Not a plain string: the table would make it a label, like that of the input in a form beside it.
          title: <span>{field.label}</span>,
          ...(field.type === 'count' && { align: 'right' as const }),
          ...(isSortable(field) && { sorter: true, sortOrder: orderOf(sort, name) }),
          render: (_: unknown, row: RecordRow) => (
            <Cell>{wordsOf(field, row[name], names, list.labels)}</Cell>
          ),
        },
      ]
    })
    const [first, ...others] = fields
    return first ? [{ ...first, fixed: 'left' as const }, ...place, ...others] : place
  }, [kind, columns, list.labels, names, sort])
  return (
    <Table<RecordRow>
      rowKey="id"
      size="middle"
      loading={isBusy}
      pagination={false}
      scroll={{ x: 'max-content' }}
      dataSource={list.rows}
      columns={shown}
      locale={{ emptyText: ' ' }}
      onChange={(_page, _filters, chosen) => {
        const [first] = [chosen].flat()
        const name = String(first?.columnKey ?? '')
        onSort(first?.order ? `${first.order === 'descend' ? '-' : ''}${name}` : '')
      }}
      onRow={(row) => ({
        tabIndex: 0,
        style: { cursor: 'pointer' },
        onClick: () => onOpen(row.id),
        onKeyDown: (event) => {
          if (event.key === 'Enter') onOpen(row.id)
        },
      })}
    />
  )
}
