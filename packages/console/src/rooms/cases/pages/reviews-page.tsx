import { formatDayZh, formatMonthZh, isMonth, type Month, minDay, monthOf, previousMonth } from '@hulei/core'
import { Button, Select, Table, type TableColumnsType } from 'antd'
import { Link, useSearchParams } from 'react-router'
import { downloadUrl, withQuery } from '../../../shell/api.ts'
import { PageHead } from '../../../shell/page-head.tsx'
import { useNames, useSession } from '../../../shell/session.tsx'
import { Answer, Nothing } from '../../../shell/states.tsx'
import { useRead } from '../../../shell/use-read.ts'
import type { ReviewLine } from '../case-types.ts'
import { casesText as text } from '../cases.text.ts'
import { Due } from '../parts/section.tsx'

/** 案件倒查: the cases to review by the 5th, those of last month and those left over. */
export function Page() {
  const { playbook, township } = useSession()
  const [params, setParams] = useSearchParams()
  const columns = useColumns()
  const last = minDay(township.today, playbook.plan.to)
  const asked = params.get('month') ?? ''
  const month = isMonth(asked) ? asked : previousMonth(monthOf(last))
  const months: Month[] = []
  for (
    let each = monthOf(last);
    each >= previousMonth(monthOf(playbook.plan.from));
    each = previousMonth(each)
  )
    months.push(each)
  const read = useRead<{ lines: ReviewLine[] }>(withQuery('/api/case-reviews', { month }))
  return (
    <div className="page">
      <PageHead
        title={text.reviews}
        actions={
          <Button href={downloadUrl(withQuery('/api/case-reviews/document.docx', { month }))}>
            {text.wordOfMonth}
          </Button>
        }
      >
        {text.reviewsNote}
      </PageHead>
      <section className="sheet">
        <div className="list-tools no-print">
          <Select
            aria-label={text.month}
            value={month}
            style={{ width: 140 }}
            options={months.map((each) => ({ value: each, label: formatMonthZh(each) }))}
            onChange={(next) => setParams({ month: next }, { replace: true })}
          />
        </div>
        <Answer of={read}>
          {({ lines }) =>
            lines.length === 0 ? (
              <Nothing>{text.noCasesToReview}</Nothing>
            ) : (
              <Table<ReviewLine>
                rowKey={(line) => line.case.id}
                size="middle"
                columns={columns}
                dataSource={lines}
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

function useColumns(): TableColumnsType<ReviewLine> {
  const names = useNames()
  const { today } = useSession().township
  return [
    {
      title: text.code,
      key: 'code',
      fixed: 'left',
      render: (_, { case: of }) => <Link to={`/cases/${of.id}`}>{of.code}</Link>,
    },
    { title: text.concerns, key: 'concerns', render: (_, line) => names('leadConcerns', line.case.concerns) },
    { title: text.stage, key: 'stage', render: (_, line) => names('caseStages', line.case.stage) },
    { title: text.receivedOn, key: 'receivedOn', render: (_, line) => formatDayZh(line.case.receivedOn) },
    {
      title: text.reviewState,
      key: 'review',
      render: (_, { case: of, review }) => (
        <Due isDone={review !== null} isLate={isPast(today, of.receivedOn)}>
          {review ? text.reviewedOn(formatDayZh(review.reviewedOn)) : text.notReviewed}
        </Due>
      ),
    },
    {
      title: text.call,
      key: 'call',
      render: (_, { review }) => (review ? names('accountabilityCalls', review.accountability) : text.none_),
    },
    {
      title: text.found,
      key: 'problems',
      render: (_, { problems }) =>
        text.foundCount(problems.length, problems.filter((each) => !each.closedOn).length),
    },
  ]
}

/** Whether the 5th of the month after a case was received has passed. */
function isPast(today: string, receivedOn: string): boolean {
  const months = (day: string) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7))
  const after = months(today) - months(receivedOn)
  return after > 1 || (after === 1 && Number(today.slice(8)) > 5)
}
