import { sql } from 'kysely'
import { type Scopes, systemActor } from './db/scope.ts'

/** Where a phone stands, for the account that asks under its id; another account's phone is `unknown`. */
export type PhoneState = 'registered' | 'revoked' | 'unknown'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** The phone that a request names in its header `hulei-phone`. */
export function phoneOf(headers: Readonly<Record<string, unknown>>): string | undefined {
  const named = headers['hulei-phone']
  return typeof named === 'string' && uuid.test(named) ? named : undefined
}

/**
 * How a township knows a phone, and notes that it was in contact: at most one write a day for each. Read as the system,
 * since the register of phones is the office's; only the account's own phone is ever told of.
 */
export async function contactOf(
  scopes: Scopes,
  township: string,
  account: string,
  phone: string,
): Promise<PhoneState> {
  const { found, today } = await scopes.read(systemActor(township), async (scope) => {
    const { rows } = await sql<{
      account: string
      revoked_on: string | null
      last_contact_on: string | null
    }>`
      SELECT account, revoked_on, last_contact_on FROM phone
      WHERE township = ${township} AND id = ${phone}::uuid`.execute(scope.db)
    return { found: rows[0], today: scope.today }
  })
  if (!found || found.account !== account) return 'unknown'
  if (found.last_contact_on === null || found.last_contact_on < today) {
    await scopes.derive(township, (tx) =>
      sql`UPDATE phone SET last_contact_on = ${today}::date WHERE township = ${township} AND id = ${phone}::uuid
        AND (last_contact_on IS NULL OR last_contact_on < ${today}::date)`.execute(tx.db),
    )
  }
  return found.revoked_on === null ? 'registered' : 'revoked'
}
