import { apiText } from './api.text.ts'

/** One fault of an input, as the server found it: `path` is like `input.name`. */
export type Fault = { readonly path: string; readonly code: string; readonly message: string }

/** What the server refused, as a sentence for the person, with its code and every fault at once (RFC 9457). */
export class ApiProblem extends Error {
  readonly code: string
  readonly status: number
  readonly faults: readonly Fault[]
  readonly detail: Readonly<Record<string, unknown>>

  constructor(
    code: string,
    status: number,
    sentence: string,
    detail: Readonly<Record<string, unknown>> = {},
  ) {
    super(sentence)
    this.name = 'ApiProblem'
    this.code = code
    this.status = status
    this.detail = detail
    this.faults = Array.isArray(detail.faults) ? (detail.faults as Fault[]) : []
  }

  /** Nothing reached the server, or nothing came back: the same may be sent again. */
  get isUnreachable(): boolean {
    return this.status === 0 || this.status === 502 || this.status === 503 || this.status === 504
  }
}

let post: string | undefined
/** The post under which everything is asked from now on. */
export function actUnder(chosen: string | undefined): void {
  post = chosen
}

const listeners = new Set<() => void>()
/** Tells when the server says that nobody is signed in any more. Returns how to stop listening. */
export function onSignedOut(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

export type RequestOptions = {
  readonly body?: unknown
  readonly signal?: AbortSignal
  readonly headers?: Readonly<Record<string, string>>
}

/** Sends a request and gives the JSON of the answer; anything else is thrown as an `ApiProblem`. */
export async function send<T>(method: string, path: string, options: RequestOptions = {}): Promise<T> {
  const { body, signal, headers } = options
  const isRaw = body instanceof Blob || body instanceof FormData
  const answer = await fetch(path, {
    method,
    headers: {
      accept: 'application/json',
      ...(post && { 'hulei-post': post }),
      ...(body !== undefined && !isRaw && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: isRaw ? body : JSON.stringify(body) }),
    ...(signal && { signal }),
  }).catch((error: unknown) => {
    if (signal?.aborted) throw error
    throw new ApiProblem('network.unreachable', 0, apiText.unreachable)
  })
  const isJson = /^application\/(problem\+)?json/.test(answer.headers.get('content-type') ?? '')
  if (!isJson) throw new ApiProblem('network.not-understood', 0, apiText.notUnderstood)
  const value = (await answer.json()) as Record<string, unknown>
  if (answer.ok) return value as T
  const problem = new ApiProblem(String(value.code ?? ''), answer.status, String(value.title ?? ''), value)
  if (problem.code === 'identity.signed-out') for (const listener of listeners) listener()
  throw problem
}

/** Reads from the server. */
export const read = <T>(path: string, signal?: AbortSignal): Promise<T> =>
  send<T>('GET', path, signal ? { signal } : {})

/** An address for a download, which cannot carry a header: the post goes with it. */
export function downloadUrl(path: string): string {
  if (!post) return path
  return `${path}${path.includes('?') ? '&' : '?'}post=${encodeURIComponent(post)}`
}

/** A path with the parameters that have a value. */
export function withQuery(
  path: string,
  query: Readonly<Record<string, string | number | undefined>>,
): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '')
  return given.length === 0
    ? path
    : `${path}?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}`
}
