import { isComplete, lackOf, type VisitValues, valuesOfVisit } from '@hulei/core/rooms/visits/visit-values'
import type { OpenedAct } from '../../outbox/opened-act.ts'
import type { PackPlan, PackRecords, PackVisit } from './pack-records.ts'

export const isVisit = ({ row }: OpenedAct): boolean => row.act === 'visit.record'
export const isAmendment = ({ row }: OpenedAct): boolean => row.act === 'visit.amend'

/** What was filled in for a visit, as this or an earlier version of the app wrote it down. */
export const visitInputOf = ({ input }: OpenedAct): Partial<VisitValues> => input as Partial<VisitValues>

/** A visit as this phone knows it: what the server gave, and on top of it what waits here. */
export type HeldVisit = {
  readonly id: string
  /** The act that made it so; an amendment names it. */
  readonly version: string
  readonly values: VisitValues
  /** As the server gave it; undefined where it does not have it yet, or not in the pack. */
  readonly server: PackVisit | undefined
  /** Whether something of it is on this phone alone. */
  readonly isWaiting: boolean
}

/** Values with an amendment on top: what it names is as it says. */
export const amended = (before: VisitValues, act: OpenedAct): VisitValues =>
  valuesOfVisit({ ...before, ...act.input, extra: { ...before.extra, ...act.extra } })

/** Visits of this and the last month that can be amended here, and those that were recorded here. */
export function heldVisits(acts: readonly OpenedAct[], records: PackRecords): readonly HeldVisit[] {
  const held = new Map<string, HeldVisit>()
  const onServer = new Map(records.visits.map((visit) => [visit.id, visit]))
  for (const server of records.visits) {
    if (!server.values) continue
    const values = valuesOfVisit({ ...server.values, extra: server.extra })
    held.set(server.id, { id: server.id, version: server.version, values, server, isWaiting: false })
  }
  for (const act of acts) {
    if (!isNewer(act, records)) continue
    const { id: version, state } = act.row
    const isWaiting = state === 'waiting'
    const before = held.get(act.record)
    if (isVisit(act) && !onServer.has(act.record)) {
      const values = valuesOfVisit({ ...act.input, extra: act.extra })
      held.set(act.record, { id: act.record, version, values, server: undefined, isWaiting })
    } else if (isAmendment(act) && before && before.version !== version) {
      const values = amended(before.values, act)
      held.set(act.record, { ...before, version, values, isWaiting: before.isWaiting || isWaiting })
    }
  }
  return [...held.values()]
}

/** Whether the pack does not hold yet what the act did: it waits, or was confirmed after the pack was made. */
const isNewer = ({ row }: OpenedAct, { madeAt }: PackRecords): boolean =>
  row.state === 'waiting' || (row.state === 'confirmed' && (row.confirmedAt ?? '') > madeAt)

/** Whose visit of the plan's month it counts for; the server decides by the same rule. */
export function countedChildren(values: VisitValues, plan: PackPlan | undefined): readonly string[] {
  if (!plan || !values.visitedOn?.startsWith(plan.month)) return []
  const counts = plan.visitOutcomes.some(({ id, counts: does }) => id === values.outcome && does)
  if (!counts || !isComplete(lackOf(values, plan.visitForm, false))) return []
  return values.children.map(({ child }) => child)
}
