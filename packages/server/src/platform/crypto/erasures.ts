import { mkdir, open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type pg from 'pg'

/**
 * Which data keys were destroyed, kept beside the master key as well, outside the database and its backups: a backup from
 * before an erasure has the key still, and a restore must not bring it back.
 */

const fileOf = (dataDir: string) => join(dataDir, 'keys', 'erasures')

type Destroyed = { readonly township: string; readonly owner: string }
const lineOf = ({ township, owner }: Destroyed) => `${township} ${owner}`

async function readErasures(dataDir: string): Promise<ReadonlySet<string>> {
  const text = await readFile(fileOf(dataDir), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw error
  })
  return new Set(text.split('\n').filter((line) => line !== ''))
}

/**
 * Makes file and database agree: keys that the file names are destroyed here as well, and what the database destroyed is
 * written into the file. Run before anything is served, after a restore, and daily. Gives how many keys were destroyed anew.
 */
export async function agreeOnErasures(owner: pg.Pool, dataDir: string): Promise<number> {
  const named = [...(await readErasures(dataDir))].flatMap((line) => {
    const [township, id] = line.split(' ')
    return township && id ? [{ township, owner: id }] : []
  })
  const columns = [named.map((each) => each.township), named.map((each) => each.owner)]
  const { rowCount } = await owner.query(
    `DELETE FROM keyring.data_key k USING unnest($1::text[], $2::uuid[]) e (township, owner)
     WHERE k.township = e.township AND k.owner = e.owner`,
    columns,
  )
  await owner.query(
    `INSERT INTO keyring.erasure (township, owner)
     SELECT e.township, e.owner FROM unnest($1::text[], $2::uuid[]) e (township, owner)
     JOIN township t ON t.code = e.township ON CONFLICT DO NOTHING`,
    columns,
  )
  const { rows } = await owner.query<Destroyed>('SELECT township, owner FROM keyring.erasure ORDER BY 1, 2')
  const known = new Set(named.map(lineOf))
  const fresh = rows.map(lineOf).filter((line) => !known.has(line))
  if (fresh.length > 0) await append(dataDir, fresh)
  return rowCount ?? 0
}

async function append(dataDir: string, lines: readonly string[]): Promise<void> {
  await mkdir(join(dataDir, 'keys'), { recursive: true, mode: 0o700 })
  const file = await open(fileOf(dataDir), 'a', 0o600)
  try {
    await file.writeFile(`${lines.join('\n')}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
}
