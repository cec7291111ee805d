import type { Bulletin } from '@hulei/core'
import { sql } from 'kysely'
import type { Scoped } from '../../platform/db/scope.ts'
import type { Township } from '../../platform/townships.ts'

/** Something in a bulletin's words that tells who somebody is. `isCertain`: no ordinary word could be meant. */
export type NamedPerson = { readonly text: string; readonly isCertain: boolean }

const numbers = /(?<!\d)(?:\d{17}[\dXx]|1[3-9]\d{9})(?!\d)/g

/**
 * Names of registered children and their guardians, identity numbers and mobile numbers in the words of a bulletin.
 * Tables are made of the plan's own words and figures; what people type is looked through. A name of two characters
 * may also be an ordinary word, so it is only pointed out. Names of villages, units and schools are no persons.
 */
export async function personsIn(
  scope: Scoped,
  { playbook, code }: Township,
  { title, blocks }: Pick<Bulletin, 'title' | 'blocks'>,
): Promise<NamedPerson[]> {
  const places = [...playbook.villages, ...playbook.units, ...playbook.schools].map(({ name }) => name)
  const typed = [title, ...blocks.map((block) => (block.type === 'table' ? '' : block.text))].join('\n')
  const words = places
    .sort((left, right) => right.length - left.length)
    .reduce((text, place) => text.replaceAll(place, ' '), typed)
  const { rows } = await sql<{ name: string }>`
    SELECT name FROM child WHERE township = ${code} AND length(name) > 1 AND position(name IN ${words}) > 0
    UNION
    SELECT guardian_name FROM child
    WHERE township = ${code} AND length(guardian_name) > 1 AND position(guardian_name IN ${words}) > 0
    ORDER BY 1 LIMIT 50`.execute(scope.db)
  return [
    ...rows.map(({ name }) => ({ text: name, isCertain: name.length > 2 })),
    ...[...words.matchAll(numbers)].map(([text]) => ({ text, isCertain: true })),
  ]
}
