import { PlusOutlined } from '@ant-design/icons'
import {
  type Analysis,
  formatDayZh,
  formatMonthZh,
  type Month,
  minDay,
  monthOf,
  previousMonth,
} from '@hulei/core'
import { Button, Select, Space, Table, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { downloadUrl, withQuery } from '../../../shell/api.ts'
import { PageHead } from '../../../shell/page-head.tsx'
import { useSession } from '../../../shell/session.tsx'
import { Answer, Nothing, ProblemNote } from '../../../shell/states.tsx'
import { usePerform } from '../../../shell/use-perform.ts'
import { useRead } from '../../../shell/use-read.ts'
import { insightText as text } from '../insight.text.ts'
import { AnalysisState } from '../parts/analysis-state.tsx'

type Listed = Pick<Analysis, 'id' | 'month' | 'title' | 'status' | 'issuedOn' | 'asOf'>

/** 案件分析: one a month; the police or the office begin the next one here. */
export function Page() {
  const { acts } = useSession()
  const isDrafter = acts.includes('analysis.draft')
  const page = useRead<{ rows: Listed[] }>(
    withQuery('/api/registers/analysis', {
      fields: 'month,status,title,asOf,issuedOn',
      state: 'all',
      limit: 200,
    }),
  )
  return (
    <div className="page">
      <PageHead title={text.analyses}>{text.analysesNote}</PageHead>
      <section className="sheet">
        {isDrafter && page.data && <Begin rows={page.data.rows} />}
        <Answer of={page}>
          {({ rows }) =>
            rows.length === 0 ? (
              <Nothing>{isDrafter ? text.noneForDrafter : text.none}</Nothing>
            ) : (
              <Table<Listed>
                rowKey="id"
                size="middle"
                columns={columns}
                dataSource={[...rows].sort((left, right) => right.month.localeCompare(left.month))}
                pagination={false}
                scroll={{ x: 'max-content' }}
              />
            )
          }
        </Answer>
      </section>
    </div>
  )
}

const columns: TableColumnsType<Listed> = [
  { title: text.month, key: 'month', render: (_, row) => formatMonthZh(row.month as Month) },
  {
    title: text.title,
    key: 'title',
    render: (_, row) => <Link to={`/analyses/${row.id}`}>{row.title}</Link>,
  },
  { title: text.state, key: 'state', render: (_, row) => <AnalysisState status={row.status} /> },
  {
    title: text.issuedOn,
    key: 'issuedOn',
    render: (_, row) => (row.issuedOn ? formatDayZh(row.issuedOn) : text.none_),
  },
  { title: text.asOf, key: 'asOf', render: (_, row) => formatDayZh(row.asOf) },
  {
    title: '',
    key: 'word',
    render: (_, row) => <a href={downloadUrl(`/api/analyses/${row.id}/document.docx`)}>{text.word}</a>,
  },
]

/** A month that is over, at first the last one without an analysis, and the button that drafts it. */
function Begin({ rows }: { rows: readonly Listed[] }) {
  const { playbook, township } = useSession()
  const navigate = useNavigate()
  const { perform, isBusy, problem } = usePerform()
  const months: Month[] = []
  const last = previousMonth(monthOf(minDay(township.today, playbook.plan.to)))
  for (let month = last; month >= monthOf(playbook.plan.from); month = previousMonth(month))
    months.push(month)
  const free = months.filter((month) => !rows.some((row) => row.month === month && row.status === 'issued'))
  const [chosen, setChosen] = useState<Month | undefined>(undefined)
  const month = chosen ?? free[0]
  if (!month) return null
  const draft = async () => {
    const record = crypto.randomUUID()
    if (await perform({ act: 'analysis.draft', record, input: { month } }))
      void navigate(`/analyses/${record}`)
  }
  return (
    <div style={{ marginBottom: 16 }}>
      <Space wrap>
        <Select
          aria-label={text.draftMonth}
          value={month}
          onChange={setChosen}
          style={{ width: 140 }}
          options={free.map((each) => ({ value: each, label: formatMonthZh(each) }))}
        />
        <Button type="primary" icon={<PlusOutlined />} loading={isBusy} onClick={draft}>
          {text.draft}
        </Button>
      </Space>
      {problem && <ProblemNote problem={problem} />}
    </div>
  )
}
