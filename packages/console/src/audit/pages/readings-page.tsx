import { instantLabel } from '@hulei/core'
import { Table, Typography } from 'antd'
import { PageHead } from '../../shell/page-head.tsx'
import { Answer, Nothing } from '../../shell/states.tsx'
import { auditText as text } from '../audit.text.ts'
import { LogPager, LogTools } from '../log-tools.tsx'
import { roleTitle } from '../role-title.ts'
import { useLog } from '../use-log.ts'

type Line = {
  id: string
  at: string
  holder: string | null
  role: string
  what: keyof typeof text.ways
  kind: string
  record: string | null
  /** Of lists of leads and cases it is not told. */
  rows: number | null
}

/** Who read minors' records. */
export function Page() {
  const log = useLog<{ rows: Line[]; next: string | null }>('/api/audit/readings')
  return (
    <div className="page">
      <PageHead title={text.readingsTitle}>{text.readingsIntro}</PageHead>
      <section className="sheet">
        <LogTools log={log} />
        <Answer of={log.page}>
          {(data) => (
            <>
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
                    { title: text.at, render: (_, line) => instantLabel(line.at) },
                    { title: text.holder, dataIndex: 'holder' },
                    { title: text.role, render: (_, line) => roleTitle(line.role) },
                    { title: text.what, render: (_, line) => text.ways[line.what] },
                    { title: text.kind, dataIndex: 'kind' },
                    { title: text.rows, dataIndex: 'rows', align: 'right' },
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
