import { type Place, villageUnitOf } from '@hulei/core'
import type { ActContext } from '../../platform/acts/handler.ts'
import { invalid } from '../../platform/errors.ts'

const fault = (path: string, code: string, message: string) =>
  invalid([{ path: `input.${path}`, code, message }])

/** Where a unit's own matters belong: a village by its name, any other unit by its id. */
export function placeOfUnit(context: ActContext, unit: string, village: string | null | undefined): Place {
  const isVillage = villageUnitOf(context.township.playbook)?.id === unit
  if (isVillage && !village) throw fault('onVillage', 'units.village-missing', '请选择是哪个村')
  return isVillage ? { village: village ?? null } : { unit }
}

/** Whose work it is: the actor's own unit or village. Only the office writes work down for another. */
export function placeOfWork(
  context: ActContext,
  { onUnit, onVillage }: { onUnit?: string | null | undefined; onVillage?: string | null | undefined },
): Place {
  const { actor } = context.tx
  if (actor.role === 'village') return { village: ownVillage(context, onVillage) }
  if (actor.role !== 'office' && onUnit && onUnit !== actor.unit)
    throw fault('onUnit', 'units.not-own', '只能登记本单位的工作')
  return placeOfUnit(context, onUnit ?? actor.unit, onVillage)
}

/** One of the post's villages: the one named, or the only one. */
function ownVillage(context: ActContext, named: string | null | undefined): string {
  const { villages } = context.tx.actor
  const [only, ...others] = villages
  const village = named ?? (others.length === 0 ? only : undefined)
  if (!village) throw fault('onVillage', 'units.village-missing', '请选择是哪个村')
  if (!villages.includes(village)) throw fault('onVillage', 'units.not-own-village', '只能登记自己的村')
  return village
}
