import { type Day, formatDayZh } from '@hulei/core'
import { Button, Table, type TableColumnsType } from 'antd'
import { downloadUrl } from '../../../shell/api.ts'
import { PageHead } from '../../../shell/page-head.tsx'
import { Answer } from '../../../shell/states.tsx'
import { hueColours } from '../../../shell/theme.ts'
import { useRead } from '../../../shell/use-read.ts'
import { protectionText as text } from '../protection.text.ts'

type Access = {
  readonly holder: string
  readonly title: string
  readonly unit: string
  readonly where: string
  readonly sees: readonly string[]
  readonly from: string
  readonly approvedBy: string | null
}

/** 查看权限登记: who may see minors' data, and who approved it. */
export function Page() {
  const read = useRead<{ access: Access[] }>('/api/access-record')
  return (
    <div className="page">
      <PageHead
        title={text.access}
        actions={
          <>
            <Button href={downloadUrl('/api/access-record/document.docx')}>{text.word}</Button>
            <Button onClick={() => window.print()}>{text.print}</Button>
          </>
        }
      >
        {text.accessNote}
      </PageHead>
      <section className="sheet">
        <Answer of={read}>
          {({ access }) => (
            <>
              <p>
                {text.accessCount(access.length, access.filter((each) => each.approvedBy === null).length)}
              </p>
              <Table<Access>
                rowKey={(row) => `${row.holder} ${row.unit} ${row.title} ${row.where}`}
                size="middle"
                columns={columns}
                dataSource={access}
                pagination={false}
                scroll={{ x: 900 }}
              />
            </>
          )}
        </Answer>
      </section>
    </div>
  )
}

const columns: TableColumnsType<Access> = [
  { title: text.holder, key: 'holder', width: 96, fixed: 'left', render: (_, row) => row.holder },
  { title: text.post, key: 'post', width: 180, render: (_, row) => `${row.unit} ${row.title}` },
  { title: text.where, key: 'where', width: 140, render: (_, row) => row.where },
  { title: text.sees, key: 'sees', render: (_, row) => row.sees.join(text.comma) },
  { title: text.from, key: 'from', width: 130, render: (_, row) => formatDayZh(row.from as Day) },
  {
    title: text.approvedBy,
    key: 'approvedBy',
    width: 110,
    render: (_, row) => row.approvedBy ?? <span style={{ color: hueColours.bad }}>■ {text.notApproved}</span>,
  },
]
