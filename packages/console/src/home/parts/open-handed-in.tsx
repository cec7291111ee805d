import { type Day, formatDayOfYearZh, type HandedIn, handedIn } from '@hulei/core'
import { Link } from 'react-router'
import { withQuery } from '../../shell/api.ts'
import { pageOfRecord } from '../../shell/record-page.ts'
import { useNames } from '../../shell/session.tsx'
import { useRead } from '../../shell/use-read.ts'
import { homeText as text } from '../home.text.ts'

const SHOWN = 6
type Row = Pick<HandedIn, 'id' | 'title' | 'sender' | 'handedOn' | 'village' | 'unit'>

/** What phones could not get in and people handed to the office, the oldest first: they wait for a word. Not there where nothing is. */
export function OpenHandedIn() {
  const names = useNames()
  const list = useRead<{ rows: readonly Row[] }>(
    withQuery(`/api/registers/${handedIn.name}`, {
      state: 'current',
      sort: 'handedOn',
      fields: 'title,sender,handedOn',
      limit: 200,
    }),
  )
  const rows = list.data?.rows ?? []
  if (rows.length === 0) return null
  const register = `/registers/${handedIn.name}`
  return (
    <section className="sheet home-wide" aria-label={text.handedIn}>
      <h2 className="section">
        <Link to={register}>{text.handedIn}</Link>
      </h2>
      <ul className="home-list">
        {rows.slice(0, SHOWN).map((row) => (
          <li key={row.id}>
            <Link to={pageOfRecord(handedIn.name, row.id) ?? register}>
              {row.village ? names('villages', row.village) : names('units', row.unit)}：{row.title}
            </Link>
            <div className="quiet">{text.handedBy(row.sender, formatDayOfYearZh(row.handedOn as Day))}</div>
          </li>
        ))}
      </ul>
      {rows.length > SHOWN && <Link to={register}>{text.more(rows.length - SHOWN)}</Link>}
    </section>
  )
}
