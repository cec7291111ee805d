import { type DutyLight, type DutyRow, type DutyRows, formatDayOfYearZh, statusWords } from '@hulei/core'
import { Table } from 'antd'
import { Link } from 'react-router'
import { withQuery } from '../../../shell/api.ts'
import { pageOfRecord } from '../../../shell/record-page.ts'
import { useNames } from '../../../shell/session.tsx'
import { Answer, Nothing } from '../../../shell/states.tsx'
import { useRead } from '../../../shell/use-read.ts'
import { dutiesText as text } from '../duties.text.ts'
import type { DutyTime } from '../duty-address.ts'

const pathOf = (kind: string, id: string) => pageOfRecord(kind, id) ?? `/registers/${kind}`

/** The rows behind one part of a light, those still missing first. */
export function RowsList({ light, part, time }: { light: DutyLight; part: number; time: DutyTime }) {
  const names = useNames()
  const judged = light.parts[part]
  const isCounted = judged && judged.status !== 'not-measured'
  const rows = useRead<DutyRows>(
    isCounted
      ? withQuery('/api/duties/rows', {
          duty: light.duty,
          ...(light.village ? { village: light.village } : { unit: light.unit }),
          window: light.window.key,
          part,
          ...(time.asOf && { asOf: time.asOf }),
        })
      : null,
  )
  if (!isCounted) return <p className="quiet">{text.notMeasured}</p>
  return (
    <Answer of={rows}>
      {(data) =>
        data.rows.length === 0 && data.hidden === 0 ? (
          <Nothing>{judged.counting === 'word' ? text.attestedByWord : text.noRows}</Nothing>
        ) : (
          <>
            {data.rows.length > 0 && (
              <Table
                size="small"
                rowKey="record"
                pagination={data.rows.length > 50 ? { pageSize: 50, showSizeChanger: false } : false}
                dataSource={[...data.rows]}
                columns={[
                  {
                    title: text.row,
                    render: (_, row) => (
                      <>
                        <Link to={pathOf(row.kind, row.record)}>{row.label}</Link>
                        {!light.village && row.village && (
                          <span className="quiet"> {names('villages', row.village)}</span>
                        )}
                      </>
                    ),
                  },
                  {
                    title: text.counted,
                    align: 'right',
                    width: 96,
                    render: (_, row) => <Count due={row.due} done={row.done} />,
                  },
                  ...(data.rows.some((row) => row.proofs.length > 0) ? [proofColumn] : []),
                ]}
              />
            )}
            {data.hidden > 0 && <p className="quiet">{text.hidden(data.hidden)}</p>}
            {data.left > 0 && <p className="quiet">{text.left(data.left)}</p>}
          </>
        )
      }
    </Answer>
  )
}

const proofColumn = {
  title: text.proofs,
  render: (_: unknown, row: DutyRow) =>
    row.proofs.map((proof) => (
      <Link
        key={proof.record}
        to={pathOf(proof.kind, proof.record)}
        style={{ marginInlineEnd: 8, whiteSpace: 'nowrap' }}
      >
        {formatDayOfYearZh(proof.on)}
      </Link>
    )),
}

/** Done of due, with the shape of done or missing. */
export function Count({ due, done }: { due: number; done: number }) {
  const { shape } = statusWords[done >= due ? 'met' : 'on-course']
  return (
    <span style={{ whiteSpace: 'nowrap' }}>
      <span aria-hidden="true">{shape}</span> {due > 0 ? `${done}/${due}` : done}
    </span>
  )
}
