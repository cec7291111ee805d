import { handedIn, mayBeGranted, submitHandedIn } from '@hulei/core'
import { sql } from 'kysely'
import { openRows, selectColumns } from '../../platform/db/records.ts'
import type { PackSource } from '../../platform/work-pack.ts'

/** An answer stays on phones for so long, to be read. */
const KEEP_DAYS = 60

/** `handedIn/<id of the refused act>`: what became of what the village handed to the office. */
export const handedInPack: PackSource = async (scope, { township, keyring }) => {
  if (!mayBeGranted(submitHandedIn.by, scope.actor)) return []
  const { rows } = await sql<Record<string, unknown>>`
    SELECT ${selectColumns(handedIn, 'h', ['outcome', 'answer', 'settledOn'])} FROM handed_in h
    WHERE h.township = ${township.code}
      AND (h.settled_on IS NULL OR h.settled_on > ${scope.today}::date - ${KEEP_DAYS}::int)`.execute(scope.db)
  const records = await openRows(scope, keyring, handedIn, rows)
  return records.map(({ id, outcome, answer, settledOn }) => ({
    key: `handedIn/${id}`,
    body: { outcome, answer, settledOn },
  }))
}
