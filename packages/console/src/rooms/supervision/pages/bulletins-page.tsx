import { PlusOutlined } from '@ant-design/icons'
import {
  type Bulletin,
  bulletinNumberZh,
  formatDayZh,
  formatMonthZh,
  lastDayOf,
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
import { type PostSession, useSession } from '../../../shell/session.tsx'
import { Answer, Nothing, ProblemNote } from '../../../shell/states.tsx'
import { usePerform } from '../../../shell/use-perform.ts'
import { useRead } from '../../../shell/use-read.ts'
import { BulletinState } from '../parts/bulletin-state.tsx'
import { supervisionText as text } from '../supervision.text.ts'

type Listed = Pick<Bulletin, 'id' | 'month' | 'title' | 'status' | 'issueNumber' | 'issuedOn' | 'asOf'>

const FIELDS = 'month,status,title,asOf,issueNumber,issuedOn'

/** 通报: every bulletin by month with its state; the office begins a new one here. */
export function Page() {
  const session = useSession()
  const isDrafter = session.acts.includes('bulletin.draft')
  const page = useRead<{ rows: Listed[] }>(
    withQuery('/api/registers/bulletin', { fields: FIELDS, state: 'all', limit: 200 }),
  )
  return (
    <div className="page">
      <PageHead title={text.bulletins} actions={<Records session={session} />}>
        {text.bulletinsNote}
      </PageHead>
      <section className="sheet">
        {isDrafter && <Begin rows={page.data?.rows ?? []} />}
        <Answer of={page}>
          {({ rows }) =>
            rows.length === 0 ? (
              <Nothing>{isDrafter ? text.noneForDrafter : text.none}</Nothing>
            ) : (
              <Table<Listed>
                rowKey="id"
                size="middle"
                columns={columns}
                dataSource={[...rows].sort(newestFirst)}
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

const newestFirst = (left: Listed, right: Listed) =>
  right.month.localeCompare(left.month) || (right.issueNumber ?? 999) - (left.issueNumber ?? 999)

const columns: TableColumnsType<Listed> = [
  { title: text.month, key: 'month', width: 110, render: (_, row) => formatMonthZh(row.month as Month) },
  {
    title: text.title,
    key: 'title',
    width: 420,
    render: (_, row) => <Link to={`/bulletins/${row.id}`}>{row.title}</Link>,
  },
  { title: text.state, key: 'state', width: 110, render: (_, row) => <BulletinState status={row.status} /> },
  {
    title: text.number,
    key: 'number',
    width: 130,
    render: (_, row) => bulletinNumberZh(row) ?? text.noNumber,
  },
  {
    title: text.issuedOn,
    key: 'issuedOn',
    width: 130,
    render: (_, row) => (row.issuedOn ? formatDayZh(row.issuedOn) : text.noNumber),
  },
  { title: text.asOf, key: 'asOf', width: 130, render: (_, row) => formatDayZh(row.asOf) },
  {
    title: '',
    key: 'word',
    render: (_, row) => <a href={downloadUrl(`/api/bulletins/${row.id}/document.docx`)}>{text.word}</a>,
  },
]

/** The other papers of the office's rhythm, which have registers of their own. */
function Records({ session }: { session: PostSession }) {
  const links = [
    ['supervisionMeeting', text.meetings],
    ['talk', text.talks],
  ] as const
  return links
    .filter(([kind]) => session.registers.some((each) => each.kind === kind))
    .map(([kind, title]) => (
      <Link key={kind} to={`/registers/${kind}`}>
        <Button>{title}</Button>
      </Link>
    ))
}

/** A month to report on, at first the last one without a bulletin, and the button that drafts it. */
function Begin({ rows }: { rows: readonly Listed[] }) {
  const { playbook, township } = useSession()
  const navigate = useNavigate()
  const { perform, isBusy, problem } = usePerform()
  const months = monthsBack(playbook.plan.from, minDay(township.today, playbook.plan.to))
  const isReported = (month: string) => rows.some((row) => row.month === month && row.issueNumber)
  const ended = months.filter((month) => lastDayOf(month) < township.today)
  const first = ended.find((month) => !isReported(month)) ?? months[0]
  const [chosen, setChosen] = useState<Month | undefined>(undefined)
  const month = chosen ?? first
  if (!month) return null
  const draft = async () => {
    const record = crypto.randomUUID()
    if (await perform({ act: 'bulletin.draft', record, input: { month } }))
      void navigate(`/bulletins/${record}`)
  }
  return (
    <div style={{ marginBottom: 16 }}>
      <Space wrap>
        <Select
          aria-label={text.draftMonth}
          value={month}
          onChange={setChosen}
          style={{ width: 140 }}
          options={months.map((each) => ({ value: each, label: formatMonthZh(each) }))}
        />
        <Button type="primary" icon={<PlusOutlined />} loading={isBusy} onClick={draft}>
          {text.draft}
        </Button>
      </Space>
      {problem && (
        <div style={{ marginTop: 12 }}>
          <ProblemNote problem={problem} />
        </div>
      )}
    </div>
  )
}

/** Months of the plan up to now, the last first. */
function monthsBack(from: PostSession['playbook']['plan']['from'], to: typeof from): Month[] {
  const months: Month[] = []
  for (let month = monthOf(to); month >= monthOf(from); month = previousMonth(month)) months.push(month)
  return months
}
