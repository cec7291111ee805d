import { instantLabel, reportLead } from '@hulei/core'
import { Alert, Button, Table, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { ActForm } from '../../../registers/index.ts'
import { PageHead } from '../../../shell/page-head.tsx'
import { useNames } from '../../../shell/session.tsx'
import { Answer, Nothing } from '../../../shell/states.tsx'
import { useRead } from '../../../shell/use-read.ts'
import '../reporting.css'
import { reportingText as text } from '../reporting.text.ts'

type Own = {
  readonly id: string
  readonly code: string
  readonly concerns: string
  readonly reportedAt: string
  readonly state: string
  readonly answer: string | null
}
type Outside = { readonly name: string; readonly phone: string }

/** 报告可疑情况: 110 first, then the form of the act, then what became of one's own. */
export function Page() {
  const [sent, setSent] = useState<{ readonly outside?: Outside } | undefined>(undefined)
  const own = useRead<{ rows: readonly Own[] }>('/api/leads/mine')
  return (
    <div className="page">
      <PageHead title={text.report}>{text.reportNote}</PageHead>
      <Alert
        type="error"
        showIcon
        style={{ marginBottom: 16 }}
        title={<a href="tel:110">{text.urgent}</a>}
        description={text.others}
      />
      <div className="sheets">
        <section className="sheet" style={{ maxWidth: 720 }}>
          {sent ? (
            <Alert
              type="success"
              showIcon
              title={text.sent}
              description={
                sent.outside ? text.sentOutside(sent.outside.name, sent.outside.phone) : text.sentText
              }
              action={<Button onClick={() => setSent(undefined)}>{text.again}</Button>}
            />
          ) : (
            <ActForm
              act={reportLead}
              onDone={(reply) => setSent(reply.outside ? { outside: reply.outside as Outside } : {})}
            />
          )}
        </section>
        <section className="sheet">
          <h2 className="section">{text.mine}</h2>
          <Answer of={own}>
            {({ rows }) => (rows.length === 0 ? <Nothing>{text.noneMine}</Nothing> : <Mine rows={rows} />)}
          </Answer>
        </section>
      </div>
    </div>
  )
}

function Mine({ rows }: { rows: readonly Own[] }) {
  const names = useNames()
  const columns: TableColumnsType<Own> = [
    { title: text.code, key: 'code', render: (_, row) => row.code },
    { title: text.reportedAt, key: 'at', render: (_, row) => instantLabel(row.reportedAt) },
    { title: text.concerns, key: 'concerns', render: (_, row) => names('leadConcerns', row.concerns) },
    { title: text.state, key: 'state', render: (_, row) => names('leadStates', row.state) },
    { title: text.answer, key: 'answer', render: (_, row) => row.answer },
  ]
  return (
    <Table<Own>
      rowKey="id"
      size="middle"
      columns={columns}
      dataSource={[...rows]}
      pagination={false}
      scroll={{ x: 'max-content' }}
    />
  )
}
