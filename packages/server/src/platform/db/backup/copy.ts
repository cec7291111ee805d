import { once } from 'node:events'
import type { Duplex } from 'node:stream'
import type { ClientBase, Connection, Submittable } from 'pg'

/** Whole rows in PostgreSQL's text format, and how many. */
export type CopyBlock = { readonly rows: number; readonly bytes: Buffer }

/** What `pg` has for COPY and its types leave out. */
type CopyConnection = Connection & {
  sendCopyFromChunk(chunk: Buffer): void
  endCopyFrom(): void
  sendCopyFail(reason: string): void
}

const BLOCK_BYTES = 256 * 1024

/*
 * `pg` hands the messages of the COPY protocol to the query that is running. The two classes below are such
 * queries; the methods named handle… are what it calls.
 */
class CopyOut implements Submittable {
  readonly #sql: string
  #connection: Connection | undefined
  #chunks: Buffer[] = []
  #size = 0
  #isDone = false
  #failure: Error | undefined
  #wake = () => {}

  constructor(sql: string) {
    this.#sql = sql
  }

  submit(connection: Connection): void {
    this.#connection = connection
    connection.query(this.#sql)
  }

  /** One message is one row, in memory that the parser will use again. */
  handleCopyData(message: { chunk: Buffer }): void {
    this.#chunks.push(Buffer.from(message.chunk))
    this.#size += message.chunk.length
    if (this.#size >= BLOCK_BYTES) this.#connection?.stream.pause()
    this.#wake()
  }

  handleError(error: Error): void {
    this.#failure = error
    this.#wake()
  }

  handleCommandComplete(): void {}

  handleReadyForQuery(): void {
    this.#isDone = true
    this.#wake()
  }

  async next(): Promise<CopyBlock | undefined> {
    while (!this.#failure && !this.#isDone && this.#size < BLOCK_BYTES) {
      await new Promise<void>((done) => {
        this.#wake = done
      })
    }
    if (this.#failure) throw this.#failure
    if (this.#chunks.length === 0) return undefined
    const block = { rows: this.#chunks.length, bytes: Buffer.concat(this.#chunks) }
    this.#chunks = []
    this.#size = 0
    this.#connection?.stream.resume()
    return block
  }

  /** Nobody wants the rest: the connection cannot be used for anything else, so it is broken off. */
  abandon(): void {
    if (!this.#isDone && !this.#failure) this.#connection?.stream.destroy()
  }
}

/** Streams `COPY … TO STDOUT` in blocks; the server waits while nobody takes the next. */
export async function* copyOut(client: ClientBase, sql: string): AsyncGenerator<CopyBlock> {
  const query = client.query(new CopyOut(sql))
  try {
    for (;;) {
      const block = await query.next()
      if (!block) return
      yield block
    }
  } finally {
    query.abandon()
  }
}

async function untilWritable(stream: Duplex): Promise<void> {
  if (!stream.writableNeedDrain || stream.destroyed) return
  const waiting = new AbortController()
  const { signal } = waiting
  try {
    await Promise.race([once(stream, 'drain', { signal }), once(stream, 'close', { signal })])
  } finally {
    waiting.abort()
  }
}

class CopyIn implements Submittable {
  readonly done: Promise<number>
  readonly #sql: string
  readonly #blocks: AsyncIterable<Buffer>
  #rows = 0
  #settled = false
  #finish: (rows: number) => void = () => {}
  #fail: (error: unknown) => void = () => {}

  constructor(sql: string, blocks: AsyncIterable<Buffer>) {
    this.#sql = sql
    this.#blocks = blocks
    this.done = new Promise((finish, fail) => {
      this.#finish = finish
      this.#fail = fail
    })
  }

  submit(connection: Connection): void {
    connection.query(this.#sql)
  }

  handleCopyInResponse(connection: CopyConnection): void {
    this.#send(connection).catch((error) => {
      // Our source broke: the server must take nothing. Its answer to that is not the reason we report.
      this.#reject(error)
      connection.sendCopyFail('source failed')
    })
  }

  async #send(connection: CopyConnection): Promise<void> {
    for await (const block of this.#blocks) {
      if (this.#settled) return
      connection.sendCopyFromChunk(block)
      await untilWritable(connection.stream)
    }
    connection.endCopyFrom()
  }

  handleError(error: Error): void {
    this.#reject(error)
  }

  handleCommandComplete(message: { text: string }): void {
    this.#rows = Number(message.text.split(' ')[1])
  }

  handleReadyForQuery(): void {
    this.#settled = true
    this.#finish(this.#rows)
  }

  #reject(error: unknown): void {
    this.#settled = true
    this.#fail(error)
  }
}

/** Feeds `COPY … FROM STDIN` and returns the number of rows that the server took. */
export const copyIn = (client: ClientBase, sql: string, blocks: AsyncIterable<Buffer>): Promise<number> =>
  client.query(new CopyIn(sql, blocks)).done
