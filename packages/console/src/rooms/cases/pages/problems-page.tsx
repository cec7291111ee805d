import { formatDayZh, type Problem, problem, registerProblem } from '@hulei/core'
import { useNames, useSession } from '../../../shell/session.tsx'
import { casesText as text } from '../cases.text.ts'
import { usePlaceName } from '../parts/learnt.tsx'
import { MatterList } from '../parts/matter-list.tsx'
import { Due } from '../parts/section.tsx'

/** 问题清单: what reviews found, whose it is, until when, and the rule that was improved. */
export function Page() {
  const names = useNames()
  const placeName = usePlaceName()
  const { today } = useSession().township
  return (
    <MatterList<Problem>
      kind={problem}
      title={text.problems}
      note={text.problemsNote}
      make={registerProblem}
      fields={['code', 'what', 'source', 'dueOn', 'status', 'rule', 'closedOn']}
      columns={(labels) => [
        { title: text.code, key: 'code', fixed: 'left', dataIndex: 'code' },
        { title: text.what, key: 'what', width: 360, dataIndex: 'what', className: 'case-words' },
        { title: text.owner, key: 'owner', render: (_, row) => placeName(row) },
        {
          title: text.deadline,
          key: 'dueOn',
          render: (_, row) => (row.dueOn ? formatDayZh(row.dueOn) : text.noOwner),
        },
        {
          title: text.status,
          key: 'status',
          render: (_, row) => (
            <Due
              isDone={row.closedOn !== null}
              isLate={row.status !== 'reported' && row.dueOn !== null && today > row.dueOn}
            >
              {names('problemStates', row.status)}
            </Due>
          ),
        },
        { title: text.rule, key: 'rule', render: (_, row) => (row.rule ? labels[row.rule] : text.none_) },
      ]}
    />
  )
}
