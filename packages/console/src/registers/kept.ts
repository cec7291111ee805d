import { useCallback, useState } from 'react'

/** A choice that this browser keeps (columns, named filters). Nothing about a child is ever kept so. */
export function useKept<T>(name: string, start: T): [T, (next: T) => void] {
  const [value, setValue] = useState<T>(() => {
    try {
      return JSON.parse(localStorage.getItem(name) ?? 'null') ?? start
    } catch {
      return start
    }
  })
  const keep = useCallback(
    (next: T) => {
      setValue(next)
      localStorage.setItem(name, JSON.stringify(next))
    },
    [name],
  )
  return [value, keep]
}
