import { createHash } from 'node:crypto'

/** How much there is of everything, and the names and ids that follow from it: the same in every process and run. */
export type Size = {
  readonly townships: number
  readonly childrenEach: number
  readonly visitsEach: number
}

/** What the figures of docs/bench.md stand on. */
export const fullSize: Size = { townships: 20, childrenEach: 10_000, visitsEach: 100_000 }
/** Enough to see that everything still runs and agrees. */
export const smallSize: Size = { townships: 2, childrenEach: 2_000, visitsEach: 20_000 }

/** The business day on which every township stands. */
export const TODAY = '2024-05-20'
/** First day of the visits: they are spread evenly from here to the day before `TODAY`. */
export const FIRST_DAY = '2023-12-01'
export const VISIT_DAYS = 171

export const PASSWORD = 'bench-Huanlv-2024'
/** The second factor of every office account. */
export const TOTP_SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'

export const townshipOf = (index: number) => `t${String(index + 1).padStart(2, '0')}`

/** A UUID that looks drawn, so that indexes meet it as they would meet a phone's; the same for the same name. */
export function idOf(what: string, township: string, ordinal: number): string {
  const hex = createHash('sha256').update(`${what}/${township}/${ordinal}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** A whole number below `below` that follows from the name alone. */
export function drawn(what: string, ordinal: number, below: number): number {
  // A mix of 32-bit multiplications (murmur's finaliser) over the ordinal and a hash of the name.
  let seed = 2_166_136_261
  for (const character of what) seed = Math.imul(seed ^ character.charCodeAt(0), 16_777_619)
  let mixed = Math.imul(ordinal + 1, 0x9e3779b1) ^ seed
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return ((mixed ^ (mixed >>> 16)) >>> 0) % below
}

/** Children lie village by village, as imports bring them: the village of a child is its ordinal's block. */
export const villageIndexOf = (child: number, size: Size, villages: number) =>
  Math.floor((child * villages) / size.childrenEach)

/** Two children a household. */
export const householdOf = (child: number) => Math.floor(child / 2)

/** The day `days` after an ISO day. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

/** How many villages a visiting worker has. */
export const WORKER_VILLAGES = 5

export const userNameOf = (who: 'office' | 'worker', township: string) => `${who}.${township}`
