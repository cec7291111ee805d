import { once } from 'node:events'
import { type IncomingMessage, request, type ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { type Certificate, selfSigned } from './certificate.ts'

/** What stands between a phone and Hulei: the office's HTTPS, and now and then somebody who is not Hulei. */
export type Front = {
  readonly url: string
  /** The certificate that the phone knows. */
  readonly certificate: Certificate
  /** What it answered for somebody else's, by method and path. */
  readonly taken: readonly string[]
  /**
   * `hulei`: hands everything on. `portal`: a hotel's page, with 200, for whatever is asked. `other-certificate`: a server
   * that is not the one that the phone knows.
   */
  be(what: 'hulei' | 'portal' | 'other-certificate'): void
  stop(): Promise<void>
}

const PAGE = '<!doctype html><html><body><h1>欢迎使用无线网，请先认证</h1></body></html>'

export async function startFront(target: string): Promise<Front> {
  const [certificate, other] = [selfSigned(), selfSigned()]
  const taken: string[] = []
  let isPortal = false
  const { hostname, port, host, origin } = new URL(target)

  const handOn = (from: IncomingMessage, to: ServerResponse) => {
    const headers = { ...from.headers, host, ...(from.headers.origin && { origin }) }
    const options = { hostname, port, method: from.method, path: from.url, headers }
    const asked = request(options, (answer) => {
      to.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(to)
    })
    asked.on('error', () => to.destroy())
    from.pipe(asked)
  }
  const server = createServer({ key: certificate.key, cert: certificate.cert }, (from, to) => {
    if (!isPortal) return handOn(from, to)
    taken.push(`${from.method} ${from.url}`)
    from.resume()
    to.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(PAGE)
  })
  server.on('tlsClientError', () => taken.push('TLS'))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `https://localhost:${(server.address() as AddressInfo).port}`,
    certificate,
    taken,
    be(what) {
      isPortal = what === 'portal'
      const { key, cert } = what === 'other-certificate' ? other : certificate
      server.setSecureContext({ key, cert })
      server.closeAllConnections()
    },
    async stop() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
