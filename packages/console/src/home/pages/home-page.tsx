import { formatDayZh, formatWeekdayZh } from '@hulei/core'
import { Button } from 'antd'
import { Navigate } from 'react-router'
import { LeadCard } from '../../rooms/leads/index.ts'
import { PageHead } from '../../shell/page-head.tsx'
import { useSession } from '../../shell/session.tsx'
import { homeText as text } from '../home.text.ts'
import { DutySummary } from '../parts/duty-summary.tsx'
import { OpenHandedIn } from '../parts/open-handed-in.tsx'
import { OpenRequests } from '../parts/open-requests.tsx'
import { VisitSummary } from '../parts/visit-summary.tsx'
import '../home.css'

/** The first page, by post: what is urgent today, and one button to begin. */
export function Page() {
  const { actor, township, registers, acts } = useSession()
  if (actor.role === 'administrator') return <Navigate to="/accounts" replace />
  if (actor.role === 'auditor') return <Navigate to="/audit" replace />
  if (actor.role === 'outside') return <Navigate to="/leads" replace />
  if (actor.role === 'school') return <Navigate to="/registers/child" replace />
  const seesVisits = registers.some((each) => each.kind === 'visit')
  const seesRequests = registers.some((each) => each.kind === 'officeRequest')
  // A unit's officers see the card only where the plan gives them leads: they find theirs in the menu.
  const seesLeads = ['office', 'leader', 'police', 'discipline'].includes(actor.role)
  const isWorker = actor.role === 'village'
  return (
    <div className="page home">
      <PageHead
        title={text.title}
        actions={actor.role === 'leader' && <Button onClick={() => window.print()}>{text.print}</Button>}
      >
        {text.greet(actor.name, `${formatDayZh(township.today)} ${formatWeekdayZh(township.today)}`)}
      </PageHead>
      <div className="home-grid">
        {isWorker && seesVisits && <VisitSummary isWorker />}
        {seesLeads && <LeadCard />}
        {acts.includes('handed-in.take') && <OpenHandedIn />}
        {seesRequests && <OpenRequests />}
        <DutySummary />
        {!isWorker && seesVisits && <VisitSummary isWorker={false} />}
      </div>
    </div>
  )
}
