import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useRef, useState } from 'react'
import { ApiProblem, send } from './api.ts'

/** An act to do; `record` is made here when the act makes a new one. */
export type ActRequest = {
  readonly act: string
  readonly record?: string
  readonly version?: string
  readonly reason?: string
  readonly happenedAt?: string
  readonly input: object
  readonly extra?: object
  readonly originals?: object
}
export type ActReply = { readonly act: string; readonly record: string | null } & Readonly<
  Record<string, unknown>
>

/**
 * Does acts. The act's id is kept until an answer has come, so that pressing again after a broken line does it once.
 * `perform` resolves to the reply, or to undefined when it was refused: `problem` then says why.
 */
export function usePerform() {
  const queries = useQueryClient()
  const unanswered = useRef<{ body: string; id: string } | undefined>(undefined)
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ApiProblem | undefined>(undefined)

  const perform = useCallback(
    async (request: ActRequest): Promise<ActReply | undefined> => {
      const body = JSON.stringify(request)
      const id = unanswered.current?.body === body ? unanswered.current.id : crypto.randomUUID()
      unanswered.current = { body, id }
      setBusy(true)
      setProblem(undefined)
      try {
        const reply = await send<ActReply>('POST', '/api/acts', { body: { id, ...request } })
        unanswered.current = undefined
        await queries.invalidateQueries()
        return reply
      } catch (error) {
        const found =
          error instanceof ApiProblem
            ? error
            : new ApiProblem('client.failed', 0, String((error as Error).message))
        if (!found.isUnreachable) unanswered.current = undefined
        setProblem(found)
        return undefined
      } finally {
        setBusy(false)
      }
    },
    [queries],
  )
  const clear = useCallback(() => setProblem(undefined), [])
  return { perform, isBusy, problem, clear }
}
