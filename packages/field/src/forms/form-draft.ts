import { mediaTypeOf, type PictureFile } from '../camera/watermark.ts'
import type { FieldDatabase } from '../store/database.ts'
import {
  dropDraft,
  keepDraft,
  keepDraftPieces,
  listDrafts,
  readDraft,
  readDraftPieces,
} from '../store/drafts.ts'
import type { Vault } from '../store/vault.ts'
import type { FormValues } from './form-values.ts'

/** What lies in a form's draft. `record` is made once, so that saving twice is saving once. */
export type FormDraft = { readonly values: FormValues; readonly record: string }

/** What is typed lies under the act's name, or under the id of a refused one that is mended; each picture lies apart. */
const typedName = (of: string) => `form/${of}`
const picturesUnder = (of: string) => `form-picture/${of}/`

/** Acts of which a form lies half filled. */
export const actsWithDraft = async (db: FieldDatabase): Promise<ReadonlySet<string>> =>
  new Set((await listDrafts(db, typedName(''))).map((name) => name.slice(typedName('').length)))

export async function readFormDraft(
  db: FieldDatabase,
  vault: Vault,
  of: string,
): Promise<{ draft: FormDraft | undefined; pictures: readonly PictureFile[] }> {
  const [draft, pieces] = await Promise.all([
    readDraft<FormDraft>(db, vault, typedName(of)),
    readDraftPieces(db, vault, picturesUnder(of)),
  ])
  const pictures = pieces.map(({ name, bytes }) => ({ sha256: name, mediaType: mediaTypeOf(bytes), bytes }))
  return { draft, pictures }
}

/**
 * Writes a form's drafts one after the other. Encrypting takes a moment: without the order an older keystroke could be
 * written over a newer one, or a draft after the act that ended it.
 */
export function draftKeeper(db: FieldDatabase, vault: Vault, of: string) {
  let last: Promise<unknown> = Promise.resolve()
  const after = <T>(write: () => Promise<T>): Promise<T> => {
    const next = last.then(write)
    last = next.catch(() => {})
    return next
  }
  const names = async () => [typedName(of), ...(await listDrafts(db, picturesUnder(of)))]
  return {
    keep: (draft: FormDraft) => after(() => keepDraft(db, vault, typedName(of), draft)),
    keepPictures: (pictures: readonly PictureFile[]) =>
      after(() => {
        const pieces = pictures.map(({ sha256, bytes }) => ({ name: sha256, bytes }))
        return keepDraftPieces(db, vault, picturesUnder(of), pieces)
      }),
    drop: () =>
      after(async () => {
        for (const name of await names()) await dropDraft(db, name)
      }),
    /** Under which names the draft lies, when everything so far is written: the act that ends it ends them. */
    settled: () => after(names),
  }
}
