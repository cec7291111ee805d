import { createHash } from 'node:crypto'
import type { FileRow, OutboxRow } from '../../../packages/field/src/store/database.ts'
import { readConfig } from '../../../packages/server/src/config.ts'
import { openSystem } from '../../../packages/server/src/system.ts'
import type { Place } from './place.ts'

/** What a phone holds at the end. */
export type Held = {
  readonly name: string
  readonly acts: readonly OutboxRow[]
  readonly files: readonly FileRow[]
}

/** Compares the phones with the server, act by act and byte by byte; every difference is a sentence. */
export async function compareWithServer(
  dataDir: string,
  place: Place,
  {
    held,
    written,
    known,
  }: {
    readonly held: readonly Held[]
    readonly written: number
    /** Who made each visit, by what its phone knows last. */
    readonly known: readonly { readonly record: string; readonly visitor: string }[]
  },
): Promise<string[]> {
  const system = await openSystem({ ...readConfig({}, { data: dataDir }), dataDir })
  const faults: string[] = []
  try {
    const acts = held.flatMap((phone) => phone.acts)
    const visits = acts.filter((row) => row.act === 'visit.record')
    if (visits.length !== written)
      faults.push(`${written} visits were written, the phones hold ${visits.length}`)
    for (const row of acts.filter((each) => each.state === 'waiting')) faults.push(`${row.id} still waits`)

    const { rows: logged } = await system.owner.query<{ id: string }>(
      `SELECT id FROM act_log WHERE township = $1 AND id = ANY($2::uuid[])`,
      [place.township, acts.map((row) => row.id)],
    )
    const onServer = new Map<string, number>()
    for (const { id } of logged) onServer.set(id, (onServer.get(id) ?? 0) + 1)
    for (const row of acts) {
      const times = onServer.get(row.id) ?? 0
      if (row.state === 'confirmed' && times !== 1)
        faults.push(`${row.id} is confirmed, and there ${times} times`)
      if (row.state === 'refused' && times !== 0) faults.push(`${row.id} is refused here, and done there`)
    }
    const { rows: total } = await system.owner.query<{ count: number }>(
      'SELECT count(*)::int AS count FROM visit',
    )
    const confirmed = visits.filter((row) => row.state === 'confirmed').length
    const grown = (total[0]?.count ?? 0) - place.visitsBefore
    if (grown !== confirmed)
      faults.push(`The phones hold ${confirmed} confirmed visits, the server ${grown} new ones`)

    const { rows: visitors } = await system.owner.query<{ id: string; visitor: string }>(
      'SELECT id, visitor FROM visit WHERE township = $1',
      [place.township],
    )
    const there = new Map(visitors.map((row) => [row.id, row.visitor]))
    for (const { record, visitor } of known)
      if (there.get(record) !== visitor)
        faults.push(`${record} was made by ${visitor}, the server says ${there.get(record)}`)

    for (const phone of held) {
      for (const file of phone.files) {
        if (file.state !== 'confirmed') faults.push(`${file.sha256.slice(0, 12)} is ${file.state}`)
        else if (!(await hasBytes(system, file.sha256)))
          faults.push(`${file.sha256.slice(0, 12)} has other bytes there`)
      }
    }
    const { rows: open } = await system.owner.query<{ count: number }>(
      'SELECT count(*)::int AS count FROM file_promise',
    )
    if (open[0]?.count) faults.push(`${open[0].count} photos are still promised`)
    const { rows: verified } = await system.owner.query<{ unused: number }>(
      `SELECT count(*)::int AS unused FROM visit v WHERE v.township = $1 AND v.received_at > now() - interval '1 day'
       AND EXISTS (SELECT FROM unnest(v.photos) p WHERE NOT EXISTS (
         SELECT FROM file_use u WHERE u.township = v.township AND u.record = v.id AND u.sha256 = p))`,
      [place.township],
    )
    if (verified[0]?.unused) faults.push(`${verified[0].unused} visits name a photo that is not theirs`)
  } finally {
    await system.close()
  }
  return faults
}

async function hasBytes(
  { server }: Awaited<ReturnType<typeof openSystem>>,
  sha256: string,
): Promise<boolean> {
  try {
    const hash = createHash('sha256')
    for await (const piece of await server.files.store.get(sha256)) hash.update(piece as Buffer)
    return hash.digest('hex') === sha256
  } catch {
    return false
  }
}
