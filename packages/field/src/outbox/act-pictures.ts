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
  const files = await Promise.all(act.row.files.map((sha256) => db.get('files', sha256)))
  return await Promise.all(
    files.flatMap((file) =>
      file?.sealed
        ? [
            bytesOf(vault, file).then(
              (bytes): PictureFile => ({
                sha256: file.sha256,
                mediaType: file.mediaType === 'image/png' ? 'image/png' : 'image/jpeg',
                bytes,
              }),
            ),
          ]
        : [],
    ),
  )
}
