import { createSecretKey, randomBytes, randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { createKeyring } from '../../../platform/crypto/keyring.ts'
import { createBackOff, createBucket, createTurns } from './public-limits.ts'
import { CODE_BITS, codeOf, idOf, readCode, reporterOf } from './report-codes.ts'

const keyring = createKeyring(createSecretKey(randomBytes(32)))

describe('a code', () => {
  const codes = Array.from({ length: 20_000 }, () => codeOf(keyring, 'north', randomUUID()))

  test('has at least 60 bits, measured: every letter at every place is about as frequent', () => {
    expect(CODE_BITS).toBeGreaterThanOrEqual(60)
    expect(new Set(codes).size).toBe(codes.length)
    let bits = 0
    for (let place = 0; place < 15; place++) {
      const seen = new Map<string, number>()
      for (const code of codes) {
        const letter = code.replaceAll('-', '')[place] ?? ''
        seen.set(letter, (seen.get(letter) ?? 0) + 1)
      }
      for (const times of seen.values()) bits -= (times / codes.length) * Math.log2(times / codes.length)
    }
    expect(bits).toBeGreaterThan(74)
  })

  test('has no letters that are taken for one another, and is read however it is typed', () => {
    expect(codes.some((code) => /[01OIL]/.test(code))).toBe(false)
    const [code = ''] = codes
    for (const typed of [
      code,
      code.toLowerCase(),
      code.replaceAll('-', ''),
      ` ${code.replaceAll('-', ' ')} `,
    ])
      expect(readCode(typed)).toBe(code)
    expect(
      readCode([...code].map((each) => String.fromCodePoint((each.codePointAt(0) ?? 0) + 0xfee0)).join('')),
    ).toBe(code)
    for (const typed of ['', '7K2QM', `${code}2`, '00000-00000-00000'])
      expect(readCode(typed)).toBeUndefined()
  })

  test('belongs to one township and one form, and neither id nor pseudonym shows it', () => {
    const form = randomUUID()
    expect(codeOf(keyring, 'north', form)).not.toBe(codeOf(keyring, 'south', form))
    const ids = ['report', 'record', 'add'].map((purpose) => idOf(keyring, 'north', purpose, form))
    expect(new Set([...ids, form]).size).toBe(4)
    const other = createKeyring(createSecretKey(randomBytes(32)))
    expect(reporterOf(other, 'north', 'x').account).not.toBe(reporterOf(keyring, 'north', 'x').account)
  })
})

describe('many from one address', () => {
  test('are slowed after the first, told for how long, and let in again when that time is over', () => {
    let at = 0
    const bucket = createBucket({ most: 3, everyMs: 10_000, now: () => at })
    expect([1, 2, 3].map(() => bucket.take('10.0.0.1'))).toEqual([0, 0, 0])
    expect(bucket.take('10.0.0.1')).toBe(10)
    expect(bucket.take('10.0.0.2')).toBe(0)
    at = 9_999
    expect(bucket.take('10.0.0.1')).toBe(1)
    at = 10_000
    expect(bucket.take('10.0.0.1')).toBe(0)
    expect(bucket.take('10.0.0.1')).toBe(10)
  })

  test('of one IPv6 customer count as one', () => {
    const bucket = createBucket({ most: 1, everyMs: 1000, now: () => 0 })
    expect(bucket.take('2001:db8:1:2::1')).toBe(0)
    expect(bucket.take('2001:db8:1:2:ffff::9')).toBe(1)
  })

  test('from millions of addresses do not fill the memory, and shut nobody out', () => {
    const bucket = createBucket({ most: 2, everyMs: 1000, now: () => 0 })
    for (let n = 0; n < 120_000; n++) expect(bucket.take(`${n >> 16}.${(n >> 8) & 255}.${n & 255}.1`)).toBe(0)
  })
})

test('work waits for its turn, and what would wait too long is told to come again', async () => {
  const turns = createTurns({ atOnce: 2, waiting: 3 })
  let most = 0
  let running = 0
  const work = async () => {
    running += 1
    most = Math.max(most, running)
    await new Promise((resolve) => setTimeout(resolve, 5))
    running -= 1
    return 'done'
  }
  const answers = await Promise.all(Array.from({ length: 8 }, () => turns.run(work)))
  expect(most).toBe(2)
  expect(answers.filter((each) => each === 'full')).toHaveLength(3)
  await expect(turns.run(async () => Promise.reject(new Error('x')))).rejects.toThrow('x')
  expect(await turns.run(work)).toBe('done')
})

test('guessing from everywhere makes answers slower for a while, never absent', () => {
  let at = 0
  const backOff = createBackOff({ now: () => at })
  for (let n = 0; n < 50; n++) backOff.wasWrong()
  expect(backOff.delay()).toBe(0)
  for (let n = 0; n < 1000; n++) backOff.wasWrong()
  expect(backOff.delay()).toBe(3_000)
  at = 10 * 60_000
  expect(backOff.delay()).toBe(0)
})
