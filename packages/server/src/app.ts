import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fastifyHelmet from '@fastify/helmet'
import fastifyRateLimit from '@fastify/rate-limit'
import fastifyStatic from '@fastify/static'
import fastifySwagger from '@fastify/swagger'
import Fastify, {
  type FastifyInstance,
  type FastifyPluginAsync,
  type FastifyRequest,
  LogController,
} from 'fastify'
import { jsonSchemaTransform, serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { Refusal } from './platform/errors.ts'
import { actRoutes } from './platform/http/acts.routes.ts'
import { auditRoutes } from './platform/http/audit.routes.ts'
import { exportRoutes } from './platform/http/export.routes.ts'
import { fileRoutes } from './platform/http/files.routes.ts'
import { meRoutes } from './platform/http/me.routes.ts'
import { messageRoutes } from './platform/http/messages.routes.ts'
import { sendProblem } from './platform/http/problem.ts'
import { registerRoutes } from './platform/http/registers.routes.ts'
import { uploadRoutes } from './platform/http/uploads.routes.ts'
import type { Server } from './platform/server.ts'
import { roomRoutes } from './rooms/index.ts'

export type AppOptions = {
  readonly server: Server
  /** Routes of sign-in. */
  readonly identityRoutes: FastifyPluginAsync
  /** Refuses a changing request that another site's page made. */
  readonly checkOrigin: (request: FastifyRequest) => void
  /** The built console and phone app, if there are any. */
  readonly webDirs?: { readonly console: string; readonly field: string }
  readonly isHttps: boolean
  readonly logLevel: string
  /** Where log lines go, if not to standard output. */
  readonly logTo?: { write(line: string): void }
  /** Whether the database answers; for /healthz. */
  readonly isReady: () => Promise<boolean>
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** A page for whoever has no account. */
    readonly isPublic?: boolean
  }
}

const JSON_LIMIT = 2 * 1024 * 1024

z.config(z.locales.zhCN())

/** The whole HTTP application over a server; tests drive it through `inject`. */
export async function buildApp(options: AppOptions): Promise<FastifyInstance> {
  const app = Fastify({
    logger: {
      level: options.logLevel,
      ...(options.logTo && { stream: options.logTo }),
      // An address may carry a name that was searched for: only the path is logged.
      serializers: { req: (request) => ({ method: request.method, path: request.url.split('?')[0] }) },
      redact: ['req.headers.cookie', 'req.headers.authorization'],
    },
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: JSON_LIMIT,
    trustProxy: 'loopback',
    requestTimeout: 120_000,
  })
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.setErrorHandler((error, request, reply) => sendProblem(error, request, reply))
  await app.register(fastifyHelmet, {
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        // The design library sets inline styles at run time.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        frameAncestors: ["'none'"],
        upgradeInsecureRequests: options.isHttps ? [] : null,
      },
    },
    strictTransportSecurity: options.isHttps,
  })
  await app.register(fastifyRateLimit, {
    max: 1200,
    timeWindow: '1 minute',
    // Pages and scripts cost nothing and must not shut an office out that shares one address.
    allowList: (request) => !request.url.startsWith('/api/'),
  })
  await app.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: '护蕾 Hulei', version: '0.1.0', description: '错误一律为 RFC 9457 problem details。' },
    },
    transform: jsonSchemaTransform,
  })

  app.get('/healthz', { schema: { summary: '是否就绪', tags: ['platform'] } }, async (_request, reply) => {
    const ready = await options.isReady()
    return reply.status(ready ? 200 : 503).send({ ready })
  })
  app.get('/api/openapi.json', { schema: { hide: true } }, async () => app.swagger())

  app.addHook('onRequest', async (request) => {
    // Pages of the public carry no session that another site's page could use, and say nothing of where they come from.
    if (request.routeOptions.config.isPublic) return
    if (request.method !== 'GET' && request.method !== 'HEAD') options.checkOrigin(request)
  })
  // Answers about children are never kept by a browser or a proxy.
  app.addHook('onSend', async (request, reply) => {
    if (request.url.startsWith('/api/') && !reply.hasHeader('cache-control'))
      reply.header('cache-control', 'no-store')
  })

  await app.register(options.identityRoutes)
  for (const routes of [
    meRoutes,
    messageRoutes,
    actRoutes,
    registerRoutes,
    exportRoutes,
    fileRoutes,
    uploadRoutes,
    auditRoutes,
    ...roomRoutes,
  ])
    await app.register(routes(options.server))
  await serveWeb(app, options.webDirs)
  return app
}

async function serveWeb(app: FastifyInstance, dirs: AppOptions['webDirs']): Promise<void> {
  const isBuilt = (dir: string | undefined) => dir !== undefined && existsSync(join(dir, 'index.html'))
  const serve = async (root: string, prefix: string) =>
    await app.register(fastifyStatic, {
      root,
      prefix,
      decorateReply: prefix === '/',
      // Without its last stroke the phone app's address is outside its own scope.
      redirect: prefix !== '/',
      cacheControl: false,
      // The build lays compressed copies beside the files.
      preCompressed: true,
      setHeaders: (reply, path) => {
        // Hashed names never change; the page that names them is asked for each time.
        const isHashed = path.includes('/assets/')
        reply.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache')
      },
    })
  const hasConsole = isBuilt(dirs?.console)
  if (dirs && hasConsole) await serve(dirs.console, '/')
  if (dirs && isBuilt(dirs.field)) await serve(dirs.field, '/field/')
  app.setNotFoundHandler((request, reply) => {
    const isPage = request.method === 'GET' && !/^\/(api|assets|field)\//.test(request.url) && hasConsole
    if (isPage) return reply.header('cache-control', 'no-cache').sendFile('index.html')
    return sendProblem(new Refusal('request.no-such-address', 404, '没有这个地址。'), request, reply)
  })
}
