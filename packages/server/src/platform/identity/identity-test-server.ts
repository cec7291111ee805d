import { randomBytes } from 'node:crypto'
import Fastify, { type FastifyInstance, type InjectOptions } from 'fastify'
import pg from 'pg'
import { inject } from 'vitest'
import { createLogin } from '../db/migrate.ts'
import { createPool, surviveBreaks } from '../db/pool.ts'
import { createTestDatabase } from '../db/test-database.ts'
import { sendProblem } from '../http/problem.ts'
import { createIdentity, type Identity, type IdentitySettings } from './create-identity.ts'
import { totpCode, totpStep } from './totp.ts'

export const ORIGIN = 'http://hulei.test'
export const TOTP_SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'
export const PASSWORD = '石桥村口的老樟树底下'

/** Sign-in with a database of its own behind a bare Fastify, for tests. */
export type IdentityTestServer = {
  readonly app: FastifyInstance
  readonly identity: Identity
  readonly owner: pg.Pool
  readonly identityUrl: string
  /** Everything that was logged. */
  readonly logged: string[]
  /** Routes as they were registered, `METHOD /path`. */
  readonly registered: string[]
  /** A browser with its own cookies. */
  browser(address?: string): Browser
  /** The same database, opened anew, as after a restart. */
  reopen(): Promise<Identity>
  stop(): Promise<void>
}

export type Answer = { status: number; body: Record<string, unknown>; headers: Record<string, unknown> }

export type Browser = {
  readonly cookies: Map<string, string>
  readonly address: string
  cookieHeader(): string
  post(path: string, body?: object, headers?: Record<string, string>): Promise<Answer>
  get(path: string): Promise<Answer>
  signIn(userName: string, password?: string): Promise<Answer>
}

/** The code that a phone shows now, or some steps of 30 seconds from now. */
export const codeNow = (steps = 0, secret = TOTP_SECRET) => totpCode(secret, totpStep(new Date()) + steps)

export async function startIdentityTestServer(
  options: { baseURL?: string; settings?: IdentitySettings } = {},
): Promise<IdentityTestServer> {
  const serverUrl = inject('serverUrl')
  const database = await createTestDatabase(serverUrl)
  const identityUrl = await createLogin(database.ownerUrl, 'hulei_identity', randomBytes(12).toString('hex'))
  // Dropping the database at the end cuts connections that are still closing.
  const owner = surviveBreaks(new pg.Pool({ connectionString: database.ownerUrl, max: 2 }))
  const pool = createPool(identityUrl, { max: 6 })
  const secret = randomBytes(32).toString('base64url')
  const open = () =>
    createIdentity({
      pool,
      baseURL: options.baseURL ?? ORIGIN,
      secret,
      ...(options.settings && { settings: options.settings }),
    })
  const identity = await open()
  const logged: string[] = []
  const registered: string[] = []
  const app = Fastify({
    trustProxy: true,
    logger: { level: 'trace', stream: { write: (line: string) => void logged.push(line) } },
  })
  app.addHook('onRoute', ({ method, url }) => {
    for (const each of [method].flat()) if (each !== 'HEAD') registered.push(`${each} ${url}`)
  })
  app.setErrorHandler(sendProblem)
  await app.register(identity.routes)
  await app.ready()
  return {
    app,
    identity,
    owner,
    identityUrl,
    logged,
    registered,
    browser: (address = '203.0.113.7') => createBrowser(app, address, options.baseURL ?? ORIGIN),
    reopen: open,
    async stop() {
      await app.close()
      await pool.end()
      await owner.end()
      await database.drop()
      await dropLogin(serverUrl, identityUrl)
    },
  }
}

/** Roles belong to the whole cluster and outlive the test's database. */
export async function dropLogin(serverUrl: string, loginUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl })
  await client.connect()
  await client.query(`DROP ROLE IF EXISTS ${client.escapeIdentifier(new URL(loginUrl).username)}`)
  await client.end()
}

function createBrowser(app: FastifyInstance, address: string, origin: string): Browser {
  const cookies = new Map<string, string>()
  const send = async (request: InjectOptions): Promise<Answer> => {
    const headers = { 'x-forwarded-for': address, ...request.headers }
    const answer = await app.inject({
      ...request,
      headers: cookies.size > 0 ? { cookie: browser.cookieHeader(), ...headers } : headers,
    })
    for (const { name, value, maxAge } of answer.cookies) {
      if (maxAge === 0) cookies.delete(name)
      else cookies.set(name, encodeURIComponent(value))
    }
    return {
      status: answer.statusCode,
      body: answer.json() as Record<string, unknown>,
      headers: answer.headers,
    }
  }
  const browser: Browser = {
    cookies,
    address,
    cookieHeader: () => [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    get: (path) => send({ method: 'GET', url: `/api/auth/${path}` }),
    post: (path, body = {}, headers = {}) =>
      send({ method: 'POST', url: `/api/auth/${path}`, payload: body, headers: { origin, ...headers } }),
    signIn: (userName, password = PASSWORD) => browser.post('sign-in', { userName, password }),
  }
  return browser
}
