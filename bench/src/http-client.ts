import { connect, type Socket } from 'node:net'

/** What a load generator sends: as little as HTTP/1.1 asks for. */
export type HttpRequest = {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}
export type HttpReply = { readonly status: number; readonly body: Buffer }

/**
 * One keep-alive connection, one request at a time. Written over the socket because Node's own client costs as much
 * as a small request of the server, on cores that the two share.
 */
export class HttpConnection {
  readonly #socket: Socket
  readonly #host: string
  #received: Buffer[] = []
  #size = 0
  /** Bytes of the reply with its head, once the head is there. */
  #expected = 0
  #done: (reply: HttpReply) => void = () => {}
  #failed: (error: Error) => void = () => {}

  constructor(base: string) {
    const { hostname, port, host } = new URL(base)
    this.#host = host
    this.#socket = connect({ host: hostname, port: Number(port), noDelay: true })
    this.#socket.on('data', (chunk) => this.#take(chunk))
    this.#socket.on('error', (error) => this.#failed(error))
    this.#socket.on('close', () => this.#failed(new Error('The server closed the connection')))
  }

  send({ method, path, headers, body }: HttpRequest): Promise<HttpReply> {
    let head = `${method} ${path} HTTP/1.1\r\nhost: ${this.#host}\r\n`
    for (const [name, value] of Object.entries(headers)) head += `${name}: ${value}\r\n`
    if (body !== undefined)
      head += `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n`
    return new Promise((done, failed) => {
      this.#done = done
      this.#failed = failed
      this.#socket.write(`${head}\r\n${body ?? ''}`)
    })
  }

  close(): void {
    this.#failed = () => {}
    this.#socket.destroy()
  }

  #take(chunk: Buffer): void {
    this.#received.push(chunk)
    this.#size += chunk.length
    if (this.#expected === 0) this.#readHead()
    if (this.#expected === 0 || this.#size < this.#expected) return
    const whole = Buffer.concat(this.#received)
    this.#received = []
    this.#size = 0
    this.#expected = 0
    const status = Number(whole.toString('latin1', 9, 12))
    this.#done({ status, body: whole.subarray(whole.indexOf('\r\n\r\n') + 4) })
  }

  #readHead(): void {
    const soFar = this.#received.length === 1 ? this.#received[0] : Buffer.concat(this.#received)
    const end = soFar?.indexOf('\r\n\r\n') ?? -1
    if (!soFar || end < 0) return
    const length = /\r\ncontent-length: (\d+)/i.exec(soFar.toString('latin1', 0, end))?.[1]
    if (length === undefined) this.#failed(new Error('A reply without content-length'))
    this.#expected = end + 4 + Number(length)
  }
}
