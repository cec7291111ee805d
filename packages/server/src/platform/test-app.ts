import { randomUUID } from 'node:crypto'
import type { Role } from '@hulei/core'
import type { FastifyInstance } from 'fastify'
import { buildApp } from '../app.ts'
import { createSessions } from './http/session.ts'
import type { Identity } from './identity/index.ts'
import { createReadLog, type ReadLog } from './read-log.ts'
import { startTestServer, type TestServer } from './test-server.ts'

/** Headers that make a request come from somebody under their only post. */
export type SignedIn = { readonly 'test-account': string }

/** The whole application over HTTP, without sign-in: a header names the account, posts are rows. */
export type TestApp = TestServer & {
  readonly app: FastifyInstance
  readonly readLog: ReadLog
  /** An account with one post of a role. */
  signIn(role: Role, post?: PostOptions): Promise<SignedIn>
}

type PostOptions = {
  readonly township?: string
  readonly unit?: string
  readonly villages?: readonly string[]
  readonly school?: string
  readonly holder?: string
}

/** Units of the small playbook by role, where it matters. */
const unitOf: Partial<Record<Role, string>> = { office: 'pingan', village: 'village', school: 'edu' }

export async function startTestApp(
  options: Parameters<typeof startTestServer>[0] & {
    identity?: Identity
    /** Gets every line that the server logs, down to the least. */
    logLines?: string[]
  } = {},
): Promise<TestApp> {
  const { identity, logLines } = options
  const server = await startTestServer(options)
  const readLog = createReadLog(
    server.scopes,
    () => new Date().toISOString(),
    (error) => {
      throw error
    },
  )
  const sessions = createSessions(server.scopes, server.townships, async (headers) => {
    const account = headers['test-account']
    return typeof account === 'string'
      ? { accountId: account, userName: account, displayName: '测试员', secondFactor: 'passed' }
      : undefined
  })
  const app = await buildApp({
    server: { ...server, sessions, readLog, ...(identity && { identity }) },
    identityRoutes: async () => {},
    checkOrigin: () => {},
    isHttps: false,
    logLevel: logLines ? 'trace' : 'silent',
    ...(logLines && { logTo: { write: (line) => void logLines.push(line) } }),
    isReady: async () => true,
  })
  await app.ready()
  return {
    ...server,
    app,
    readLog,
    async signIn(role, post = {}) {
      const account = randomUUID()
      await server.owner.query(
        `INSERT INTO post (township, id, version, extra, received_at, account, holder, title, role, post_unit,
           villages, at_school, "from")
         VALUES ($1, $2, $2, '{}', now(), $3, $4, '测试岗位', $5, $6, $7, $8, '2024-01-01')`,
        [
          post.township ?? 'north',
          randomUUID(),
          account,
          post.holder ?? '测试员',
          role,
          post.unit ?? unitOf[role] ?? 'party',
          post.villages ?? (role === 'village' ? ['shiqiao'] : []),
          post.school ?? (role === 'school' ? 'zhongxin' : null),
        ],
      )
      return { 'test-account': account }
    },
    async stop() {
      await app.close()
      await readLog.flush()
      await server.stop()
    },
  }
}
