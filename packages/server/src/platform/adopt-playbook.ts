import { createHash } from 'node:crypto'
import type { Day } from '@hulei/core'
import type pg from 'pg'
import { playbookRefusal, readPlaybook } from './playbook-file.ts'

/** A plan to be put in force: the township's code and name, the text of the plan's file. */
export type PlaybookToAdopt = {
  readonly township: string
  readonly name: string
  readonly source: string
  /** The day on which a demonstration stands; taken only when the township is new. */
  readonly businessDay?: Day | null
}

/** The version now in force; `isNew` when this adoption made it. */
export type AdoptedPlaybook = {
  readonly township: string
  readonly version: number
  readonly isNew: boolean
}

/**
 * Puts a plan in force, as the database's owner: a township that does not exist yet is founded, with the head of its
 * act log; the plan becomes a new version unless its text is the one in force, so that adopting twice does it once.
 * A township that exists takes the name given. Refusal: `playbook.mistakes`, each with its line.
 */
export async function adoptPlaybook(owner: pg.Pool, given: PlaybookToAdopt): Promise<AdoptedPlaybook> {
  const { township, name, source, businessDay = null } = given
  const { report, playbook } = readPlaybook(source)
  if (!playbook) throw playbookRefusal('playbook.mistakes', '方案没有采用', report.errors)
  const digest = createHash('sha256').update(source).digest()
  const client = await owner.connect()
  try {
    await client.query('BEGIN')
    // The row is held until the end: of two adoptions at once, the second sees what the first made.
    await client.query(
      `INSERT INTO township (code, name, business_day) VALUES ($1, $2, $3)
       ON CONFLICT (code) DO UPDATE SET name = excluded.name`,
      [township, name, businessDay],
    )
    await client.query('INSERT INTO chain_head (township) VALUES ($1) ON CONFLICT DO NOTHING', [township])
    const { rows } = await client.query<{ version: number; isSame: boolean }>(
      `SELECT version, sha256 = $2 AS "isSame" FROM playbook_version WHERE township = $1
       ORDER BY version DESC LIMIT 1`,
      [township, digest],
    )
    const inForce = rows[0]
    const version = inForce?.isSame ? inForce.version : (inForce?.version ?? 0) + 1
    const isNew = version !== inForce?.version
    if (isNew)
      await client.query(
        'INSERT INTO playbook_version (township, version, title, source, sha256) VALUES ($1, $2, $3, $4, $5)',
        [township, version, playbook.title, source, digest],
      )
    await client.query('COMMIT')
    return { township, version, isNew }
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {})
    throw error
  } finally {
    client.release()
  }
}
