import type { FieldDatabase } from '../store/database.ts'
import { forgetConfirmed } from '../store/outbox.ts'
import type { StoredPack } from '../store/pack.ts'
import type { Vault } from '../store/vault.ts'
import type { Line } from './contact.ts'
import { fetchPack } from './fetch-pack.ts'
import { sendActs } from './send-acts.ts'
import { sendFiles } from './send-files.ts'
import { isAnothersSession, NOT_MY_POST } from './whose-session.ts'

/** How the last contact went, for the line at the top of every screen. */
export type Touch =
  | { readonly is: 'current'; readonly pack: StoredPack }
  | { readonly is: 'later'; readonly why: 'offline' | 'busy' | 'not-hulei' }
  | { readonly is: 'sign-in' }
  | { readonly is: 'revoked' }

/**
 * One contact with the server: first the facts, then their photos, then what is new there. A revoked phone sends what waits
 * and then forgets everything that the server has.
 */
export async function touch(
  db: FieldDatabase,
  vault: Vault,
  line: Line,
  onProgress: () => void,
): Promise<Touch> {
  const acts = await sendActs(db, vault, line)
  onProgress()
  if (acts.is !== 'sent') return acts
  const files = await sendFiles(db, vault, line, onProgress)
  if (files.is !== 'sent') return files
  const pack = await fetchPack(db, vault, line)
  switch (pack.is) {
    case 'answered':
      await noteContact(db, line.now())
      return { is: 'current', pack: pack.body }
    case 'revoked':
      await forgetConfirmed(db)
      return { is: 'revoked' }
    case 'later':
      return pack
    case 'sign-in':
      return { is: 'sign-in' }
    case 'refused':
      if (pack.problem.code === NOT_MY_POST) {
        const other = await isAnothersSession(line, vault.row.account)
        if (other.is === 'answered' && other.body) return { is: 'sign-in' }
      }
      // The post has no pack: nothing on this phone is out of date for it.
      return { is: 'later', why: 'busy' }
  }
}

async function noteContact(db: FieldDatabase, now: number): Promise<void> {
  const tx = db.transaction('vault', 'readwrite')
  const row = await tx.store.get('vault')
  if (row) tx.store.put({ ...row, lastContact: now })
  await tx.done
}

/** Waiting times between tries (ms): a weak line is tried often at first, and never given up. */
export const nextTryAfter = (failures: number): number =>
  Math.min(5 * 60_000, 5_000 * 2 ** Math.min(failures, 10))
