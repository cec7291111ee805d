import type { FastifyPluginAsync } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { fileActorOf, isSealedUpload } from '../acts/sealed-actor.ts'
import type { Scoped } from '../db/scope.ts'
import {
  displayWidths,
  extensionOf,
  type FoundFile,
  fileRefusals,
  findFile,
  isPicture,
  listPromises,
  openSealedFile,
  receiveFile,
  refuseLength,
} from '../files/index.ts'
import type { Server } from '../server.ts'
import { discardRest } from './discard-rest.ts'

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, '文件编号不对')

/** Evidence in and out: photos, signatures, scans. What an actor may see follows from the records that name it. */
export function fileRoutes({ scopes, keyring, sessions, readLog, files }: Server): FastifyPluginAsync {
  /** A file that the actor may see, with its bytes where they lie encrypted; of those, the line is there before the answer. */
  const found = async (scope: Scoped, hash: string): Promise<FoundFile & { readonly opened?: Buffer }> => {
    const file = await findFile(scope, hash)
    if (!file) throw fileRefusals.notFound()
    const line = { what: 'open', kind: 'file', rows: 1, ...(file.record && { record: file.record }) } as const
    if (!file.isSealed) {
      readLog.note(scope, line)
      return file
    }
    // Named by no record that the actor sees: the own account handed it in, under a pseudonym or not.
    if (!file.record) throw fileRefusals.notFound()
    const opened = await openSealedFile(scope, { keyring, store: files.store }, hash)
    if (!opened) throw fileRefusals.erased()
    await readLog.now(scope, line)
    return { ...file, opened }
  }

  return async (app) => {
    // The body stays a stream, whatever its type is said to be: its first bytes decide.
    app.removeAllContentTypeParsers()
    app.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
    const routes = app.withTypeProvider<ZodTypeProvider>()

    routes.post(
      '/api/files',
      {
        config: { rateLimit: { max: 300, timeWindow: '1 minute' } },
        schema: {
          summary: '上传照片、签名或文件',
          description:
            '正文为文件本身；请求头 hulei-sha256 为浏览器算出的 SHA-256（十六进制小写）。只收 JPEG、PNG、WebP（20MB）和 PDF（40MB）。',
          tags: ['files'],
          consumes: ['application/octet-stream', 'image/jpeg', 'image/png', 'image/webp', 'application/pdf'],
          response: {
            200: z.object({ sha256, size: z.int(), mediaType: z.string() }),
          },
        },
      },
      async (request) => {
        try {
          const actor = fileActorOf(keyring, await sessions.actorOf(request), request.headers)
          const declared = sha256.safeParse(request.headers['hulei-sha256'])
          if (!declared.success) throw fileRefusals.hashMissing()
          const length = request.headers['content-length']
          refuseLength(length === undefined ? undefined : Number(length))
          // Leaving the loop early must not close the connection: the answer still has to reach the sender.
          const bytes = request.raw.iterator({ destroyOnReturn: false })
          const isSealed = isSealedUpload(request.headers)
          return await receiveFile({ scopes, keyring, files }, actor, bytes, declared.data, { isSealed })
        } catch (error) {
          discardRest(request.raw)
          throw error
        }
      },
    )

    routes.get(
      '/api/files/promised',
      {
        schema: {
          summary: '本人办理时写明随后上传、服务器还没有收到的文件',
          tags: ['files'],
          response: {
            200: z.object({
              promised: z.array(
                z.object({ sha256, kind: z.string(), record: z.uuid(), promisedAt: z.string() }),
              ),
            }),
          },
        },
      },
      async (request) => {
        const actor = await sessions.actorOf(request)
        return { promised: [...(await scopes.read(actor, listPromises))] }
      },
    )

    routes.get(
      '/api/files/:sha256',
      { schema: { summary: '下载文件原件', tags: ['files'], params: z.object({ sha256 }) } },
      async (request, reply) => {
        const actor = await sessions.actorOf(request)
        const file = await scopes.read(actor, (scope) => found(scope, request.params.sha256))
        const bytes = file.opened ?? (await files.store.get(file.sha256))
        return reply
          .type(file.mediaType)
          .header('content-length', file.size)
          .header('content-disposition', `attachment; filename="${neutralName(file)}"`)
          .header('cache-control', 'private, no-store')
          .send(bytes)
      },
    )

    routes.get(
      '/api/files/:sha256/display',
      {
        schema: {
          summary: '照片的显示图：已转正、缩小，不含拍摄地点等信息',
          tags: ['files'],
          params: z.object({ sha256 }),
          querystring: z.looseObject({ w: z.enum(displayWidths.map(String)).default('1600') }),
        },
      },
      async (request, reply) => {
        const actor = await sessions.actorOf(request)
        const file = await scopes.read(actor, (scope) => found(scope, request.params.sha256))
        if (!isPicture(file.mediaType)) throw fileRefusals.noDisplay()
        const width = displayWidths.find((each) => String(each) === request.query.w) ?? 1600
        const jpeg = file.opened
          ? await files.pictures.displayOf(file.opened, width)
          : await files.pictures.display(file.sha256, width)
        return reply
          .type('image/jpeg')
          .header('content-disposition', `inline; filename="${file.sha256.slice(0, 12)}.jpg"`)
          .header('cache-control', 'private, no-store')
          .send(jpeg)
      },
    )
  }
}

/** A downloaded file is named by its bytes, never by a person: names end up in download folders and chats. */
const neutralName = (file: FoundFile) => `${file.sha256.slice(0, 12)}.${extensionOf(file.mediaType)}`
