import { createHash, randomBytes } from 'node:crypto'
import type { Accounts } from './accounts.ts'
import type { IdentityDatabase } from './database.ts'
import { hashPassword } from './password.ts'
import { passwordFaults } from './password-rules.ts'
import { linkInvalid, unfit } from './refusals.ts'

export type SetupLinks = {
  /** A one-time token by which a person chooses a password, good for 24 hours. The account's older tokens end. */
  create(accountId: string): Promise<string>
  /** Spends a token. Throws what is wrong with the password without spending it. */
  redeem(token: string, password: string): Promise<{ accountId: string; userName: string }>
}

const LIFETIME_MS = 24 * 3_600_000

const hashOf = (token: string) => createHash('sha256').update(token).digest()

export function createSetupLinks(
  database: IdentityDatabase,
  options: { accounts: Accounts; clock: () => Date },
): SetupLinks {
  const { accounts, clock } = options
  return {
    async create(accountId) {
      await accounts.get(accountId)
      const token = randomBytes(32).toString('base64url')
      const now = clock()
      await database.transaction(async (tx) => {
        await tx.query('DELETE FROM identity.setup_link WHERE user_id = $1', [accountId])
        await tx.query(
          'INSERT INTO identity.setup_link (token_hash, user_id, created_at, expires_at) VALUES ($1, $2, $3, $4)',
          [hashOf(token), accountId, now, new Date(now.getTime() + LIFETIME_MS)],
        )
      })
      return token
    },
    async redeem(token, password) {
      const [link] = await database.query<{ account: string; user_name: string }>(
        `SELECT u.id AS account, u.user_name FROM identity.setup_link l
         JOIN identity.user_account u ON u.id = l.user_id
         WHERE l.token_hash = $1 AND l.used_at IS NULL AND l.expires_at > $2 AND u.disabled_at IS NULL`,
        [hashOf(token), clock()],
      )
      if (!link) throw linkInvalid()
      const faults = passwordFaults(password, link.user_name)
      if (faults.length > 0) throw unfit(faults)
      const hash = await hashPassword(password)
      await database.transaction(async (tx) => {
        const spent = await tx.query(
          'UPDATE identity.setup_link SET used_at = $2 WHERE token_hash = $1 AND used_at IS NULL RETURNING user_id',
          [hashOf(token), clock()],
        )
        // Somebody else was faster with the same link.
        if (spent.length === 0) throw linkInvalid()
        await accounts.setPassword(tx, link.account, hash)
        await tx.query('DELETE FROM identity.session WHERE user_id = $1', [link.account])
        await tx.query('DELETE FROM identity.challenge WHERE value = $1', [link.account])
      })
      return { accountId: link.account, userName: link.user_name }
    },
  }
}
