import { useState } from 'react'
import { ApiProblem, send } from './api.ts'

/** Sends something that is no act (sign-in, accounts' links): busy while on the way, a problem when refused. */
export function useSend() {
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ApiProblem | undefined>(undefined)
  const post = async <T>(path: string, body: object): Promise<T | undefined> => {
    setBusy(true)
    setProblem(undefined)
    try {
      return await send<T>('POST', path, { body })
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error
      setProblem(error)
      return undefined
    } finally {
      setBusy(false)
    }
  }
  return { post, isBusy, problem, clear: () => setProblem(undefined) }
}
