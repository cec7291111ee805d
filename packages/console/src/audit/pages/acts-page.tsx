import { instantLabel } from '@hulei/core'
import { Table, Typography } from 'antd'
import { PageHead } from '../../shell/page-head.tsx'
import { useNames } from '../../shell/session.tsx'
import { Answer, Nothing } from '../../shell/states.tsx'
import { auditText as text } from '../audit.text.ts'
import { LogPager, LogTools } from '../log-tools.tsx'
import { roleTitle } from '../role-title.ts'
import { useLog } from '../use-log.ts'

type Line = {
  id: string
  title: string
  by: string
  role: string
  unit: string
  kind: string
  record: string | null
  receivedAt: string
}
type Log = { rows: Line[]; next: string | null; head: { hash: string } | null }

/** What was done, by whom, when; and the head of the chain, which also stands at the foot of each bulletin. */
export function Page() {
  const names = useNames()
  const log = useLog<Log>('/api/audit/acts')
  return (
    <div className="page">
      <PageHead title={text.actsTitle}>{text.actsIntro}</PageHead>
      <section className="sheet">
        <LogTools log={log} />
        <Answer of={log.page}>
          {(data) => (
            <>
              {data.head && (
                <p>
                  {text.head}：
                  <Typography.Text code copyable={{ text: data.head.hash }}>
                    {data.head.hash.slice(0, 16)}…
                  </Typography.Text>
                </p>
              )}
              {data.rows.length === 0 ? (
                <Nothing>{text.empty}</Nothing>
              ) : (
                <Table
                  rowKey="id"
                  size="middle"
                  pagination={false}
                  scroll={{ x: 'max-content' }}
                  dataSource={data.rows}
                  columns={[
                    { title: text.receivedAt, render: (_, line) => instantLabel(line.receivedAt) },
                    { title: text.act, dataIndex: 'title' },
                    { title: text.by, dataIndex: 'by' },
                    { title: text.role, render: (_, line) => roleTitle(line.role) },
                    { title: text.unit, render: (_, line) => names('units', line.unit) },
                    { title: text.kind, dataIndex: 'kind' },
                    {
                      title: text.record,
                      render: (_, line) =>
                        line.record && (
                          <Typography.Text code copyable={{ text: line.record }}>
                            {line.record.slice(0, 8)}
                          </Typography.Text>
                        ),
                    },
                  ]}
                />
              )}
              <LogPager log={log} next={data.next} />
            </>
          )}
        </Answer>
      </section>
    </div>
  )
}
