import type { FastifyReply } from 'fastify'

/** A page as it is answered: by 200 and at once, unless said. */
export type Page = { readonly page: string; readonly status?: number; readonly retryAfter?: number }

export const showPage = (reply: FastifyReply, { page, status = 200, retryAfter }: Page) => {
  if (retryAfter) reply.header('retry-after', retryAfter)
  return reply.status(status).send(page)
}

/** Routes for whoever has no account; pages are no part of the interface's description. */
export const publicOptions = { config: { isPublic: true }, schema: { hide: true } }

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
/** Whether this is the id of a form of ours, by which it is sent once. */
export const isFormId = (typed: string | undefined): typed is string => uuid.test(typed ?? '')
