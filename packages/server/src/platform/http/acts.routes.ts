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
        schema: { summary: '办理', tags: ['acts'], body: describeActs() },
        // Validation is perform's.
        validatorCompiler: () => (value: unknown) => ({ value }),
      },
      async (request) => {
        const actor = await sessions.actorOf(request)
        const reply = await performer.perform(actor, request.body)
        const name = (request.body as { act?: string }).act ?? ''
        if (acts.get(name)?.kind.name === rememberedKind) sessions.forget()
        return reply
      },
    )
  }
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
