import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { withQuery } from '../shell/api.ts'
import { useRead } from '../shell/use-read.ts'

/** A page of a log, newest first, with days and a record to look for in the address. */
export function useLog<T>(path: string) {
  const [params, setParams] = useSearchParams()
  const [before, setBefore] = useState<readonly (string | number)[]>([])
  const query = {
    from: params.get('from') ?? undefined,
    to: params.get('to') ?? undefined,
    record: params.get('record') ?? undefined,
  }
  const page = useRead<T>(withQuery(path, { ...query, before: before.at(-1) }))
  return {
    page,
    query,
    set(next: Partial<Record<'from' | 'to' | 'record', string | undefined>>) {
      setBefore([])
      const all = Object.entries({ ...query, ...next }).filter(([, value]) => value)
      setParams(Object.fromEntries(all) as Record<string, string>, { replace: true })
    },
    older: (from: string | number) => setBefore([...before, from]),
    newer: before.length > 0 ? () => setBefore(before.slice(0, -1)) : undefined,
  }
}
