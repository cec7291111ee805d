import type { BulletinBlock } from '@hulei/core'
import { Fragment } from 'react'
import '../insight.css'
import { insightText as text } from '../insight.text.ts'

type Table = Extract<BulletinBlock, { type: 'table' }>

/** The tables of an analysis as bars: each as long as its figure, beside the figure itself. */
export function Charts({ blocks }: { blocks: readonly BulletinBlock[] }) {
  const tables = blocks.filter((block): block is Table => block.type === 'table')
  return (
    <section className="sheet charts" aria-label={text.charts}>
      <h2 className="section">{text.charts}</h2>
      {tables.length < 2 && <p className="quiet">{text.noCharts}</p>}
      {tables.map((table) => (
        <Fragment key={table.id}>
          <h3>{table.caption}</h3>
          <Bars rows={table.rows} />
        </Fragment>
      ))}
      <p className="quiet">{text.chartsNote}</p>
    </section>
  )
}

function Bars({ rows }: { rows: Table['rows'] }) {
  const largest = Math.max(1, ...rows.map((row) => Number(row[1])))
  return (
    <dl className="bars">
      {rows.map(([name = '', count = '']) => (
        <Fragment key={name}>
          <dt>{name}</dt>
          <dd className="bar" aria-hidden="true">
            <span style={{ width: `${(Number(count) / largest) * 100}%` }} />
          </dd>
          <dd>{count}</dd>
        </Fragment>
      ))}
    </dl>
  )
}
