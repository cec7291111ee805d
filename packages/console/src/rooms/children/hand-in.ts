import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ApiProblem, send } from '../../shell/api.ts'
import type { Run } from './import-types.ts'

/** What a person chose for a sheet, over what was understood. */
export type Mapping = Readonly<
  Record<string, { readonly headerRow?: number; readonly columns?: Readonly<Record<number, string | null>> }>
>

// The browser keeps the file while the page is open, so that a changed mapping needs no second choosing; the server keeps none.
const files = new Map<string, File>()

/** The file that a run was read from, if it was handed in since the page was opened. */
export const fileOf = (run: string): File | undefined => files.get(run)

/** Hands a ledger in, and gives the run that it was read into. A run that it replaces is thrown away. */
export function useHandIn() {
  const queries = useQueryClient()
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ApiProblem | undefined>(undefined)
  const handIn = async (file: File, mapping?: Mapping, replaces?: string): Promise<Run | undefined> => {
    setBusy(true)
    setProblem(undefined)
    try {
      const form = new FormData()
      if (mapping) form.set('mapping', JSON.stringify(mapping))
      form.set('file', file)
      const run = await send<Run>('POST', '/api/children/imports', { body: form })
      files.set(run.id, file)
      if (replaces) await send('DELETE', `/api/children/imports/${replaces}`).catch(() => undefined)
      await queries.invalidateQueries()
      return run
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error
      setProblem(error)
      return undefined
    } finally {
      setBusy(false)
    }
  }
  return { handIn, isBusy, problem }
}
