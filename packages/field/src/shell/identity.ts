import { ask, type Line, type Outcome } from '../sync/contact.ts'
import type { FieldPost } from './field-post.ts'

/** Signing in: the server's own routes, with the phone's eyes for replies that are not the server's. */
export type Me = {
  readonly account: string
  readonly userName: string
  readonly displayName: string
  readonly posts: readonly FieldPost[]
  readonly phone: { readonly state: 'registered' | 'revoked' | 'unknown' }
}

const has =
  <T>(...names: readonly string[]) =>
  (body: unknown): body is T =>
    typeof body === 'object' && body !== null && names.every((name) => name in body)

const post = <T>(line: Line, path: string, body: unknown, isReply: (body: unknown) => body is T) =>
  ask(line, path, { method: 'POST', body: JSON.stringify(body) }, isReply)

export const signIn = (
  line: Line,
  userName: string,
  password: string,
): Promise<Outcome<{ next: 'done' | 'second-factor' | 'enrol' }>> =>
  post(line, '/api/auth/sign-in', { userName, password }, has('next'))

export const secondFactor = (line: Line, code: string): Promise<Outcome<{ next: 'done' }>> =>
  post(line, '/api/auth/second-factor', { code }, has('next'))

export const signOut = (line: Line): Promise<Outcome<object>> => post(line, '/api/auth/sign-out', {}, has())

export const readMe = (line: Line): Promise<Outcome<Me>> =>
  ask(line, '/api/field/me', {}, has('account', 'posts'))

export async function escrowKey(line: Line): Promise<Outcome<ArrayBuffer>> {
  const outcome = await ask<{ key: string }>(line, '/api/field/escrow-key', {}, has('key'))
  return outcome.is === 'answered' ? { is: 'answered', body: fromBase64(outcome.body.key) } : outcome
}

/** The data key back from the server, for an account that has just signed in. */
export async function unwrapByServer(line: Line, wrapped: ArrayBuffer): Promise<Outcome<ArrayBuffer>> {
  const outcome = await post<{ key: string }>(
    line,
    '/api/field/unwrap',
    { wrapped: toBase64(wrapped) },
    has('key'),
  )
  return outcome.is === 'answered' ? { is: 'answered', body: fromBase64(outcome.body.key) } : outcome
}

const fromBase64 = (text: string): ArrayBuffer =>
  Uint8Array.from(atob(text), (char) => char.charCodeAt(0)).buffer
const toBase64 = (bytes: ArrayBuffer): string => btoa(String.fromCharCode(...new Uint8Array(bytes)))
