import type { FieldDatabase } from './database.ts'
import { draftName } from './outbox.ts'
import { openText, sealJson, type Vault } from './vault.ts'

/** A form half filled: written at every change, so that an empty battery costs nothing. */
export async function keepDraft(db: FieldDatabase, vault: Vault, of: string, value: unknown): Promise<void> {
  const name = draftName(of)
  await db.put('sealed', { name, ...(await sealJson(vault, name, value)) })
}

export async function readDraft<T>(db: FieldDatabase, vault: Vault, of: string): Promise<T | undefined> {
  const name = draftName(of)
  const sealed = await db.get('sealed', name)
  return sealed && (JSON.parse(await openText(vault, name, sealed)) as T)
}

export const dropDraft = (db: FieldDatabase, of: string): Promise<void> => db.delete('sealed', draftName(of))

/** Of what there are drafts. */
export async function listDrafts(db: FieldDatabase): Promise<string[]> {
  const names = await db.getAllKeys('sealed', IDBKeyRange.bound('draft/', 'draft/\uffff'))
  return names.map((name) => name.slice('draft/'.length))
}
