import { createHash, timingSafeEqual } from 'node:crypto'
import { type Sign, sign } from '@hulei/core'
import { sql } from 'kysely'
import type { ActContext } from '../../platform/acts/handler.ts'
import { publicActor } from '../../platform/acts/sealed-actor.ts'
import type { Keyring } from '../../platform/crypto/keyring.ts'
import { findRecord, openRows, selectColumns } from '../../platform/db/records.ts'
import { asSystem, type Scoped } from '../../platform/db/scope.ts'
import { assign, postsInForce, withoutLeftOut } from '../sealing/index.ts'

/** Letters of the owner's code; as long as a code to look up a report. */
const SECRET_LENGTH = 16

/** A sign that stands, by what its code says; read as the system, since who scans it sees no register. */
export async function findStandingSign(
  scope: Scoped,
  keyring: Keyring,
  token: string,
): Promise<Sign | undefined> {
  const { rows } = await sql<Record<string, unknown>>`
    SELECT ${selectColumns(sign, 'r')} FROM sign r
    WHERE r.township = ${scope.actor.township} AND r.token = ${token} AND r.ended_on IS NULL LIMIT 1`.execute(
    scope.db,
  )
  return (await openRows(scope, keyring, sign, rows))[0]
}

/** The secret in a venue owner's code: it follows from the sign and the batch, so it can be printed again and stands nowhere. */
export const venueSecretOf = (keyring: Keyring, township: string, { id, issue }: Sign): string =>
  keyring.hash(township, 'venue-secret', `${id}/${issue}`).toString('hex').slice(0, SECRET_LENGTH)

export function isVenueSecret(keyring: Keyring, township: string, of: Sign, given: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return of.isVenue && timingSafeEqual(digest(venueSecretOf(keyring, township, of)), digest(given))
}

const VENUE = 'venue.'

/** Whoever holds a venue's code: one pseudonym for the venue, so that the owner sees what became of its reports. */
export const venueReporterOf = (keyring: Keyring, township: string, { id }: Sign) =>
  publicActor(
    township,
    `${VENUE}${keyring.hash(township, 'venue-reporter', id).toString('base64url').slice(0, 32)}`,
  )

/** Only the venue's own page acts under such a pseudonym, after it has checked the code. */
export const isVenueReporter = (account: string): boolean => account.startsWith(VENUE)

/** The sign that a report names; one that was taken down, or that there is not, is as if none was named. */
export async function signOf(context: ActContext, id: string | null | undefined): Promise<Sign | undefined> {
  if (!id) return undefined
  let found: Sign | undefined
  await asSystem(context.tx, async () => {
    found = await findRecord(context.tx, context.keyring, sign, id)
  })
  return found?.endedOn ? undefined : found
}

/** What a venue reports goes to the officer that its sign names, by name; left to all of the police where there is no such post. */
export async function assignVenueOfficer(context: ActContext, matter: string, at: Sign): Promise<void> {
  if (!at.officer) return
  const holder = at.officer.replaceAll(/\s/g, '')
  const posts = await postsInForce(context.tx, { holder, role: 'police' })
  for (const to of await withoutLeftOut(context.tx, matter, posts))
    await asSystem(context.tx, async () => void (await assign(context, { matter, to, part: 'lead' })))
}
