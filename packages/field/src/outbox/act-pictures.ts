import type { PictureFile } from '../camera/watermark.ts'
import type { FieldDatabase } from '../store/database.ts'
import { bytesOf } from '../store/outbox.ts'
import type { Vault } from '../store/vault.ts'
import type { OpenedAct } from './opened-act.ts'

/** The pictures of an act that still lie here: those that the server has are its own. */
export async function picturesOf(
  db: FieldDatabase,
  vault: Vault,
  act: OpenedAct,
): Promise<readonly PictureFile[]> {
  const pictures = await Promise.all(
    act.row.files.map(async (sha256): Promise<PictureFile | undefined> => {
      const file = await db.get('files', sha256)
      // One that cannot be read any more is left out; the form asks for a new one.
      const bytes = file && (await bytesOf(db, vault, file).catch(() => undefined))
      const mediaType = file?.mediaType === 'image/png' ? 'image/png' : 'image/jpeg'
      return bytes && { sha256, mediaType, bytes }
    }),
  )
  return pictures.filter((picture) => picture !== undefined)
}
