import { formatDayZh, issueRecommendation, type Recommendation, recommendation } from '@hulei/core'
import { Link } from 'react-router'
import { useNames, useSession } from '../../../shell/session.tsx'
import { casesText as text } from '../cases.text.ts'
import { usePlaceName } from '../parts/learnt.tsx'
import { MatterList } from '../parts/matter-list.tsx'
import { Due } from '../parts/section.tsx'

/** 建议书、提示函: what was issued, to whom, answered until when. */
export function Page() {
  const names = useNames()
  const placeName = usePlaceName()
  const { today } = useSession().township
  return (
    <MatterList<Recommendation>
      kind={recommendation}
      title={text.recommendations}
      note={recommendation.purpose}
      make={issueRecommendation}
      fields={['form', 'number', 'title', 'issuedBy', 'toOther', 'issuedOn', 'answerBy', 'status']}
      columns={() => [
        {
          title: text.number,
          key: 'number',
          fixed: 'left',
          render: (_, row) => <Link to={`/recommendations/${row.id}`}>{row.number}</Link>,
        },
        { title: text.form, key: 'form', render: (_, row) => names('recommendationForms', row.form) },
        { title: text.letterTitle, key: 'title', width: 280, dataIndex: 'title', className: 'case-words' },
        { title: text.toWhom, key: 'to', render: (_, row) => row.toOther ?? placeName(row) },
        { title: text.issuedOn, key: 'issuedOn', render: (_, row) => formatDayZh(row.issuedOn) },
        { title: text.answerByTitle, key: 'answerBy', render: (_, row) => formatDayZh(row.answerBy) },
        {
          title: text.status,
          key: 'status',
          render: (_, row) => (
            <Due
              isDone={row.status === 'closed'}
              isLate={(row.status === 'issued' || row.status === 'returned') && today > row.answerBy}
            >
              {names('recommendationStates', row.status)}
            </Due>
          ),
        },
      ]}
    />
  )
}
