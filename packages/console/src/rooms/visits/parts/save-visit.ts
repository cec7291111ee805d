import { useCallback, useState } from 'react'
import { uploadFile } from '../../../evidence/upload.ts'
import { ApiProblem } from '../../../shell/api.ts'
import type { SignaturePadControl } from './signature-pad.tsx'

/** Sends the signature's picture before the act that names it. */
export function useSignatureUpload() {
  const [isSending, setSending] = useState(false)
  const [problem, setProblem] = useState<ApiProblem | undefined>(undefined)
  const send = useCallback(async (pad: SignaturePadControl | null): Promise<string[] | undefined> => {
    setProblem(undefined)
    const picture = await pad?.picture()
    if (!picture) return []
    setSending(true)
    try {
      return [await uploadFile(picture)]
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error
      setProblem(error)
      return undefined
    } finally {
      setSending(false)
    }
  }, [])
  return { send, isSending, problem }
}
