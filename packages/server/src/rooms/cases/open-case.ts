import { type CaseFile, caseFile, type Lead, lead } from '@hulei/core'
import { sql } from 'kysely'
import type { ActContext } from '../../platform/acts/handler.ts'
import { isAssigned } from '../../platform/acts/matters.ts'
import { findRecord } from '../../platform/db/records.ts'
import { asSystem } from '../../platform/db/scope.ts'
import { notAllowed, notFound, Refusal } from '../../platform/errors.ts'
import { assign, linkMatters } from '../sealing/index.ts'

/** The case that a record is about to belong to, if the actor sees it. */
export async function caseOf({ tx, keyring }: ActContext, id: string): Promise<CaseFile> {
  const found = await findRecord(tx, keyring, caseFile, id)
  if (!found) throw notFound(caseFile.title)
  return found
}

/** The lead that a case comes of, fit for it; whoever is not of the police must be assigned to it by name. */
export async function originOf(
  context: ActContext,
  id: string | null | undefined,
): Promise<Lead | undefined> {
  const { tx, keyring } = context
  const isPolice = tx.actor.role === 'police'
  if (!id) {
    if (!isPolice) throw notAllowed('不经线索受案')
    return undefined
  }
  const found = await findRecord(tx, keyring, lead, id)
  if (!found) throw notFound(lead.title)
  if (!isPolice && !(await isAssigned(tx, lead, found))) throw notAllowed('受案')
  const isFit = found.state === 'accepted' || (found.state === 'closed' && found.outcome === 'case')
  if (!isFit)
    throw new Refusal('cases.lead-not-accepted', 409, '线索受理以后，或者以立案侦查办结的，才能受案。')
  return found
}

/**
 * Ties a new case to its lead before there is anything to see: whoever is left out of the lead is left out of the case,
 * and whoever is assigned to the lead is assigned to the case.
 */
export async function tieToLead(context: ActContext, from: Lead, id: string): Promise<void> {
  const { tx } = context
  await linkMatters(tx, from.id, id)
  await asSystem(tx, async () => {
    const { rows } = await sql<{ account: string; holder: string; title: string; part: string }>`
      SELECT account, holder, title, part FROM assignment
      WHERE township = ${tx.actor.township} AND matter = ${from.id} AND ended_on IS NULL ORDER BY id`.execute(
      tx.db,
    )
    for (const { part, ...to } of rows) await assign(context, { matter: id, to, part })
  })
}
