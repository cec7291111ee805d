import { type Accountability, accountability, formatDayZh, openAccountability } from '@hulei/core'
import { useNames, useSession } from '../../../shell/session.tsx'
import { casesText as text } from '../cases.text.ts'
import { usePlaceName } from '../parts/learnt.tsx'
import { MatterList } from '../parts/matter-list.tsx'
import { Due } from '../parts/section.tsx'

/** 追责问责: what is to be opened, what is open, what was decided. */
export function Page() {
  const names = useNames()
  const placeName = usePlaceName()
  const { today } = useSession().township
  const limitOf = (row: Accountability) => (row.status === 'due' ? row.openBy : row.decideBy)
  return (
    <MatterList<Accountability>
      kind={accountability}
      title={text.accountability}
      note={accountability.purpose}
      make={openAccountability}
      fields={[
        'code',
        'finding',
        'post',
        'status',
        'openBy',
        'openedOn',
        'decideBy',
        'decidedOn',
        'decision',
      ]}
      columns={() => [
        { title: text.code, key: 'code', fixed: 'left', dataIndex: 'code' },
        {
          title: text.finding,
          key: 'finding',
          render: (_, row) => names('accountabilityFindings', row.finding),
        },
        {
          title: text.owner,
          key: 'owner',
          render: (_, row) => [placeName(row), row.post].filter(Boolean).join(' '),
        },
        {
          title: text.decideByTitle,
          key: 'limit',
          render: (_, row) => formatDayZh(limitOf(row) ?? today),
        },
        {
          title: text.status,
          key: 'status',
          render: (_, row) => (
            <Due isDone={row.status === 'decided'} isLate={today > (limitOf(row) ?? today)}>
              {names('accountabilityStates', row.status)}
            </Due>
          ),
        },
        {
          title: text.decision,
          key: 'decision',
          render: (_, row) => names('accountabilityDecisions', row.decision) || text.none_,
        },
      ]}
    />
  )
}
