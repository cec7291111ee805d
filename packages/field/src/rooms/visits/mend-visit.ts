import { valuesOfVisit } from '@hulei/core/rooms/visits/visit-values'
import { picturesOf } from '../../outbox/act-pictures.ts'
import type { OpenedAct } from '../../outbox/opened-act.ts'
import { idsOf } from '../../outbox/settle.ts'
import type { FieldDatabase } from '../../store/database.ts'
import type { Vault } from '../../store/vault.ts'
import { amended, visitInputOf } from './held-visits.ts'
import type { Begun } from './use-visit-form.ts'
import { readVisitDraft, type VisitDraft } from './visit-draft.ts'

/** A refused visit as a form, and the acts that are settled once what comes of the form is saved. */
export type Mending = { readonly begun: Begun; readonly fresh: VisitDraft; readonly mends: readonly string[] }

/**
 * A refused visit as a form to be mended, pictures and all, with what was amended on it here since; or as far as it was
 * mended before. The refused act itself stays in the tray until what comes of the form is saved.
 */
export async function readMending(
  db: FieldDatabase,
  vault: Vault,
  act: OpenedAct,
  hanging: readonly OpenedAct[],
): Promise<Mending> {
  const { draft, pictures } = await readVisitDraft(db, vault, act.row.id)
  const recorded = valuesOfVisit({ ...visitInputOf(act), extra: act.extra })
  const own = (await Promise.all([act, ...hanging].map((each) => picturesOf(db, vault, each)))).flat()
  // Pictures that were not taken anew lie with the refused acts only.
  const anew = new Set(pictures.map(({ sha256 }) => sha256))
  return {
    begun: { draft, pictures: [...own.filter(({ sha256 }) => !anew.has(sha256)), ...pictures] },
    fresh: { values: hanging.reduce(amended, recorded), record: crypto.randomUUID() },
    mends: idsOf({ head: act, hanging }),
  }
}
