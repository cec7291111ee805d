import { valuesOfVisit } from '@hulei/core/rooms/visits/visit-values'
import type { PictureFile } from '../../camera/watermark.ts'
import type { FieldDatabase } from '../../store/database.ts'
import { bytesOf, settleAct } from '../../store/outbox.ts'
import type { Vault } from '../../store/vault.ts'
import { keepDraftPictures, keepVisitDraft } from './visit-draft.ts'
import type { OpenedAct } from './waiting.ts'

/**
 * Opens a refused visit in the form again, pictures and all. What was refused stays in the outbox as it was; what comes of
 * the form is a new act on a record of its own.
 */
export async function mendAct(db: FieldDatabase, vault: Vault, act: OpenedAct): Promise<void> {
  const child = act.input.children?.[0]?.child
  if (!child) return
  const files = (await Promise.all(act.row.files.map((sha256) => db.get('files', sha256)))).filter(
    (file) => file?.sealed !== undefined,
  )
  const pictures = await Promise.all(
    files.flatMap((file) =>
      file
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
  await keepDraftPictures(db, vault, child, pictures)
  await keepVisitDraft(db, vault, child, { values: valuesOfVisit(act.input), record: crypto.randomUUID() })
  await settleAct(db, act.row.id, 'mended')
}
