import { formatDayZh, type WarningSession, warningSession } from '@hulei/core'
import { useNames, useSession } from '../../../shell/session.tsx'
import { casesText as text } from '../cases.text.ts'
import { usePlaceName } from '../parts/learnt.tsx'
import { MatterList } from '../parts/matter-list.tsx'
import { Due } from '../parts/section.tsx'

/** 警示教育: the sessions that responsible units must hold, and what came of them. */
export function Page() {
  const names = useNames()
  const placeName = usePlaceName()
  const { today } = useSession().township
  return (
    <MatterList<WarningSession>
      kind={warningSession}
      title={text.sessions}
      note={warningSession.purpose}
      hasEnd={false}
      fields={['dueOn', 'heldOn', 'forms', 'attended']}
      columns={() => [
        { title: text.owner, key: 'owner', fixed: 'left', render: (_, row) => placeName(row) },
        {
          title: text.status,
          key: 'status',
          render: (_, row) => (
            <Due isDone={row.heldOn !== null} isLate={today > row.dueOn}>
              {row.heldOn
                ? text.sessionHeld(formatDayZh(row.heldOn))
                : text.sessionDue(formatDayZh(row.dueOn))}
            </Due>
          ),
        },
        {
          title: warningSession.fields.forms.label,
          key: 'forms',
          render: (_, row) => row.forms.map((each) => names('warningForms', each)).join('、') || text.none_,
        },
        {
          title: text.attended,
          key: 'attended',
          align: 'right',
          render: (_, row) => row.attended ?? text.none_,
        },
      ]}
    />
  )
}
