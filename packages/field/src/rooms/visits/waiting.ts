import { valuesOfVisit } from '@hulei/core/rooms/visits/visit-values'
import type { OpenedAct } from '../../outbox/opened-act.ts'
import { countedChildren, heldVisits } from './held-visits.ts'
import type { PackRecords } from './pack-records.ts'
import type { WaitingVisits } from './visit-list.ts'

/**
 * By how much the month's count of each child will change when what waits here has arrived: a visit adds one, an amendment
 * may add or take one. What was refused changes nothing until a person has mended it.
 */
export function waitingVisits(acts: readonly OpenedAct[], records: PackRecords): WaitingVisits {
  const waiting = new Map<string, number>()
  const add = (children: readonly string[], by: number) => {
    for (const child of children) waiting.set(child, (waiting.get(child) ?? 0) + by)
  }
  for (const { values, server } of heldVisits(acts, records)) {
    add(countedChildren(values, records.plan), 1)
    if (server)
      add(countedChildren(valuesOfVisit({ ...server.values, extra: server.extra }), records.plan), -1)
  }
  return waiting
}
