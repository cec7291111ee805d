import { maskName, maskPhone, maskResidentId } from '../people/index.ts'
import { type Actor, isGranted, type Place } from '../privacy/index.ts'
import type { AnyField } from './field.ts'
import type { AnyKind } from './kind.ts'

/** Whether this actor sees the personal fields of a row in this place without a mask. */
export function isCleared(of: AnyKind, actor: Actor, place: Place): boolean {
  return of.matter !== undefined || isGranted(of.cleared, actor, place)
}

/** One value as a reader without clearance sees it. Unknown shapes are hidden whole, never shown. */
export function maskValue(declared: AnyField, value: unknown): unknown {
  if (declared.guard === 'open' || value === null || value === undefined) return value
  if (typeof value !== 'string') return null
  if (declared.type === 'personName') return maskName(value)
  if (declared.type === 'residentId') return maskResidentId(value)
  if (declared.type === 'phone') return maskPhone(value)
  return '***'
}
