import type { OpenedAct } from '../../outbox/opened-act.ts'
import type { Room } from '../../shell/room.ts'
import { conflictWords } from './conflict-words.ts'
import { isAmendment, isVisit, visitInputOf } from './held-visits.ts'
import { type PackRecords, recordsOf } from './pack-records.ts'
import { AmendVisitPage, MendAmendmentPage } from './pages/amend-visit-page.tsx'
import { ChildPage } from './pages/child-page.tsx'
import { MendVisitPage, RecordVisitPage } from './pages/record-visit-page.tsx'
import { VisitListPage } from './pages/visit-list-page.tsx'
import { visitsText as text } from './visits.text.ts'

/** Whom to visit, a child at a glance, and the visit itself. */
export const visitsRoom: Room = {
  pages: {
    visits: { show: VisitListPage, tab: 'visits' },
    child: { show: ChildPage, tab: 'visits' },
    record: { show: RecordVisitPage },
    mend: { show: MendVisitPage },
    amend: { show: AmendVisitPage },
    'mend-amendment': { show: MendAmendmentPage },
  },
  // Whoever visits nobody has no list for it. A village's worker has it even before the first pack.
  tabs: ({ post, pack }) => {
    const { plan, due } = recordsOf(pack)
    const hasVisits = post.role === 'village' || (plan?.mayVisit && due.size > 0)
    return hasVisits ? [{ page: 'visits', label: text.tab, rank: 10 }] : []
  },
  tell: (act, pack, acts) => {
    if (!isVisit(act) && !isAmendment(act)) return undefined
    const records = recordsOf(pack)
    const visited = visitedBy(act, acts, records)
    const known = visited.flatMap((id) => records.children.find((child) => child.id === id) ?? [])
    const village = known[0]?.village ?? records.plan?.villages[0]?.id
    const page = isVisit(act) ? 'mend' : 'mend-amendment'
    return {
      title: isVisit(act) ? text.record : text.amend,
      // Who left the phone is known by the guardian who signed, as far as the act itself says.
      of: known.map(({ name }) => name).join('、') || text.notOnList(String(visitInputOf(act).signer ?? '')),
      ...(known.length > 0 && { mend: `${page}/${act.row.id}` }),
      ...(isAmendment(act) && { conflict: conflictWords(records) }),
      handIn: village ? { village } : {},
    }
  },
}

/** Whom the visit was to: an amendment that does not change it says so by the visit that it is of. */
function visitedBy(act: OpenedAct, acts: readonly OpenedAct[], { visits }: PackRecords): readonly string[] {
  const recorded = acts.find((each) => isVisit(each) && each.record === act.record)
  const own = visitInputOf(act).children ?? (recorded && visitInputOf(recorded).children)
  return own?.map(({ child }) => child) ?? visits.find(({ id }) => id === act.record)?.children ?? []
}
