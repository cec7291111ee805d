import { InboxOutlined } from '@ant-design/icons'
import { instantLabel } from '@hulei/core'
import { Spin, Table, Upload } from 'antd'
import { Link, useNavigate } from 'react-router'
import { PageHead } from '../../../shell/page-head.tsx'
import { Answer, Nothing, ProblemNote } from '../../../shell/states.tsx'
import { useRead } from '../../../shell/use-read.ts'
import { childrenText as text } from '../children.text.ts'
import { useHandIn } from '../hand-in.ts'
import { countOf, type Run } from '../import-types.ts'

/** Where a ledger is dropped, and the ledgers that came before. */
export function Page() {
  const navigate = useNavigate()
  const { handIn, isBusy, problem } = useHandIn()
  const runs = useRead<{ runs: Run[] }>('/api/children/imports')
  const take = async (file: File) => {
    const run = await handIn(file)
    if (run) void navigate(`/children/import/${run.id}`)
  }
  return (
    <div className="page">
      <PageHead title={text.importTitle}>{text.importNote}</PageHead>
      <section className="sheet" style={{ marginBottom: 16 }}>
        <Spin spinning={isBusy} description={text.uploading}>
          <Upload.Dragger
            accept=".xlsx,.xls,.csv,.txt,.html,.htm,.xml,.et"
            multiple={false}
            showUploadList={false}
            beforeUpload={(file) => {
              void take(file)
              return false
            }}
          >
            <p style={{ fontSize: 32, margin: '8px 0', color: '#0f6e7c' }}>
              <InboxOutlined />
            </p>
            <p style={{ fontSize: 16, margin: '4px 0' }}>{text.drop}</p>
            <p className="quiet" style={{ margin: '4px 12px 12px' }}>
              {text.dropNote}
            </p>
          </Upload.Dragger>
        </Spin>
        {problem && (
          <div style={{ marginTop: 12 }}>
            <ProblemNote problem={problem} />
          </div>
        )}
      </section>
      <section className="sheet">
        <h2 className="section">{text.earlier}</h2>
        <Answer of={runs}>
          {({ runs: list }) =>
            list.length === 0 ? <Nothing>{text.noneEarlier}</Nothing> : <RunTable runs={list} />
          }
        </Answer>
      </section>
    </div>
  )
}

function RunTable({ runs }: { runs: readonly Run[] }) {
  return (
    <Table<Run>
      size="middle"
      rowKey="id"
      dataSource={[...runs]}
      pagination={runs.length > 20 ? { pageSize: 20, showSizeChanger: false } : false}
      scroll={{ x: 'max-content' }}
      columns={[
        {
          title: text.file,
          key: 'file',
          render: (_, run) => <Link to={`/children/import/${run.id}`}>{run.fileName}</Link>,
        },
        { title: text.state, key: 'state', render: (_, run) => text.states[run.state] },
        ...(['created', 'updated', 'unchanged', 'rejected'] as const).map((fate) => ({
          title: text.fates[fate].word,
          key: fate,
          align: 'right' as const,
          render: (_: unknown, run: Run) => countOf(run, fate),
        })),
        ...(runs.some((run) => run.sealedCells > 0)
          ? [
              {
                title: text.sealedCells,
                key: 'sealed',
                align: 'right' as const,
                render: (_: unknown, run: Run) => run.sealedCells || '',
              },
            ]
          : []),
        { title: text.by, key: 'by', render: (_, run) => run.by },
        { title: text.handedIn, key: 'at', render: (_, run) => instantLabel(run.receivedAt) },
      ]}
    />
  )
}
