import type { VisitValues } from '@hulei/core/rooms/visits/visit-values'
import type { OpenedAct } from '../../outbox/opened-act.ts'
import type { PackRecords } from './pack-records.ts'
import type { WaitingVisits } from './visit-list.ts'

export const isVisit = ({ row }: OpenedAct): boolean => row.act === 'visit.record'

/** What was filled in for a visit, as this or an earlier version of the app wrote it down. */
export const visitInputOf = ({ input }: OpenedAct): Partial<VisitValues> => input as Partial<VisitValues>

/** Visits of the month that count and that the server's count does not hold yet, by child. */
export function waitingVisits(acts: readonly OpenedAct[], { plan, visits }: PackRecords): WaitingVisits {
  const onServer = new Set(visits.map((visit) => visit.id))
  const waiting = new Map<string, number>()
  for (const act of acts) {
    const { row, record } = act
    const input = visitInputOf(act)
    const isOpen = row.state === 'waiting' || row.state === 'confirmed'
    if (!isVisit(act) || !isOpen || onServer.has(record) || !input.visitedOn?.startsWith(plan?.month ?? '-'))
      continue
    if (!plan?.visitOutcomes.some((outcome) => outcome.id === input.outcome && outcome.counts)) continue
    for (const { child } of input.children ?? []) waiting.set(child, (waiting.get(child) ?? 0) + 1)
  }
  return waiting
}
