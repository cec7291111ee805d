import { type SealedFile, sealedFile } from '@hulei/core'
import { sql } from 'kysely'
import type { ActContext } from '../../platform/acts/handler.ts'
import { openRows, selectColumns } from '../../platform/db/records.ts'
import { invalid } from '../../platform/errors.ts'

/** A name of one character would be found in any text. */
const SHORTEST = 2

/**
 * Refuses words that leave for people outside the matter where they hold a name, school or address of a sealed file that the
 * writer has open at this moment (未成年人保护法 第一百零三条).
 *
 * The files are read in the writer's own scope, so the database gives those alone for which an opening with a purpose is in
 * force, and that opening is in the log. Whoever has none open, be they assigned or not, gets no answer from this check: their
 * words are taken as they are. Were the names looked for beyond that, a refusal would tell somebody who guesses which words
 * are the name of somebody sealed, without a line in the log. The sentence says which field, never which word.
 */
export async function refuseOpenNames(
  { tx, keyring }: ActContext,
  words: Readonly<Record<string, unknown>>,
  /** The school that the words are sent to, which may be called by its name. */
  addressee?: string | undefined,
): Promise<void> {
  const typed = Object.entries(words).flatMap(([field, value]) =>
    typeof value === 'string' ? [[field, plain(value)] as const] : [],
  )
  if (typed.length === 0) return
  const { rows } = await sql<Record<string, unknown>>`
    SELECT ${selectColumns(sealedFile, 'r')} FROM sealed_file r WHERE r.township = ${tx.actor.township}`.execute(
    tx.db,
  )
  const told = (await openRows(tx, keyring, sealedFile, rows))
    .flatMap(identitiesOf)
    .filter((each) => each !== plain(addressee ?? ''))
  const faults = typed
    .filter(([, text]) => told.some((identity) => text.includes(identity)))
    .map(([field]) => ({
      path: `input.${field}`,
      code: 'sealing.names-a-person',
      message: '这里写了密封档案里的姓名、学校或住址，请用代号，不写能认出人的内容',
    }))
  if (faults.length > 0) throw invalid(faults)
}

const identitiesOf = ({ name, school, address }: SealedFile): readonly string[] =>
  [name, school, address].map((each) => plain(each ?? '')).filter((each) => each.length >= SHORTEST)

const plain = (text: string): string => text.replaceAll(/\s/g, '')
