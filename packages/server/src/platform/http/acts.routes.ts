import { actEnvelope, acts, inputSchemaOf } from '@hulei/core'
import type { FastifyPluginAsync } from 'fastify'
import { z } from 'zod'
import type { Server } from '../server.ts'
import { rememberedKind } from './session.ts'

/**
 * The one door for changes. `perform` checks the shape itself, so that every fault is reported at once and in words;
 * the schema here is for the description (OpenAPI) of the API: one entry for each declared act.
 */
export function actRoutes({ performer, sessions }: Server): FastifyPluginAsync {
  return async (app) => {
    app.post(
      '/api/acts',
      {
        schema: {
          summary: '办理',
          description:
            '请求头 hulei-phone-clock 为手机此刻的时间（ISO 8601），与服务器相差超过5分钟的记入办理经过。以 hulei-post 写明的岗位已离任的，在任期间记录（recordedAt）、离任后30天内送到的仍然受理。',
          tags: ['acts'],
          body: describeActs(),
        },
        // Validation is perform's.
        validatorCompiler: () => (value: unknown) => ({ value }),
      },
      async (request) => {
        const body = (request.body ?? {}) as { act?: unknown; recordedAt?: unknown }
        const actor = await sessions.actorOf(request, { recordedAt: instantOf(body.recordedAt) })
        const reply = await performer.perform(actor, request.body, {
          clockOffsetSeconds: clockOffsetOf(request.headers['hulei-phone-clock'], Date.now()),
        })
        const name = typeof body.act === 'string' ? body.act : ''
        if (acts.get(name)?.kind.name === rememberedKind) sessions.forget()
        return reply
      },
    )
  }
}

const instant = z.iso.datetime({ offset: true })
const instantOf = (value: unknown): string | undefined => instant.safeParse(value).data

/** A clock that differs by less is right enough: a request may be on its way for a minute. */
const RIGHT_WITHIN_SECONDS = 5 * 60
/** What the column can hold; a phone without a battery may say 1970. */
const LARGEST_SECONDS = 2_147_483_647

/** By how many seconds a phone's clock is ahead of the server's real one; undefined where it is right or says nothing. */
export function clockOffsetOf(header: unknown, realNow: number): number | undefined {
  const said = instantOf(header)
  if (said === undefined) return undefined
  const seconds = Math.round((Date.parse(said) - realNow) / 1000)
  if (Math.abs(seconds) <= RIGHT_WITHIN_SECONDS) return undefined
  return Math.max(-LARGEST_SECONDS, Math.min(LARGEST_SECONDS, seconds))
}

/** The envelope of each act with its own input. */
function describeActs() {
  const each = [...acts.values()]
    .filter((act) => !act.by.every((grant) => grant === 'system'))
    .map((act) =>
      z
        .strictObject({ ...actEnvelope.shape, act: z.literal(act.name), input: inputSchemaOf(act) })
        .describe(act.title),
    )
  return z.union(each as unknown as [z.ZodType, z.ZodType])
}
