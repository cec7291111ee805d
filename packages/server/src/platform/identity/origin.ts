import type { FastifyRequest } from 'fastify'
import { foreignOrigin } from './refusals.ts'

const reading = new Set(['GET', 'HEAD', 'OPTIONS'])
const loopback = ['localhost', '127.0.0.1', '[::1]']

/**
 * Refuses a request that would change something and that another site's page made. Browsers name the page's origin in
 * every such request; what names none carries no cookie of a browser unless the browser is very old, and is refused
 * when it does. SameSite=Lax cookies are the other half of the defence.
 */
export type OriginCheck = {
  check(request: FastifyRequest): void
  /** Pages of this address may call as well: where the system chose the port, it is known only once the server listens. */
  trust(url: string): void
}

export function createOriginCheck(baseUrl: string, more: readonly string[] = []): OriginCheck {
  const trusted = new Set<string>(more)
  const trust = (url: string) => {
    const { origin, protocol, hostname, port } = new URL(url)
    trusted.add(origin)
    // On the machine itself, the same server has three names.
    if (loopback.includes(hostname))
      for (const host of loopback) trusted.add(`${protocol}//${host}${port ? `:${port}` : ''}`)
  }
  trust(baseUrl)
  return {
    trust,
    check({ method, headers }) {
      if (reading.has(method)) return
      if (headers['sec-fetch-site'] === 'cross-site') throw foreignOrigin()
      const { origin } = headers
      if (origin === undefined ? headers.cookie !== undefined : !trusted.has(origin)) throw foreignOrigin()
    },
  }
}
