import { randomInt } from 'node:crypto'
import { sql } from 'kysely'
import type { Transaction } from '../../platform/db/scope.ts'
import { asSystem } from '../../platform/db/scope.ts'

/** Letters and digits that nobody takes for one another when they are read out on the telephone. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
const LENGTH = 5

/** What a sealed person is called before the drawn part, by their part in the matter. */
const titles: Readonly<Record<string, string>> = {
  victim: '某甲',
  witness: '某乙',
  offender: '某丙',
  pupil: '某丁',
  family: '家属',
  suspect: '嫌疑人',
  reporter: '举报人',
  account: '举报内容',
  missing: '走失儿童',
  subject: '当事儿童',
  asker: '申请人',
}

/** Draws a code that no record of the township's has: drawn, not counted, since a count would show what is hidden. */
export async function drawCode(
  tx: Transaction,
  table:
    | 'sealed_person'
    | 'lead'
    | 'missing_child'
    | 'case_file'
    | 'problem'
    | 'accountability'
    | 'rights_request'
    | 'breach'
    | 'impact_assessment'
    | 'rescue_plan'
    | 'rescue_task'
    | 'young_offender',
  title: string,
): Promise<string> {
  for (;;) {
    const drawn = Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')
    const code = `${title}-${drawn}`
    let isTaken = false
    await asSystem(tx, async () => {
      const { rows } = await sql`
        SELECT FROM ${sql.table(table)} WHERE township = ${tx.actor.township} AND code = ${code}`.execute(
        tx.db,
      )
      isTaken = rows.length > 0
    })
    if (!isTaken) return code
  }
}

export const drawPersonCode = (tx: Transaction, part: string): Promise<string> =>
  drawCode(tx, 'sealed_person', titles[part] ?? '某人')
