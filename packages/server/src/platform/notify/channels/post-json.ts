import type { Outcome } from './channel.ts'

const TIMEOUT_MS = 10_000
const MOST_BYTES = 64 * 1024

export type Answered = { readonly status: number; readonly body: unknown }

/**
 * Posts JSON to an address of the settings and reads a short JSON answer. Redirects are not followed: a gateway that
 * moves says so in its manual, and what we send belongs to the address that was configured.
 */
export async function postJson(
  url: string,
  body: object,
  options: { headers?: Record<string, string>; timeoutMs?: number } = {},
): Promise<Answered | Outcome> {
  let response: Response
  try {
    response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8', ...options.headers },
      body: JSON.stringify(body),
      redirect: 'manual',
      signal: AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS),
    })
    return answerOf(response.status, await readShort(response))
  } catch (error) {
    return { result: 'failed', detail: causeOf(error) }
  }
}

export const isOutcome = (answer: Answered | Outcome): answer is Outcome => 'result' in answer

function answerOf(status: number, text: string): Answered | Outcome {
  if (status >= 200 && status < 300) return { status, body: parsed(text) }
  if (status >= 300 && status < 400) return { result: 'refused', detail: `http ${status} redirect` }
  // Too many at once, or the other side's own trouble: later it may go. Anything else is wrong with what we send.
  const isPassing = status === 408 || status === 425 || status === 429 || status >= 500
  return { result: isPassing ? 'failed' : 'refused', detail: `http ${status}` }
}

async function readShort(response: Response): Promise<string> {
  const reader = response.body?.getReader()
  if (!reader) return ''
  const parts: Uint8Array[] = []
  let size = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    size += value.byteLength
    if (size > MOST_BYTES) {
      await reader.cancel()
      break
    }
    parts.push(value)
  }
  return Buffer.concat(parts).toString('utf8')
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** `timeout`, or the system's code such as ECONNREFUSED; never a sentence, which might quote the address and its key. */
function causeOf(error: unknown): string {
  if (error instanceof Error && error.name === 'TimeoutError') return 'timeout'
  const code = (error as { cause?: { code?: unknown } } | null)?.cause?.code
  return typeof code === 'string' && /^[A-Z_]{2,40}$/.test(code) ? code : 'no connection'
}
