import type { z } from 'zod'
import { type FaultPath, isRecord, valueAt } from './fault.ts'

/** An item of a list that has the right shape, and where it stands. */
export type Placed<T> = { readonly value: T; readonly path: FaultPath }

/** The items of a list that fit their schema; those that do not are reported by shape and skipped by other rules. */
export function soundItems<T>(schema: z.ZodType<T>, data: unknown, path: FaultPath): readonly Placed<T>[] {
  const list = valueAt(data, path)
  if (!Array.isArray(list)) return []
  return list.flatMap((item: unknown, index): Placed<T>[] => {
    const parsed = schema.safeParse(item)
    return parsed.success ? [{ value: parsed.data, path: [...path, index] }] : []
  })
}

/** The value at a path when it fits its schema. */
export function soundValue<T>(schema: z.ZodType<T>, data: unknown, path: FaultPath): T | undefined {
  const parsed = schema.safeParse(valueAt(data, path))
  return parsed.success ? parsed.data : undefined
}

/** Ids of a list as written, sound or not: a reference to an item with a mistake of its own is not a second mistake. */
export function idsAt(data: unknown, path: FaultPath): ReadonlySet<string> {
  const list = valueAt(data, path)
  if (!Array.isArray(list)) return new Set()
  return new Set(
    list.flatMap((item: unknown) => (isRecord(item) && typeof item.id === 'string' ? [item.id] : [])),
  )
}
