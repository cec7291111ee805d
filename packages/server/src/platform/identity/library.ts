import { betterAuth } from 'better-auth'
import { APIError } from 'better-auth/api'
import { twoFactor } from 'better-auth/plugins/two-factor'
import { username } from 'better-auth/plugins/username'
import type pg from 'pg'
import { type IdentityDatabase, libraryDialect } from './database.ts'
import { hashPassword, verifyPassword } from './password.ts'
import { passwordLength } from './password-rules.ts'
import { ACCOUNT_DISABLED } from './refusals.ts'
import { newBackupCodes } from './totp.ts'

/** The header under which the routes tell the library the caller's address; a client's own is always replaced. */
export const ADDRESS_HEADER = 'x-hulei-address'

export type Library = ReturnType<typeof createLibrary>

const stamps = { createdAt: 'created_at', updatedAt: 'updated_at' }

/**
 * The sign-in library (better-auth) as this house uses it: user name and password, TOTP with backup codes, sessions in
 * PostgreSQL. Its HTTP handler is never mounted; the routes call single functions of its API. Sign-up, e-mail,
 * social sign-in, its admin plugin (impersonation, roles), trusted devices, cookie caches and telemetry stay off.
 * Its own limits on tries stay off as well: lock-out is ours, so that there is one rule and it survives a restart.
 */
export function createLibrary(options: {
  pool: pg.Pool
  database: IdentityDatabase
  baseURL: string
  secret: string
  sessionSeconds: number
}) {
  return betterAuth({
    appName: '护蕾',
    baseURL: options.baseURL,
    secret: options.secret,
    telemetry: { enabled: false },
    // Its messages may quote what was typed; what matters reaches the server's log through refusals.
    logger: { disabled: true },
    database: {
      dialect: libraryDialect(options.pool, options.database.changed),
      type: 'postgres',
      schemaName: 'identity',
      transaction: true,
    },
    rateLimit: { enabled: false },
    emailAndPassword: {
      enabled: false,
      disableSignUp: true,
      minPasswordLength: passwordLength.min,
      maxPasswordLength: passwordLength.max,
      password: { hash: hashPassword, verify: verifyPassword },
    },
    plugins: [
      username({
        displayUsername: false,
        usernameValidator: (name) => /^[a-z0-9][a-z0-9.-]*$/.test(name),
        schema: { user: { fields: { username: 'user_name' } } },
      }),
      twoFactor({
        issuer: '护蕾',
        twoFactorTable: 'second_factor',
        accountLockout: { enabled: false },
        backupCodeOptions: { storeBackupCodes: 'encrypted', customBackupCodesGenerate: newBackupCodes },
        schema: {
          user: { fields: { twoFactorEnabled: 'second_factor_enrolled' } },
          twoFactor: {
            fields: {
              userId: 'user_id',
              backupCodes: 'backup_codes',
              failedVerificationCount: 'failed_verification_count',
              lockedUntil: 'locked_until',
            },
          },
        },
      }),
    ],
    user: {
      modelName: 'user_account',
      fields: { name: 'display_name', emailVerified: 'email_verified', ...stamps },
    },
    account: {
      modelName: 'credential',
      fields: {
        userId: 'user_id',
        providerId: 'provider_id',
        accountId: 'account_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        ...stamps,
      },
    },
    session: {
      modelName: 'session',
      // The absolute end. The idle end is ours (sessions.ts), so the library never moves it.
      expiresIn: options.sessionSeconds,
      disableSessionRefresh: true,
      fields: {
        userId: 'user_id',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
        expiresAt: 'expires_at',
        ...stamps,
      },
    },
    verification: { modelName: 'challenge', fields: { expiresAt: 'expires_at', ...stamps } },
    advanced: {
      cookiePrefix: 'hulei',
      useSecureCookies: options.baseURL.startsWith('https://'),
      database: { generateId: 'uuid' },
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
    },
    databaseHooks: {
      session: {
        create: {
          // Every way to a session passes here, so a disabled account has none.
          before: async (session) => {
            const [account] = await options.database.query<{ disabled: boolean }>(
              'SELECT disabled_at IS NOT NULL AS disabled FROM identity.user_account WHERE id = $1',
              [session.userId],
            )
            if (account?.disabled !== false) {
              throw new APIError('FORBIDDEN', { code: ACCOUNT_DISABLED, message: ACCOUNT_DISABLED })
            }
          },
        },
      },
    },
  })
}
