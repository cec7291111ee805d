import { type SealedFile, sealedFile } from '@hulei/core'
import { type RawBuilder, sql } from 'kysely'
import type { ActContext } from '../../platform/acts/handler.ts'
import { findRecord } from '../../platform/db/records.ts'
import { asSystem } from '../../platform/db/scope.ts'
import { linkedTo } from './exclusions.ts'

/** By what a sealed file says who somebody is. */
export type Identity = { readonly [P in 'name' | 'residentId' | 'bornOn']?: SealedFile[P] | undefined }

const plain = (text: string | null | undefined) => (text ?? '').replaceAll(/[\s·•.]/g, '').toUpperCase()
const digits = (text: string | null | undefined) => (text ?? '').replaceAll(/\D/g, '')

/** Whether anything says who it is. */
export const isKnown = (of: Identity): boolean => plain(of.name) !== '' || plain(of.residentId) !== ''

/** Whether two files are of one person: by number where both have one, else by name, unless their birthdays differ. */
export function isSamePerson(one: Identity, other: Identity): boolean {
  const [number, another] = [plain(one.residentId), plain(other.residentId)]
  if (number && another) return number === another
  const [born, bornToo] = [digits(one.bornOn), digits(other.bornOn)]
  if (born && bornToo && born !== bornToo) return false
  return plain(one.name) !== '' && plain(one.name) === plain(other.name)
}

/** A sealed victim as figures tell them apart; `isOnly`: nobody else is sealed as a victim in the same matter. */
type Victim = { readonly id: string; readonly asPerson: string; readonly isOnly: boolean }

/**
 * Writes down, for figures alone, whether a sealed victim is known and is the same as one of a matter that belongs to this one
 * (the lead that a case came of). Nobody but the system reads it: neither a reply nor a cover tells that the two are one.
 */
export async function noteIdentity(
  context: ActContext,
  cover: { readonly id: string; readonly matter: string },
  identity: Identity,
): Promise<void> {
  const { tx, keyring } = context
  await asSystem(tx, async () => {
    const isOnly = (await victimsOf(context, sql`SELECT ${cover.matter}::uuid`)).length === 1
    const isOne = async (other: Victim): Promise<boolean> => {
      const file = await findRecord(tx, keyring, sealedFile, other.id)
      if (!file) return false
      // A report tells of one child and not who it is; in the case the one child has a name.
      const isTheOne = isOnly && other.isOnly && !(isKnown(identity) && isKnown(file))
      return isTheOne || isSamePerson(identity, file)
    }
    let asPerson = cover.id
    for (const other of await victimsOf(context, linkedTo(tx.actor.township, cover.matter))) {
      if (other.asPerson === cover.id) {
        // It was held to be this person; what is known now may say otherwise.
        if (other.id !== cover.id && !(await isOne(other)))
          await write(context, other.id, { asPerson: other.id })
      } else if (asPerson === cover.id && (await isOne(other))) asPerson = other.asPerson
    }
    await write(context, cover.id, { asPerson, isKnown: isKnown(identity) })
  })
}

/** The sealed victims of some matters, in the order in which they were sealed. */
async function victimsOf({ tx }: ActContext, matters: RawBuilder<unknown>): Promise<readonly Victim[]> {
  const { rows } = await sql<Victim>`
    SELECT p.id, coalesce(i.as_person, p.id) AS "asPerson", count(*) OVER (PARTITION BY p.matter) = 1 AS "isOnly"
    FROM sealed_person p LEFT JOIN sealed_identity i ON i.township = p.township AND i.person = p.id
    WHERE p.township = ${tx.actor.township} AND p.part = 'victim' AND p.matter IN (${matters})
    ORDER BY p.received_at, p.id`.execute(tx.db)
  return rows
}

async function write(
  { tx }: ActContext,
  person: string,
  of: { readonly asPerson: string; readonly isKnown?: boolean },
): Promise<void> {
  await sql`
    INSERT INTO sealed_identity (township, person, as_person, is_known)
    VALUES (${tx.actor.township}, ${person}, ${of.asPerson}, ${of.isKnown ?? false})
    ON CONFLICT (township, person) DO UPDATE SET as_person = excluded.as_person
      ${of.isKnown === undefined ? sql`` : sql`, is_known = excluded.is_known`}`.execute(tx.db)
}
