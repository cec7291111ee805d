import { createHash } from 'node:crypto'

/** Chance from a seed: the same seed tells the same story on every machine. */
export type Random = {
  /** A number from 0 up to, but not, 1. */
  next(): number
  /** A whole number, both ends included. */
  int(from: number, to: number): number
  /** True with this probability. */
  chance(probability: number): boolean
  pick<T>(from: readonly T[]): T
  /** One of several by weight. */
  weighted<T>(from: readonly (readonly [T, number])[]): T
  shuffled<T>(list: readonly T[]): T[]
  /** A stream of its own for one subject, so that a change in one part of the story moves no other. */
  about(...subject: readonly (string | number)[]): Random
  /** The id that stands for a subject: a UUID of version 8 (RFC 9562), from its name alone. */
  id(...subject: readonly (string | number)[]): string
}

/** Chance by sfc32 (Chris Doty-Humphrey), whose four words of state come from the SHA-256 of the seed. */
export function randomFrom(seed: string): Random {
  const digest = createHash('sha256').update(seed).digest()
  let [a, b, c, d] = [0, 4, 8, 12].map((at) => digest.readUInt32LE(at)) as [number, number, number, number]
  const next = () => {
    const sum = (((a + b) | 0) + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + sum) | 0
    return (sum >>> 0) / 4294967296
  }
  const int = (from: number, to: number) => from + Math.floor(next() * (to - from + 1))
  const pick = <T>(from: readonly T[]): T => {
    const picked = from[int(0, from.length - 1)]
    if (picked === undefined) throw new Error('There is nothing to pick from')
    return picked
  }
  return {
    next,
    int,
    chance: (probability) => next() < probability,
    pick,
    weighted(from) {
      let left = next() * from.reduce((sum, [, weight]) => sum + weight, 0)
      for (const [value, weight] of from) {
        left -= weight
        if (left < 0) return value
      }
      return pick(from)[0]
    },
    shuffled(list) {
      const all = [...list]
      for (let at = all.length - 1; at > 0; at--) {
        const other = int(0, at)
        const [one, two] = [all[at], all[other]]
        if (one === undefined || two === undefined) continue
        all[at] = two
        all[other] = one
      }
      return all
    },
    about: (...subject) => randomFrom(`${seed}/${subject.join('/')}`),
    id(...subject) {
      const hash = createHash('sha256')
        .update(`${seed}#${subject.join('/')}`)
        .digest()
      hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x80, 6)
      hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8)
      const hex = hash.toString('hex')
      return [
        hex.slice(0, 8),
        hex.slice(8, 12),
        hex.slice(12, 16),
        hex.slice(16, 20),
        hex.slice(20, 32),
      ].join('-')
    },
  }
}
