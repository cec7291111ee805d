import type { PackItem, PackReply } from '@hulei/core'
import type { FieldDatabase } from './database.ts'
import { openText, sealJson, type Vault } from './vault.ts'

/** The work pack as it lies on the phone: one sealed piece, since it is read whole each time the app opens. */
export type StoredPack = {
  readonly post: string
  readonly today: string
  readonly madeAt: string
  readonly items: Readonly<Record<string, { readonly hash: string; readonly body: unknown }>>
}

const name = (post: string) => `pack/${post}`

export async function readPack(
  db: FieldDatabase,
  vault: Vault,
  post: string,
): Promise<StoredPack | undefined> {
  const sealed = await db.get('sealed', name(post))
  if (!sealed) return undefined
  try {
    return JSON.parse(await openText(vault, name(post), sealed)) as StoredPack
  } catch {
    // A pack that does not decrypt is fetched again; nothing of it is only here.
    return undefined
  }
}

export async function keepPack(db: FieldDatabase, vault: Vault, pack: StoredPack): Promise<void> {
  await db.put('sealed', { name: name(pack.post), ...(await sealJson(vault, name(pack.post), pack)) })
}

/** What to say that the phone has. */
export const hashesOf = (pack: StoredPack | undefined): Record<string, string> =>
  Object.fromEntries(Object.entries(pack?.items ?? {}).map(([key, { hash }]) => [key, hash]))

/** A pack with the server's changes; what is gone is gone from the phone, too. */
export function withChanges(pack: StoredPack | undefined, reply: PackReply): StoredPack {
  const items = new Map(Object.entries(pack?.post === reply.post ? pack.items : {}))
  for (const key of reply.gone) items.delete(key)
  for (const { key, hash, body } of reply.items satisfies readonly PackItem[]) items.set(key, { hash, body })
  return { post: reply.post, today: reply.today, madeAt: reply.madeAt, items: Object.fromEntries(items) }
}

/** Whether the pack is the server's whole one: otherwise it is fetched anew. */
export const isWhole = (pack: StoredPack, reply: PackReply): boolean =>
  Object.keys(pack.items).length === reply.total
