import type { VisitValues } from '@hulei/core/rooms/visits/visit-values'
import type { OutboxRow } from '../../store/database.ts'
import { bodyOf } from '../../store/outbox.ts'
import type { Vault } from '../../store/vault.ts'
import type { PackRecords } from './pack-records.ts'
import type { WaitingVisits } from './visit-list.ts'

/** What an act in the outbox says, once it is opened. */
export type OpenedAct = {
  readonly row: OutboxRow
  readonly record: string
  readonly input: Partial<VisitValues>
  readonly isVisit: boolean
}

const opened = new Map<string, Promise<Omit<OpenedAct, 'row'>>>()

/** Opens the acts of the outbox; each is decrypted once. */
export async function openActs(vault: Vault, rows: readonly OutboxRow[]): Promise<OpenedAct[]> {
  return await Promise.all(
    rows.map(async (row) => {
      const known = opened.get(row.id) ?? openOne(vault, row)
      opened.set(row.id, known)
      return { row, ...(await known) }
    }),
  )
}

/** Forgets what was opened, when the phone is locked. */
export const closeActs = (): void => opened.clear()

async function openOne(vault: Vault, row: OutboxRow): Promise<Omit<OpenedAct, 'row'>> {
  const body = JSON.parse(await bodyOf(vault, row)) as {
    act: string
    record?: string
    input: Partial<VisitValues>
  }
  return { record: body.record ?? row.id, input: body.input, isVisit: body.act === 'visit.record' }
}

/** Visits of the month that count and that the server's count does not hold yet, by child. */
export function waitingVisits(acts: readonly OpenedAct[], { plan, visits }: PackRecords): WaitingVisits {
  const onServer = new Set(visits.map((visit) => visit.id))
  const waiting = new Map<string, number>()
  for (const { row, record, input, isVisit } of acts) {
    const isOpen = row.state === 'waiting' || row.state === 'confirmed'
    if (!isVisit || !isOpen || onServer.has(record) || !input.visitedOn?.startsWith(plan?.month ?? '-'))
      continue
    if (!plan?.visitOutcomes.some((outcome) => outcome.id === input.outcome && outcome.counts)) continue
    for (const { child } of input.children ?? []) waiting.set(child, (waiting.get(child) ?? 0) + 1)
  }
  return waiting
}
