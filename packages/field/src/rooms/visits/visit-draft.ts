import type { VisitValues } from '@hulei/core/rooms/visits/visit-values'
import type { PictureFile } from '../../camera/watermark.ts'
import type { FieldDatabase } from '../../store/database.ts'
import { dropDraft, keepDraft, readDraft } from '../../store/drafts.ts'
import type { Vault } from '../../store/vault.ts'
import { type DraftPicture, fromDraftPicture, toDraftPicture } from './record-visit.ts'

/** What lies in a visit's draft. `record` is made once, so that saving twice is saving once. */
export type VisitDraft = { readonly values: VisitValues; readonly record: string }

/** Of what a draft is: a child's next visit, or the mending of a refused one (the act's id). They never overwrite each other. */
export type DraftOf = string

/** Under which names a visit's draft lies: what is typed, and its pictures, which change seldom and weigh much. */
export const draftsOf = (of: DraftOf): readonly [string, string] => [`visit/${of}`, `pictures/${of}`]

export async function readVisitDraft(
  db: FieldDatabase,
  vault: Vault,
  of: DraftOf,
): Promise<{ draft: VisitDraft | undefined; pictures: readonly PictureFile[] }> {
  const [values, pictures] = draftsOf(of)
  const [draft, kept] = await Promise.all([
    readDraft<VisitDraft>(db, vault, values),
    readDraft<readonly DraftPicture[]>(db, vault, pictures),
  ])
  return { draft, pictures: (kept ?? []).map(fromDraftPicture) }
}

export const keepVisitDraft = (
  db: FieldDatabase,
  vault: Vault,
  of: DraftOf,
  draft: VisitDraft,
): Promise<void> => keepDraft(db, vault, draftsOf(of)[0], draft)

export const keepDraftPictures = (
  db: FieldDatabase,
  vault: Vault,
  of: DraftOf,
  pictures: readonly PictureFile[],
): Promise<void> => keepDraft(db, vault, draftsOf(of)[1], pictures.map(toDraftPicture))

export async function dropVisitDraft(db: FieldDatabase, of: DraftOf): Promise<void> {
  for (const name of draftsOf(of)) await dropDraft(db, name)
}
