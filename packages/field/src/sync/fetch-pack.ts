import type { PackReply } from '@hulei/core'
import type { FieldDatabase } from '../store/database.ts'
import { hashesOf, isWhole, keepPack, readPack, type StoredPack, withChanges } from '../store/pack.ts'
import type { Vault } from '../store/vault.ts'
import { ask, type Line, type Outcome } from './contact.ts'

const isPackReply = (body: unknown): body is PackReply => {
  const { items, gone, total, post } = (body ?? {}) as Record<string, unknown>
  return Array.isArray(items) && Array.isArray(gone) && typeof total === 'number' && typeof post === 'string'
}

/** Brings the pack up to date: by changes where there is one, whole where there is none or where the two do not fit. */
export async function fetchPack(db: FieldDatabase, vault: Vault, line: Line): Promise<Outcome<StoredPack>> {
  const before = await readPack(db, vault, line.post)
  const changed = await askFor(line, before)
  if (changed.is !== 'answered') return changed
  let pack = withChanges(before, changed.body)
  if (!isWhole(pack, changed.body)) {
    const whole = await askFor(line, undefined)
    if (whole.is !== 'answered') return whole
    pack = withChanges(undefined, whole.body)
  }
  await keepPack(db, vault, pack)
  return { is: 'answered', body: pack }
}

const askFor = (line: Line, pack: StoredPack | undefined) =>
  ask(
    line,
    '/api/field/pack',
    { method: 'POST', body: JSON.stringify({ have: hashesOf(pack) }) },
    isPackReply,
  )
