import type { FastifyRequest } from 'fastify'
import { foreignOrigin } from './refusals.ts'

const reading = new Set(['GET', 'HEAD', 'OPTIONS'])
const loopback = ['localhost', '127.0.0.1', '[::1]']

/**
 * Refuses a request that would change something and that another site's page made. Browsers name the page's origin in
 * every such request; what names none carries no cookie of a browser unless the browser is very old, and is refused
 * when it does. SameSite=Lax cookies are the other half of the defence.
 */
export function createOriginCheck(
  baseUrl: string,
  more: readonly string[] = [],
): (request: FastifyRequest) => void {
  const trusted = new Set([new URL(baseUrl).origin, ...more])
  const base = new URL(baseUrl)
  // On the machine itself, the same server has three names.
  if (loopback.includes(base.hostname)) {
    for (const host of loopback) trusted.add(`${base.protocol}//${host}${base.port ? `:${base.port}` : ''}`)
  }
  return ({ method, headers }) => {
    if (reading.has(method)) return
    if (headers['sec-fetch-site'] === 'cross-site') throw foreignOrigin()
    const { origin } = headers
    if (origin === undefined ? headers.cookie !== undefined : !trusted.has(origin)) throw foreignOrigin()
  }
}
