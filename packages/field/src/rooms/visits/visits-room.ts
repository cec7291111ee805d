import type { Room } from '../../shell/room.ts'
import { recordsOf } from './pack-records.ts'
import { ChildPage } from './pages/child-page.tsx'
import { MendVisitPage, RecordVisitPage } from './pages/record-visit-page.tsx'
import { VisitListPage } from './pages/visit-list-page.tsx'
import { visitsText as text } from './visits.text.ts'
import { isVisit, visitInputOf } from './waiting.ts'

/** Whom to visit, a child at a glance, and the visit itself. */
export const visitsRoom: Room = {
  pages: {
    visits: { show: VisitListPage, tab: 'visits' },
    child: { show: ChildPage, tab: 'visits' },
    record: { show: RecordVisitPage },
    mend: { show: MendVisitPage },
  },
  // Whoever visits nobody has no list for it. A village's worker has it even before the first pack.
  tabs: ({ post, pack }) => {
    const { plan, due } = recordsOf(pack)
    const hasVisits = post.role === 'village' || (plan?.mayVisit && due.size > 0)
    return hasVisits ? [{ page: 'visits', label: text.tab, rank: 10 }] : []
  },
  tell: (act, pack) => {
    if (!isVisit(act)) return undefined
    const { children } = recordsOf(pack)
    const nameOf = (id: string) => children.find((child) => child.id === id)?.name ?? id.slice(0, 8)
    const visited = visitInputOf(act).children ?? []
    return {
      title: text.record,
      of: visited.map((each) => nameOf(each.child)).join('、'),
      ...(visited.length > 0 && { mend: `mend/${act.row.id}` }),
    }
  },
}
