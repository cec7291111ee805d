import type { FieldDatabase } from '../store/database.ts'
import { bodyOf, confirmAct, nextWaiting, type Problem, refuseAct } from '../store/outbox.ts'
import type { Vault } from '../store/vault.ts'
import { ask, type Line } from './contact.ts'
import { syncText as text } from './sync.text.ts'
import { isAnothersSession, NOT_MY_POST } from './whose-session.ts'

/** How a round of sending ended. */
export type SendEnd =
  | { readonly is: 'sent'; readonly confirmed: number; readonly refused: number }
  | { readonly is: 'later'; readonly why: 'offline' | 'busy' | 'not-hulei' }
  | { readonly is: 'sign-in' }

const unreadable: Problem = {
  type: 'urn:hulei:problem:phone.unreadable',
  title: text.unreadable,
  status: 0,
  code: 'phone.unreadable',
}

type ActReply = { readonly act: string; readonly receivedAt: string }

/**
 * Sends what waits, in its order, one act at a time. An act is the server's only when the server says so by the act's own
 * id; a lost reply means that it is sent again, and the server answers as before. What is refused goes to the tray, and
 * does not hold up the others.
 */
export async function sendActs(db: FieldDatabase, vault: Vault, line: Line): Promise<SendEnd> {
  let confirmed = 0
  let refused = 0
  for (;;) {
    const row = await nextWaiting(db, vault.row.account)
    if (!row) return { is: 'sent', confirmed, refused }
    const isReply = (body: unknown): body is ActReply => {
      const { act, receivedAt } = (body ?? {}) as Record<string, unknown>
      return act === row.id && typeof receivedAt === 'string'
    }
    const body = await bodyOf(vault, row).catch(() => undefined)
    if (body === undefined) {
      // Damaged on this phone: it stays, and does not hold up the others.
      await refuseAct(db, vault, row.id, unreadable)
      refused++
      continue
    }
    const outcome = await ask({ ...line, post: row.post }, '/api/acts', { method: 'POST', body }, isReply)
    switch (outcome.is) {
      case 'answered':
        await confirmAct(db, row.id, outcome.body.receivedAt)
        confirmed++
        break
      case 'refused':
        // No fault of the act where somebody else is signed in.
        if (outcome.problem.code === NOT_MY_POST) {
          const other = await isAnothersSession(line, row.account)
          if (other.is === 'later') return other
          if (other.is !== 'answered' || other.body) return { is: 'sign-in' }
        }
        await refuseAct(db, vault, row.id, outcome.problem)
        refused++
        break
      case 'later':
        return { is: 'later', why: outcome.why }
      default:
        return { is: 'sign-in' }
    }
  }
}
