import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod'
import { Refusal } from '../errors.ts'
import { enrolmentNeeded, signedOut } from './refusals.ts'
import * as schemas from './route-schemas.ts'
import type { Sessions, SignedIn } from './sessions.ts'
import type { Caller, Reply, SignIn } from './sign-in.ts'

const PREFIX = '/api/auth'

/** Everything that sign-in shows over HTTP; a test compares the list with what is registered. */
export const identityRoutes = [
  'POST /api/auth/sign-in',
  'POST /api/auth/second-factor',
  'POST /api/auth/enrol/start',
  'POST /api/auth/enrol/confirm',
  'POST /api/auth/backup-codes',
  'POST /api/auth/password',
  'POST /api/auth/setup',
  'POST /api/auth/sign-out',
  'POST /api/auth/sign-out-everywhere',
  'GET /api/auth/me',
  'GET /api/auth/sessions',
] as const

const callerOf = (request: FastifyRequest): Caller => ({
  cookie: request.headers.cookie,
  address: request.ip,
  userAgent: request.headers['user-agent'],
})

function answer<T>(reply: FastifyReply, { body, cookies }: Reply<T>): T {
  for (const cookie of cookies) reply.header('set-cookie', cookie)
  return body
}

/** The routes of sign-in, without those of the library: its handler is never mounted. */
export function createRoutes(options: {
  signIn: SignIn
  sessions: Sessions
  redeemSetupLink: (token: string, password: string) => Promise<{ userName: string }>
  checkOrigin: (request: FastifyRequest) => void
}): FastifyPluginAsync {
  const { signIn, sessions, redeemSetupLink, checkOrigin } = options

  /** The session of a request, enrolled or not. */
  const anySession = async (request: FastifyRequest): Promise<SignedIn> => {
    const who = await sessions.find(request.headers.cookie)
    if (!who) throw signedOut()
    return who
  }
  /** The session of a request that may do more than enrol. */
  const fullSession = async (request: FastifyRequest): Promise<SignedIn> => {
    const who = await anySession(request)
    if (who.secondFactor === 'to-enrol') throw enrolmentNeeded()
    return who
  }

  return async (root: FastifyInstance) => {
    const app = root.withTypeProvider<ZodTypeProvider>()
    app.setValidatorCompiler(validatorCompiler)
    app.setSerializerCompiler(serializerCompiler)
    app.addHook('onRequest', async (request, reply) => {
      checkOrigin(request)
      reply.header('cache-control', 'no-store')
    })
    // Only the header is ours; the server's own handler, outside, makes the problem detail.
    app.setErrorHandler((error, _request, reply) => {
      const wait = error instanceof Refusal ? error.detail.retryAfter : undefined
      if (typeof wait === 'number') reply.header('retry-after', String(wait))
      throw error
    })
    const about = (summary: string) => ({ tags: ['sign-in'], summary })

    app.post(
      `${PREFIX}/sign-in`,
      { schema: { ...about('登录'), body: schemas.signInBody, response: { 200: schemas.nextReply } } },
      async (request, reply) => answer(reply, await signIn.signIn(callerOf(request), request.body)),
    )
    app.post(
      `${PREFIX}/second-factor`,
      {
        schema: {
          ...about('输入动态验证码或备用码'),
          body: schemas.secondFactorBody,
          response: { 200: schemas.secondFactorReply },
        },
      },
      async (request, reply) => answer(reply, await signIn.secondFactor(callerOf(request), request.body)),
    )
    app.post(
      `${PREFIX}/enrol/start`,
      {
        schema: {
          ...about('开始绑定动态验证码'),
          body: schemas.enrolStartBody,
          response: { 200: schemas.enrolStartReply },
        },
      },
      async (request) =>
        signIn.startEnrolment(callerOf(request), await anySession(request), request.body.password),
    )
    app.post(
      `${PREFIX}/enrol/confirm`,
      {
        schema: {
          ...about('确认绑定动态验证码'),
          body: schemas.enrolConfirmBody,
          response: { 200: schemas.backupCodesReply },
        },
      },
      async (request, reply) => {
        const who = await anySession(request)
        return answer(reply, await signIn.confirmEnrolment(callerOf(request), who, request.body.code))
      },
    )
    app.post(
      `${PREFIX}/backup-codes`,
      {
        schema: {
          ...about('重新生成备用码'),
          body: schemas.backupCodesBody,
          response: { 200: schemas.backupCodesReply },
        },
      },
      async (request) =>
        signIn.renewBackupCodes(callerOf(request), await fullSession(request), request.body.password),
    )
    app.post(
      `${PREFIX}/password`,
      {
        schema: { ...about('修改密码'), body: schemas.passwordBody, response: { 200: schemas.emptyReply } },
      },
      async (request, reply) => {
        const who = await fullSession(request)
        return answer(reply, await signIn.changePassword(callerOf(request), who, request.body))
      },
    )
    app.post(
      `${PREFIX}/setup`,
      {
        schema: {
          ...about('用一次性链接设置密码'),
          body: schemas.setupBody,
          response: { 200: schemas.setupReply },
        },
      },
      async ({ body }) => {
        const { userName } = await redeemSetupLink(body.token, body.password)
        return { userName }
      },
    )
    app.post(
      `${PREFIX}/sign-out`,
      { schema: { ...about('退出登录'), response: { 200: schemas.emptyReply } } },
      async (request, reply) => answer(reply, await signIn.signOut(callerOf(request))),
    )
    app.post(
      `${PREFIX}/sign-out-everywhere`,
      { schema: { ...about('在所有设备上退出登录'), response: { 200: schemas.emptyReply } } },
      async (request, reply) => {
        const who = await anySession(request)
        return answer(reply, await signIn.signOut(callerOf(request), who))
      },
    )
    app.get(
      `${PREFIX}/me`,
      { schema: { ...about('当前登录的账号'), response: { 200: schemas.meReply } } },
      async (request) => anySession(request),
    )
    app.get(
      `${PREFIX}/sessions`,
      { schema: { ...about('登录中的设备'), response: { 200: schemas.sessionsReply } } },
      async (request) => {
        const who = await fullSession(request)
        const listed = await sessions.list(who.accountId)
        return { sessions: listed.map((each) => ({ ...each, isCurrent: each.id === who.sessionId })) }
      },
    )
  }
}
