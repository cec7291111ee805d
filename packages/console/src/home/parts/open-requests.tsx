import { formatDayOfYearZh, type OfficeRequest, officeRequest, owesAnswer } from '@hulei/core'
import { useState } from 'react'
import { Link } from 'react-router'
import { RecordDrawer } from '../../registers/parts/record-drawer.tsx'
import { withQuery } from '../../shell/api.ts'
import { useNames, useSession } from '../../shell/session.tsx'
import { hueColours } from '../../shell/theme.ts'
import { useRead } from '../../shell/use-read.ts'
import { homeText as text } from '../home.text.ts'

const SHOWN = 6
const REGISTER = `/registers/${officeRequest.name}`
type Row = Pick<OfficeRequest, 'id' | 'what' | 'state' | 'dueOn' | 'unit' | 'village'>

/**
 * What the office asked for: to who must answer, what is owed; to who asked, what was answered and what is overdue. Not
 * there where nothing is open.
 */
export function OpenRequests() {
  const { actor, township } = useSession()
  const names = useNames()
  const [opened, setOpened] = useState<string | undefined>(undefined)
  const list = useRead<{ rows: readonly Row[] }>(
    withQuery(`/api/registers/${officeRequest.name}`, {
      state: 'current',
      sort: 'dueOn',
      fields: 'what,state,dueOn',
      limit: 200,
    }),
  )
  const isOverseer = ['office', 'leader', 'discipline'].includes(actor.role)
  const isLate = (row: Row) => owesAnswer(row) && row.dueOn < township.today
  const shown = (list.data?.rows ?? []).filter((row) =>
    isOverseer ? row.state === 'answered' || isLate(row) : owesAnswer(row),
  )
  if (shown.length === 0) return null
  const title = isOverseer ? text.requestsOut : text.requests
  return (
    <section className={actor.role === 'village' ? 'sheet' : 'sheet home-wide'} aria-label={title}>
      <h2 className="section">
        <Link to={REGISTER}>{title}</Link>
      </h2>
      <ul className="home-list">
        {shown.slice(0, SHOWN).map((row) => (
          <li key={row.id}>
            <div style={{ display: 'flex', gap: 8, justifyContent: 'space-between' }}>
              <button type="button" className="as-link" onClick={() => setOpened(row.id)}>
                {isOverseer && `${row.village ? names('villages', row.village) : names('units', row.unit)}：`}
                {row.what}
              </button>
              <span style={{ color: isLate(row) ? hueColours.bad : hueColours.fair, whiteSpace: 'nowrap' }}>
                {isLate(row)
                  ? text.requestLate
                  : text.requestStates[row.state === 'answered' ? 'answered' : 'open']}
              </span>
            </div>
            <div className="quiet">
              {text.requestDue(formatDayOfYearZh(row.dueOn), row.state === 'returned')}
            </div>
          </li>
        ))}
      </ul>
      {shown.length > SHOWN && <Link to={REGISTER}>{text.more(shown.length - SHOWN)}</Link>}
      {opened && <RecordDrawer kind={officeRequest} id={opened} onClose={() => setOpened(undefined)} />}
    </section>
  )
}
