/** What a village's line does to a request: everything but what one would like. */
export const faults = ['lost-request', 'lost-reply', 'twice', 'half', 'portal', 'gateway', 'empty'] as const
export type LineFault = (typeof faults)[number]

export type FaultyLine = {
  readonly fetch: typeof globalThis.fetch
  /** How often each fault happened. */
  readonly counts: Record<LineFault, number>
  /** No more faults: the worker is back in the valley with the mast. */
  heal(): void
  /** Nothing that is under way comes back any more, and nothing new leaves: the app was ended. */
  kill(): void
}

/** `fetch` of a phone: signed in by its cookie, and broken at a rate. */
export function faultyLine(given: {
  url: () => string
  cookie: string
  /** The phone's own address, by which the server counts requests. */
  address: string
  random: () => number
  rate: number
}): FaultyLine {
  const counts = Object.fromEntries(faults.map((fault) => [fault, 0])) as Record<LineFault, number>
  let rate = given.rate
  let isDead = false
  const never = new Promise<never>(() => {})

  const send = (input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> => {
    const headers = new Headers(init.headers)
    headers.set('cookie', given.cookie)
    headers.set('origin', given.url())
    headers.set('x-forwarded-for', given.address)
    const path = String(input).replace(/^https?:\/\/[^/]+/, '')
    return fetch(`${given.url()}${path}`, { ...init, headers })
  }
  const broken = async (fault: LineFault, input: RequestInfo | URL, init: RequestInit): Promise<Response> => {
    switch (fault) {
      case 'lost-request':
        throw new TypeError('The line is gone')
      case 'lost-reply':
        await (await send(input, init)).arrayBuffer()
        throw new TypeError('The reply was lost')
      case 'twice':
        await (await send(input, init)).arrayBuffer()
        return await send(input, init)
      case 'half': {
        // A piece of which half arrived: for anything but a piece, the same as lost.
        const { body } = init
        if (init.method === 'PATCH' && body instanceof Uint8Array && body.length > 1)
          await send(input, { ...init, body: body.slice(0, body.length >> 1) })
        throw new TypeError('The line broke')
      }
      case 'portal':
        return new Response('<html>请先认证</html>', {
          status: 200,
          headers: { 'content-type': 'text/html' },
        })
      case 'gateway':
        return new Response('Bad gateway', { status: 502, headers: { 'content-type': 'text/html' } })
      case 'empty':
        return new Response('{}', { status: 200, headers: { 'content-type': 'application/json' } })
    }
  }
  return {
    counts,
    heal() {
      rate = 0
    },
    kill() {
      isDead = true
    },
    async fetch(input, init = {}) {
      if (isDead) return await never
      let reply: Response
      if (given.random() < rate) {
        const fault = faults[Math.floor(given.random() * faults.length)] ?? 'lost-request'
        counts[fault]++
        reply = await broken(fault, input, init)
      } else reply = await send(input, init)
      return isDead ? await never : reply
    },
  }
}
