/** Takes exact numbers of bytes from a stream of chunks. */
export type ByteReader = {
  /** The next `length` bytes; fewer only at the end of the stream, and none after it. */
  take(length: number): Promise<Buffer>
  /** Lets go of the source (closes the file) when reading stops early. */
  close(): Promise<void>
}

export function readBytes(source: AsyncIterable<Buffer>): ByteReader {
  const chunks = source[Symbol.asyncIterator]()
  let rest: Buffer = Buffer.alloc(0)
  return {
    async take(length) {
      const parts: Buffer[] = []
      let missing = length
      while (missing > 0) {
        if (rest.length === 0) {
          const next = await chunks.next()
          if (next.done) break
          rest = next.value
          continue
        }
        const part = rest.subarray(0, missing)
        rest = rest.subarray(part.length)
        missing -= part.length
        parts.push(part)
      }
      return parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts)
    },
    async close() {
      await chunks.return?.()
    },
  }
}
