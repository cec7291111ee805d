import type { Problem } from '../store/outbox.ts'

/** Whom the phone speaks for, and by what it reaches the server. */
export type Line = {
  readonly fetch: typeof globalThis.fetch
  /** '' in a browser: the app's own origin. */
  readonly base: string
  readonly post: string
  readonly phone: string
  /** This phone's clock (ms). */
  readonly now: () => number
}

/**
 * What came back. Only `answered` and `refused` are the server's word; everything else is the road to it, and asks for
 * patience: no network, a gateway's error, a captive portal's page that answers for everybody.
 */
export type Outcome<T> =
  | { readonly is: 'answered'; readonly body: T }
  | { readonly is: 'refused'; readonly problem: Problem }
  /** The session ended or needs a second factor: what waits is kept until the worker has signed in again. */
  | { readonly is: 'sign-in'; readonly problem: Problem }
  /** The office revoked this phone. */
  | { readonly is: 'revoked'; readonly problem: Problem }
  | { readonly is: 'later'; readonly why: 'offline' | 'busy' | 'not-hulei' }

const TIMEOUT_MS = 45_000

/** Asks the server. `isReply` says whether a body is the answer to this question; another server's is not taken for one. */
export async function ask<T>(
  line: Line,
  path: string,
  init: { method?: 'GET' | 'POST'; body?: string; timeoutMs?: number },
  isReply: (body: unknown) => body is T,
): Promise<Outcome<T>> {
  let response: Response
  let text: string
  try {
    response = await line.fetch(`${line.base}${path}`, {
      method: init.method ?? 'GET',
      ...(init.body !== undefined && { body: init.body }),
      headers: headersOf(line, init.body !== undefined),
      credentials: 'same-origin',
      cache: 'no-store',
      redirect: 'manual',
      signal: AbortSignal.timeout(init.timeoutMs ?? TIMEOUT_MS),
    })
    text = await response.text()
  } catch {
    return { is: 'later', why: 'offline' }
  }
  return outcomeOf(response.status, response.headers.get('content-type') ?? '', text, isReply)
}

export function headersOf(line: Line, hasBody: boolean): Record<string, string> {
  return {
    accept: 'application/json',
    ...(hasBody && { 'content-type': 'application/json' }),
    ...(line.post && { 'hulei-post': line.post }),
    'hulei-phone': line.phone,
    'hulei-phone-clock': new Date(line.now()).toISOString(),
  }
}

/** Reads a reply with suspicion. */
export function outcomeOf<T>(
  status: number,
  contentType: string,
  text: string,
  isReply: (body: unknown) => body is T,
): Outcome<T> {
  if (status === 408 || status === 425 || status === 429 || status >= 500) return { is: 'later', why: 'busy' }
  const body = parsed(text)
  if (status === 200 && contentType.startsWith('application/json') && isReply(body))
    return { is: 'answered', body }
  if (status >= 400 && contentType.startsWith('application/problem+json') && isProblem(body)) {
    if (laterCodes.has(body.code)) return { is: 'later', why: 'busy' }
    if (body.code === 'phone.revoked') return { is: 'revoked', problem: body }
    if (status === 401 || signInCodes.has(body.code)) return { is: 'sign-in', problem: body }
    return { is: 'refused', problem: body }
  }
  return { is: 'later', why: 'not-hulei' }
}

// The act is not at fault: whoever sends it must first sign in, or act under another post.
const signInCodes: ReadonlySet<string> = new Set([
  'identity.signed-out',
  'identity.second-factor-needed',
  'phone.unknown',
])

// An upload that the server lost track of is begun again where the server says.
const laterCodes: ReadonlySet<string> = new Set([
  'uploads.offset',
  'uploads.not-found',
  'uploads.busy',
  'files.interrupted',
])

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isProblem(body: unknown): body is Problem {
  if (typeof body !== 'object' || body === null) return false
  const { type, code, title } = body as Record<string, unknown>
  return (
    typeof type === 'string' &&
    type.startsWith('urn:hulei:problem:') &&
    typeof code === 'string' &&
    typeof title === 'string'
  )
}
