import type { Place } from '@hulei/core'
import type { ActContext } from '../../platform/acts/handler.ts'
import { type Fault, invalid } from '../../platform/errors.ts'

/** One unit, village or school as an act names it. */
export type ToWhom = {
  readonly toUnit?: string | null | undefined
  readonly toVillage?: string | null | undefined
  readonly toSchool?: string | null | undefined
}

/** The place that an act names; at most one of unit, village and school. Undefined where it names none. */
export function placeOf({ township }: ActContext, given: ToWhom): Place | undefined {
  const { toUnit, toVillage, toSchool } = given
  const named = [toUnit, toVillage, toSchool].filter(Boolean)
  if (named.length > 1) throw invalid([fault('toUnit', '单位、村、学校只选一个')])
  if (toUnit && township.playbook.units.find((unit) => unit.id === toUnit)?.kind === 'village')
    throw invalid([fault('toUnit', '请在“村”一栏选具体的村')])
  if (named.length === 0) return undefined
  return { unit: toUnit ?? null, village: toVillage ?? null, school: toSchool ?? null }
}

/** As `placeOf`, where one must be named. */
export function onePlace(context: ActContext, given: ToWhom): Place {
  const place = placeOf(context, given)
  if (!place) throw invalid([fault('toUnit', '请选择单位、村或学校')])
  return place
}

export const fault = (field: string, message: string): Fault => ({
  path: `input.${field}`,
  code: 'input.invalid',
  message,
})
