import { createHash } from 'node:crypto'

/** A UUID that follows from words: the same words give the same one, so that doing a thing twice does it once. */
export function uuidFrom(...words: readonly (string | number)[]): string {
  const bytes = createHash('sha256').update(words.join('/')).digest().subarray(0, 16)
  return uuidOf(bytes)
}

/** Sixteen bytes in the form of a UUID of version 8. */
function uuidOf(bytes: Buffer): string {
  const copy = Buffer.from(bytes.subarray(0, 16))
  copy[6] = ((copy[6] ?? 0) & 0x0f) | 0x80
  copy[8] = ((copy[8] ?? 0) & 0x3f) | 0x80
  const hex = copy.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
