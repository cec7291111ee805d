import type { IncomingMessage } from 'node:http'

const DISCARD_BYTES = 256 * 1024 * 1024
const DISCARD_MS = 60_000

/**
 * The refusal leaves at once; what the sender still sends is read and thrown away for a while, since many
 * clients look at the answer only after they have sent everything, and a closed connection would hide it from them.
 */
export function discardRest(request: IncomingMessage): void {
  let left = DISCARD_BYTES
  const timer = setTimeout(() => request.destroy(), DISCARD_MS)
  request.on('data', (chunk: Buffer) => {
    left -= chunk.length
    if (left < 0) request.destroy()
  })
  request.on('error', () => {})
  request.on('close', () => clearTimeout(timer))
}
