import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  isTotpSecret,
  matchingStep,
  newBackupCodes,
  newTotpSecret,
  normalizedBackupCode,
  totpCode,
  totpStep,
} from './totp.ts'

// RFC 6238, appendix B: the secret 12345678901234567890 with SHA-1; of its eight digits, the last six.
const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'

test.each([
  [59, '287082'],
  [1111111109, '081804'],
  [1111111111, '050471'],
  [1234567890, '005924'],
  [2000000000, '279037'],
  [20000000000, '353130'],
])('at second %i the code of RFC 6238 is %s', (second, code) => {
  expect(totpCode(secret, totpStep(new Date(second * 1000)))).toBe(code)
})

test('a code matches the step it is of, one step around it, and no further', () => {
  const now = new Date('2026-11-23T08:00:10Z')
  const step = totpStep(now)
  for (const [off, expected] of [
    [-2, undefined],
    [-1, step - 1],
    [0, step],
    [1, step + 1],
    [2, undefined],
  ] as const) {
    expect(matchingStep(secret, totpCode(secret, step + off), now)).toBe(expected)
  }
  expect(matchingStep(secret, '', now)).toBeUndefined()
  expect(matchingStep(secret, `${totpCode(secret, step)}0`, now)).toBeUndefined()
})

test('every new secret is 160 bits of base32, and no two are the same', () => {
  const secrets = Array.from({ length: 200 }, newTotpSecret)
  for (const each of secrets) expect(each).toMatch(/^[A-Z2-7]{32}$/)
  expect(secrets.every(isTotpSecret)).toBe(true)
  expect(new Set(secrets).size).toBe(200)
})

test('a backup code is read however it is typed', () => {
  for (const code of newBackupCodes()) {
    fc.assert(
      fc.property(fc.constantFrom('', ' ', '-', '—', ' - '), fc.boolean(), (between, isUpper) => {
        const typed = ` ${code.replace('-', between)} `
        expect(normalizedBackupCode(isUpper ? typed.toUpperCase() : typed)).toBe(code)
      }),
    )
  }
})
