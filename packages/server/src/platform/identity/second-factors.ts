import { symmetricDecrypt, symmetricEncrypt } from 'better-auth/crypto'
import type { Statements } from './database.ts'
import { matchingStep, newBackupCodes } from './totp.ts'

export type SecondFactors = {
  /** Keeps a secret with fresh backup codes, in place of one that was never confirmed. False: one is enrolled already. */
  keep(into: Statements, accountId: string, secret: string, verified: boolean): Promise<boolean>
  /**
   * Whether a code is right and not yet used, and uses it up: of two requests with one code, one gets true.
   * @param enrolling  whether the secret is still to be confirmed
   */
  useCode(accountId: string, code: string, enrolling: boolean): Promise<boolean>
  /** Whether a secret waits for its first code. */
  isStarted(accountId: string): Promise<boolean>
  /** Takes the second factor off an account, for a lost phone. */
  remove(into: Statements, accountId: string): Promise<void>
}

// How the library marks a secret that is base32 text and not its own raw characters.
const BASE32 = 'base32:'

/** TOTP secrets and backup codes, encrypted as the library does, so that it reads what is written here. */
export function createSecondFactors(
  database: Statements,
  options: { secret: string; clock: () => Date },
): SecondFactors {
  const encrypt = (data: string) => symmetricEncrypt({ key: options.secret, data })
  return {
    async keep(into, accountId, secret, verified) {
      const rows = await into.query(
        `INSERT INTO identity.second_factor AS f (user_id, secret, backup_codes, verified) VALUES ($1, $2, $3, $4)
         ON CONFLICT (user_id) DO UPDATE SET secret = excluded.secret, backup_codes = excluded.backup_codes,
           last_step = NULL WHERE NOT f.verified RETURNING id`,
        [
          accountId,
          await encrypt(BASE32 + secret),
          await encrypt(JSON.stringify(newBackupCodes())),
          verified,
        ],
      )
      return rows.length > 0
    },
    async useCode(accountId, code, enrolling) {
      const [row] = await database.query<{ secret: string }>(
        'SELECT secret FROM identity.second_factor WHERE user_id = $1 AND verified = $2',
        [accountId, !enrolling],
      )
      if (!row) return false
      const plain = await symmetricDecrypt({ key: options.secret, data: row.secret })
      const step = matchingStep(plain.slice(BASE32.length), code, options.clock())
      if (step === undefined) return false
      const used = await database.query(
        `UPDATE identity.second_factor SET last_step = $2
         WHERE user_id = $1 AND (last_step IS NULL OR last_step < $2::bigint) RETURNING id`,
        [accountId, step],
      )
      return used.length > 0
    },
    async isStarted(accountId) {
      const rows = await database.query(
        'SELECT id FROM identity.second_factor WHERE user_id = $1 AND NOT verified',
        [accountId],
      )
      return rows.length > 0
    },
    async remove(into, accountId) {
      await into.query('DELETE FROM identity.second_factor WHERE user_id = $1', [accountId])
      await into.query('UPDATE identity.user_account SET second_factor_enrolled = false WHERE id = $1', [
        accountId,
      ])
    },
  }
}
