import type { FieldDatabase } from '../store/database.ts'
import { addAct } from '../store/outbox.ts'
import type { Vault } from '../store/vault.ts'
import { dayOf } from './days.ts'
import type { FieldPost } from './field-post.ts'
import { phoneLabel } from './platform.ts'

/** Tells the server of this phone, as an act like any other: the office sees which phones hold children's data. */
export async function registerPhone(
  db: FieldDatabase,
  vault: Vault,
  post: FieldPost,
  now: number,
): Promise<void> {
  const id = crypto.randomUUID()
  const recordedAt = new Date(now).toISOString()
  const input = { label: phoneLabel(navigator.userAgent), registeredOn: dayOf(now) }
  const body = JSON.stringify({
    id,
    act: 'phone.register',
    record: vault.row.phone,
    recordedAt,
    schemaVersion: 1,
    input,
  })
  await addAct(db, vault, { id, act: 'phone.register', post: post.id, recordedAt, body, files: [] })
}
