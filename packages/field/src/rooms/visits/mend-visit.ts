import { valuesOfVisit } from '@hulei/core/rooms/visits/visit-values'
import type { PictureFile } from '../../camera/watermark.ts'
import { picturesOf } from '../../outbox/act-pictures.ts'
import type { OpenedAct } from '../../outbox/opened-act.ts'
import type { FieldDatabase } from '../../store/database.ts'
import type { Vault } from '../../store/vault.ts'
import { readVisitDraft, type VisitDraft } from './visit-draft.ts'
import { visitInputOf } from './waiting.ts'

/**
 * A refused visit as a form to be mended, pictures and all; or as far as it was mended before. The refused act itself stays
 * in the tray until what comes of the form is saved.
 */
export async function readMending(
  db: FieldDatabase,
  vault: Vault,
  act: OpenedAct,
): Promise<{ draft: VisitDraft; pictures: readonly PictureFile[] }> {
  const begun = await readVisitDraft(db, vault, act.row.id)
  const draft = begun.draft ?? {
    values: valuesOfVisit({ ...visitInputOf(act), extra: act.extra }),
    record: crypto.randomUUID(),
  }
  // Pictures that were not taken anew lie with the refused act only.
  const own = (await picturesOf(db, vault, act)).filter(
    ({ sha256 }) => !begun.pictures.some((picture) => picture.sha256 === sha256),
  )
  return { draft, pictures: [...own, ...begun.pictures] }
}
