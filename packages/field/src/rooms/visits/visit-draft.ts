import type { VisitValues } from '@hulei/core/rooms/visits/visit-values'
import { mediaTypeOf, type PictureFile } from '../../camera/watermark.ts'
import type { FieldDatabase } from '../../store/database.ts'
import {
  dropDraft,
  keepDraft,
  keepDraftPieces,
  listDrafts,
  readDraft,
  readDraftPieces,
} from '../../store/drafts.ts'
import type { Vault } from '../../store/vault.ts'

/** From what an amendment began: the version that it names, and the values as they stood. */
export type AmendmentBase = { readonly version: string; readonly values: VisitValues }

/** What lies in a visit's draft. `record` is made once, so that saving twice is saving once. */
export type VisitDraft = {
  readonly values: VisitValues
  readonly record: string
  /** Why a recorded visit is amended. */
  readonly reason?: string
  /** From what the amendment began. */
  readonly base?: AmendmentBase
}

/** Of what a draft is: a child's next visit, or the mending of a refused one (the act's id). They never overwrite each other. */
export type DraftOf = string

const typedName = (of: DraftOf) => `visit/${of}`
const picturesUnder = (of: DraftOf) => `picture/${of}/`
/** Where the first version of the app kept all pictures of a draft, as JSON; forms that it left half filled are still read. */
const firstPicturesName = (of: DraftOf) => `pictures/${of}`

/** Under which names a visit's draft lies: what is typed, and its pictures, which change seldom and weigh much. */
export const draftsOf = async (db: FieldDatabase, of: DraftOf): Promise<readonly string[]> => [
  typedName(of),
  firstPicturesName(of),
  ...(await listDrafts(db, picturesUnder(of))),
]

export async function readVisitDraft(
  db: FieldDatabase,
  vault: Vault,
  of: DraftOf,
): Promise<{ draft: VisitDraft | undefined; pictures: readonly PictureFile[] }> {
  const [draft, first, pieces] = await Promise.all([
    readDraft<VisitDraft>(db, vault, typedName(of)),
    readDraft<readonly FirstDraftPicture[]>(db, vault, firstPicturesName(of)),
    readDraftPieces(db, vault, picturesUnder(of)),
  ])
  const order = draft?.values.photos ?? []
  const pictures = [
    ...pieces.map(({ name, bytes }) => ({ sha256: name, mediaType: mediaTypeOf(bytes), bytes })),
    ...(first ?? []).map(fromFirst).filter(({ sha256 }) => !pieces.some(({ name }) => name === sha256)),
  ].sort((left, right) => order.indexOf(left.sha256) - order.indexOf(right.sha256))
  // A draft of an earlier version of the app lacks what the form has learnt since.
  const whole = draft && {
    ...draft,
    values: { ...draft.values, hazardPhotos: draft.values.hazardPhotos ?? {} },
  }
  return { draft: whole, pictures }
}

export const keepVisitDraft = (
  db: FieldDatabase,
  vault: Vault,
  of: DraftOf,
  draft: VisitDraft,
): Promise<void> => keepDraft(db, vault, typedName(of), draft)

export async function keepDraftPictures(
  db: FieldDatabase,
  vault: Vault,
  of: DraftOf,
  pictures: readonly PictureFile[],
): Promise<void> {
  const pieces = pictures.map(({ sha256, bytes }) => ({ name: sha256, bytes }))
  await keepDraftPieces(db, vault, picturesUnder(of), pieces)
  await dropDraft(db, firstPicturesName(of))
}

export async function dropVisitDraft(db: FieldDatabase, of: DraftOf): Promise<void> {
  for (const name of await draftsOf(db, of)) await dropDraft(db, name)
}

type FirstDraftPicture = Omit<PictureFile, 'bytes'> & { readonly base64: string }
const fromFirst = ({ sha256, mediaType, base64 }: FirstDraftPicture): PictureFile => ({
  sha256,
  mediaType,
  bytes: Uint8Array.from(atob(base64), (char) => char.charCodeAt(0)),
})
