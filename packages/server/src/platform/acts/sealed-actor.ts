import type { Actor } from '@hulei/core'
import type { Keyring } from '../crypto/keyring.ts'

/**
 * The pseudonym under which somebody reports: the same for the same account, so that they find their own reports again and
 * a report sent twice is one; nobody turns it back into an account without the master key, not even from the whole
 * database. The public has no account and comes with a pseudonym of its own.
 */
export function sealedActorOf(keyring: Keyring, actor: Actor): Actor {
  if (actor.role === 'public') return actor
  const account = `anon.${keyring.hash(actor.township, 'reporter', actor.account).toString('base64url').slice(0, 32)}`
  return { ...publicActor(actor.township, account) }
}

/**
 * Under whom a file is handed in: with the header `hulei-sealed: 1` under the pseudonym, as the report that names it is
 * made. Under the own account the file itself would say who reported. `hulei-sealed: file`: under the own account, for a
 * sealed record; either way the bytes are kept encrypted.
 */
export const fileActorOf = (
  keyring: Keyring,
  actor: Actor,
  headers: Readonly<Record<string, unknown>>,
): Actor => (headers['hulei-sealed'] === '1' ? sealedActorOf(keyring, actor) : actor)

export const isSealedUpload = (headers: Readonly<Record<string, unknown>>): boolean =>
  headers['hulei-sealed'] === '1' || headers['hulei-sealed'] === 'file'

/** Somebody of the public, known only by a pseudonym. */
export const publicActor = (township: string, account: string): Actor => ({
  township,
  account,
  post: '',
  name: '举报人',
  role: 'public',
  unit: '',
  villages: [],
  school: null,
  remits: [],
})
