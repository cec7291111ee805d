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

/** Of what there are drafts; `under`: only those whose name begins so. */
export async function listDrafts(db: FieldDatabase, under = ''): Promise<string[]> {
  const names = await db.getAllKeys(
    'sealed',
    IDBKeyRange.bound(draftName(under), draftName(`${under}\uffff`)),
  )
  return names.map((name) => name.slice(draftName('').length))
}

/** What of a draft weighs much: a picture. Each lies apart, as bytes, and is written once. */
export type DraftPiece = { readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> }

/** Keeps exactly these pieces under a name; what is there already is not written again. All of it, or nothing. */
export async function keepDraftPieces(
  db: FieldDatabase,
  vault: Vault,
  under: string,
  pieces: readonly DraftPiece[],
): Promise<void> {
  const here = new Set(await listDrafts(db, under))
  const wanted = new Set(pieces.map((piece) => `${under}${piece.name}`))
  const added = await Promise.all(
    pieces
      .filter((piece) => !here.has(`${under}${piece.name}`))
      .map(async (piece) => {
        const name = draftName(`${under}${piece.name}`)
        return { name, ...(await vault.seal(name, piece.bytes)) }
      }),
  )
  const tx = db.transaction('sealed', 'readwrite', { durability: 'strict' })
  const writes: Promise<unknown>[] = added.map((sealed) => tx.store.put(sealed))
  for (const of of here) if (!wanted.has(of)) writes.push(tx.store.delete(draftName(of)))
  await Promise.all([...writes, tx.done])
}

export async function readDraftPieces(db: FieldDatabase, vault: Vault, under: string): Promise<DraftPiece[]> {
  const names = await listDrafts(db, under)
  const pieces = await Promise.all(
    names.map(async (of) => {
      const sealed = await db.get('sealed', draftName(of))
      return sealed && { name: of.slice(under.length), bytes: await vault.open(draftName(of), sealed) }
    }),
  )
  return pieces.filter((piece) => piece !== undefined)
}
