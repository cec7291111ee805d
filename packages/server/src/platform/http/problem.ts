import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { type Fault, Refusal } from '../errors.ts'

/** A problem detail by RFC 9457; `title` is the sentence for the person, `faults` every fault at once. */
export type Problem = {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly code: string
  readonly faults?: readonly Fault[]
} & Readonly<Record<string, unknown>>

export function problemOf(refusal: Refusal): Problem {
  return {
    type: `urn:hulei:problem:${refusal.code}`,
    title: refusal.message,
    status: refusal.status,
    code: refusal.code,
    ...(refusal.faults.length > 0 && { faults: refusal.faults }),
    ...refusal.detail,
  }
}

// What the framework itself refuses, by its codes.
const frameworkProblems: Readonly<Record<string, Refusal>> = {
  FST_ERR_CTP_INVALID_JSON_BODY: new Refusal(
    'request.malformed-json',
    400,
    '发送的内容不是完整的JSON，没有保存。',
  ),
  FST_ERR_CTP_EMPTY_JSON_BODY: new Refusal('request.empty', 400, '没有收到内容，没有保存。'),
  FST_ERR_CTP_BODY_TOO_LARGE: new Refusal('request.too-large', 413, '内容太大，没有保存；请减小后再试。'),
  FST_REQ_FILE_TOO_LARGE: new Refusal('request.file-too-large', 413, '文件太大，没有保存；请减小后再试。'),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: new Refusal('request.media-type', 415, '不支持这种内容格式。'),
  FST_ERR_NOT_FOUND: new Refusal('request.no-such-address', 404, '没有这个地址。'),
}

type WithValidation = FastifyError & { validation?: { instancePath?: string; message?: string }[] }

/** Maps an error by its class or the framework's code, never by its message. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error
  const known = error as WithValidation & { toRefusal?: () => Refusal }
  if (typeof known?.toRefusal === 'function') return known.toRefusal()
  if (known?.validation) {
    const faults = known.validation.map((each) => ({
      path: (each.instancePath ?? '').slice(1).replaceAll('/', '.'),
      code: 'input.invalid',
      message: each.message ?? '填写不对',
    }))
    return new Refusal('request.invalid', 400, `请求不对：${faults[0]?.message ?? ''}`, {
      faults,
      cause: error,
    })
  }
  const framework = known?.code ? frameworkProblems[known.code] : undefined
  if (framework) return framework
  if (known?.statusCode === 429) return new Refusal('request.too-many', 429, '操作太频繁，请稍等片刻再试。')
  if (known?.statusCode && known.statusCode >= 400 && known.statusCode < 500) {
    return new Refusal('request.refused', known.statusCode, '请求不对，没有办理。', { cause: error })
  }
  return new Refusal('server.failed', 500, '系统出错了，这次没有保存；请稍后再试，或告知管理员。', {
    cause: error,
  })
}

export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refusal = refusalOf(error)
  if (refusal.status >= 500) {
    // Codes and stacks only: messages of the database may quote a value.
    const cause = (refusal.cause ?? error) as { code?: unknown; name?: string; stack?: string }
    const frames = (cause.stack ?? '')
      .split('\n')
      .filter((line) => line.trimStart().startsWith('at '))
      .slice(0, 6)
    request.log.error(
      { code: refusal.code, sqlstate: cause.code, cause: cause.name, frames },
      'request failed',
    )
  }
  return reply.status(refusal.status).type('application/problem+json').send(problemOf(refusal))
}
