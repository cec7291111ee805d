import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { fileActorOf, isSealedUpload } from '../acts/sealed-actor.ts'
import {
  announcedHash,
  fileRefusals,
  hasHandedIn,
  receiveFile,
  refuseLength,
  tusResumable,
  UPLOADS_PATH,
} from '../files/index.ts'
import type { Server } from '../server.ts'
import { discardRest } from './discard-rest.ts'

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, '文件编号不对')
const params = z.object({ id: z.uuid() })
const tags = ['files']

/**
 * Evidence that arrives in pieces over a weak line, by tus 1.0 (https://tus.io): creation, creation with upload,
 * termination. The last piece is answered when the file is kept, or refused as by POST /api/files.
 */
export function uploadRoutes({ scopes, keyring, sessions, files }: Server): FastifyPluginAsync {
  const answer = async (request: FastifyRequest, reply: FastifyReply, id?: string) => {
    reply.headers(tusResumable)
    // Leaving the loop early must not close the connection: the answer still has to reach the sender.
    const body = request.raw.iterator({ destroyOnReturn: false })
    try {
      // Of an act that was accepted although its post had ended, the photos are accepted as well.
      const actor = fileActorOf(keyring, await sessions.keeperOf(request), request.headers)
      const hash = request.method === 'POST' ? await announced(request, actor) : undefined
      const { status, headers } = await files.uploads.answer({
        method: request.method,
        ...(id !== undefined && { id }),
        headers: request.headers as Record<string, string | undefined>,
        ...((request.method === 'POST' || request.method === 'PATCH') && { body }),
        owner: { township: actor.township, account: actor.account },
        ...(hash !== undefined && { sha256: hash }),
        receive: (bytes, declared) =>
          receiveFile({ scopes, keyring, files }, actor, bytes, declared, {
            isSealed: isSealedUpload(request.headers),
          }),
      })
      return reply.status(status).headers(headers).send()
    } catch (error) {
      void body.return?.()
      discardRest(request.raw)
      throw error
    }
  }

  /** The hash of a file that may be sent; refuses, before a byte of it is read, what would be refused at its end. */
  const announced = async (
    { headers }: FastifyRequest,
    actor: Awaited<ReturnType<typeof sessions.keeperOf>>,
  ): Promise<string> => {
    const declared = sha256.safeParse(announcedHash(headers['upload-metadata']?.toString()))
    if (!declared.success) throw fileRefusals.hashMissing()
    const length = headers['upload-length']
    refuseLength(length === undefined ? undefined : Number(length))
    // The reply to the last piece was lost: the photo is not sent twice.
    if (await scopes.read(actor, (scope) => hasHandedIn(scope, declared.data)))
      throw fileRefusals.alreadyHere()
    return declared.data
  }

  return async (app) => {
    app.removeAllContentTypeParsers()
    app.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
    const routes = app.withTypeProvider<ZodTypeProvider>()
    const begin = { rateLimit: { max: 300, timeWindow: '1 minute' } }
    // Pieces are small, so that a weak line finishes one; a good line sends many.
    const go = { rateLimit: { max: 2400, timeWindow: '1 minute' } }

    routes.options(UPLOADS_PATH, { schema: { hide: true } }, (request, reply) => answer(request, reply))
    routes.post(
      UPLOADS_PATH,
      {
        config: begin,
        schema: {
          summary: '开始分段上传一个文件（tus 1.0）',
          description:
            '请求头 tus-resumable: 1.0.0、upload-length、upload-metadata（sha256 为文件的 SHA-256，十六进制小写，再按协议作 base64）；答复的 location 为续传地址。本人已传过的文件答 409 files.already-here。',
          tags,
        },
      },
      (request, reply) => answer(request, reply),
    )
    routes.head(
      `${UPLOADS_PATH}/:id`,
      {
        config: go,
        schema: {
          summary: '已收到多少字节（tus 1.0）',
          description: '答复的 upload-offset 等于 upload-length 时，文件已经收妥。',
          tags,
          params,
        },
      },
      (request, reply) => answer(request, reply, request.params.id),
    )
    routes.patch(
      `${UPLOADS_PATH}/:id`,
      {
        config: go,
        schema: {
          summary: '接着上传一段（tus 1.0）',
          description:
            '正文为从 upload-offset 起的一段；最后一段在文件收妥后才答 204，文件不合要求时答复与 POST /api/files 相同。',
          tags,
          params,
          consumes: ['application/offset+octet-stream'],
        },
      },
      (request, reply) => answer(request, reply, request.params.id),
    )
    routes.delete(
      `${UPLOADS_PATH}/:id`,
      { config: go, schema: { summary: '放弃一次上传（tus 1.0）', tags, params } },
      (request, reply) => answer(request, reply, request.params.id),
    )
  }
}
