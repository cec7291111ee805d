import { randomBytes, randomUUID } from 'node:crypto'
import type { Fault } from '../errors.ts'
import type { IdentityDatabase, Statements } from './database.ts'
import { hashPassword } from './password.ts'
import { passwordFaults } from './password-rules.ts'
import { noSuchAccount, unfit, userNameTaken } from './refusals.ts'
import type { SecondFactors } from './second-factors.ts'
import { isTotpSecret } from './totp.ts'

/** An account to make. */
export type NewAccount = {
  /** Made by the caller, so that making it twice makes it once. */
  readonly accountId?: string
  /** Letters, digits, dots and dashes, 3 to 30; case does not matter. */
  readonly userName: string
  readonly displayName: string
  /** Without one, nobody can sign in until a setup link is used. */
  readonly password?: string
  readonly requireSecondFactor: boolean
  /** A known TOTP secret in base32, enrolled at once: for demonstrations, whose sign-ins are printed. */
  readonly totpSecret?: string
  /** The township whose administrator opens it; its administrators may then manage it. */
  readonly openedIn?: string
}

/** An account as an administrator sees it. */
export type AccountSummary = {
  readonly accountId: string
  readonly userName: string
  readonly displayName: string
  readonly requiresSecondFactor: boolean
  readonly hasSecondFactor: boolean
  readonly hasPassword: boolean
  readonly isDisabled: boolean
  /** The township whose administrator opened it; null when it was opened on the terminal. */
  readonly openedIn: string | null
  readonly createdAt: string
}

export type Accounts = {
  create(account: NewAccount): Promise<{ accountId: string }>
  list(): Promise<AccountSummary[]>
  get(accountId: string): Promise<AccountSummary>
  setRequiresSecondFactor(accountId: string, isRequired: boolean): Promise<void>
  setDisabled(accountId: string, isDisabled: boolean): Promise<void>
  /** Sets the password that a person has chosen. Throws what is wrong with it. */
  setPassword(into: Statements, accountId: string, passwordHash: string): Promise<void>
  /** Puts a password that nobody knows in the place of the old one. */
  scramblePassword(into: Statements, accountId: string): Promise<void>
}

/** A user name as it is kept: case and full-width forms do not matter. */
export const normalizedUserName = (typed: string) => typed.normalize('NFKC').trim().toLowerCase()

/** What is wrong with a user name. */
function userNameFaults(userName: string): Fault[] {
  if (/^[a-z0-9][a-z0-9.-]{2,29}$/.test(userName)) return []
  const message = '用户名应为3到30个字母、数字、点或短横线，以字母或数字开头。'
  return [{ path: 'userName', code: 'identity.user-name', message }]
}

const SUMMARY = `SELECT id AS "accountId", user_name AS "userName", display_name AS "displayName",
  requires_second_factor AS "requiresSecondFactor", second_factor_enrolled AS "hasSecondFactor",
  password_set_at IS NOT NULL AS "hasPassword", disabled_at IS NOT NULL AS "isDisabled", opened_in AS "openedIn", created_at AS "createdAt"
  FROM identity.user_account`

type SummaryRow = Omit<AccountSummary, 'createdAt'> & { createdAt: Date }

const summaryOf = (row: SummaryRow): AccountSummary => ({ ...row, createdAt: row.createdAt.toISOString() })

// An account without a password has one all the same, of 256 random bits that are kept nowhere:
// refusing it takes as long as refusing any other, so the time does not tell which accounts are not set up yet.
const unknowablePassword = () => hashPassword(randomBytes(32).toString('base64url'))

export function createAccounts(
  database: IdentityDatabase,
  options: { secondFactors: SecondFactors; clock: () => Date },
): Accounts {
  const { secondFactors, clock } = options
  const change = async (into: Statements, assignment: string, accountId: string, value: unknown) => {
    const rows = await into.query(
      `UPDATE identity.user_account SET ${assignment}, updated_at = $3 WHERE id = $1 RETURNING id`,
      [accountId, value, clock()],
    )
    if (rows.length === 0) throw noSuchAccount()
  }
  const writePassword = async (into: Statements, accountId: string, hash: string, setAt: Date | null) => {
    await change(into, 'password_set_at = $2', accountId, setAt)
    await into.query('UPDATE identity.credential SET password = $2, updated_at = $3 WHERE user_id = $1', [
      accountId,
      hash,
      clock(),
    ])
  }

  return {
    async create(account) {
      const userName = normalizedUserName(account.userName)
      const displayName = account.displayName.trim()
      const { password, totpSecret } = account
      const faults = [
        ...userNameFaults(userName),
        ...(password === undefined ? [] : passwordFaults(password, userName)),
      ]
      if (displayName.length < 1 || displayName.length > 60) {
        faults.push({
          path: 'displayName',
          code: 'identity.display-name',
          message: '姓名应为1到60个字。',
        })
      }
      if (faults.length > 0) throw unfit(faults)
      if (totpSecret !== undefined && !isTotpSecret(totpSecret)) {
        throw new Error('A TOTP secret is base32 of 16 to 64 characters')
      }
      const hash = password === undefined ? await unknowablePassword() : await hashPassword(password)
      const accountId = account.accountId ?? randomUUID()
      const now = clock()
      await database.transaction(async (tx) => {
        const made = await tx.query(
          `INSERT INTO identity.user_account (id, user_name, display_name, requires_second_factor,
             second_factor_enrolled, password_set_at, email, opened_in, created_at, updated_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9) ON CONFLICT DO NOTHING RETURNING id`,
          [
            accountId,
            userName,
            displayName,
            account.requireSecondFactor,
            totpSecret !== undefined,
            password === undefined ? null : now,
            `${accountId}@account.invalid`,
            account.openedIn ?? null,
            now,
          ],
        )
        if (made.length === 0) {
          const same = await tx.query(
            'SELECT id FROM identity.user_account WHERE id = $1 AND user_name = $2',
            [accountId, userName],
          )
          if (same.length === 0) throw userNameTaken()
          return
        }
        await tx.query(
          `INSERT INTO identity.credential (user_id, provider_id, account_id, password, created_at, updated_at)
           VALUES ($1, 'credential', $2, $3, $4, $4)`,
          [accountId, accountId, hash, now],
        )
        if (totpSecret !== undefined) await secondFactors.keep(tx, accountId, totpSecret, true)
      })
      return { accountId }
    },
    async list() {
      const rows = await database.query<SummaryRow>(`${SUMMARY} ORDER BY user_name`)
      return rows.map(summaryOf)
    },
    async get(accountId) {
      const [row] = await database.query<SummaryRow>(`${SUMMARY} WHERE id = $1`, [accountId])
      if (!row) throw noSuchAccount()
      return summaryOf(row)
    },
    setRequiresSecondFactor: (accountId, isRequired) =>
      change(database, 'requires_second_factor = $2', accountId, isRequired),
    setDisabled: (accountId, isDisabled) =>
      change(database, 'disabled_at = $2', accountId, isDisabled ? clock() : null),
    setPassword: (into, accountId, hash) => writePassword(into, accountId, hash, clock()),
    async scramblePassword(into, accountId) {
      await writePassword(into, accountId, await unknowablePassword(), null)
    },
  }
}
