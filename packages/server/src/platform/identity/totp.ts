import { createHmac, randomBytes, randomInt, timingSafeEqual } from 'node:crypto'

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const PERIOD_MS = 30_000

/** A new TOTP secret in base32: 160 bits (RFC 4226, 4). */
export function newTotpSecret(): string {
  let bits = 0n
  for (const byte of randomBytes(20)) bits = (bits << 8n) | BigInt(byte)
  let text = ''
  for (let at = 155n; at >= 0n; at -= 5n) text += alphabet[Number((bits >> at) & 31n)]
  return text
}

/** Whether a text is a secret that authenticator apps take: base32 of at least 80 bits. */
export const isTotpSecret = (text: string) => /^[A-Z2-7]{16,64}$/.test(text)

function keyOf(secret: string): Buffer {
  const bytes: number[] = []
  let buffer = 0
  let held = 0
  for (const character of secret) {
    buffer = ((buffer << 5) | alphabet.indexOf(character)) & 0xfff
    held += 5
    if (held >= 8) {
      held -= 8
      bytes.push((buffer >> held) & 0xff)
    }
  }
  return Buffer.from(bytes)
}

/** The code of a 30-second step (RFC 6238: SHA-1, six digits, as every authenticator app has it). */
export function totpCode(secret: string, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const digest = createHmac('sha1', keyOf(secret)).update(counter).digest()
  const offset = (digest[19] ?? 0) & 15
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

/** The step of an instant. */
export const totpStep = (now: Date) => Math.floor(now.getTime() / PERIOD_MS)

/** The step, at most one before or after now, whose code this is; or nothing. All three are compared always. */
export function matchingStep(secret: string, code: string, now: Date): number | undefined {
  let match: number | undefined
  for (const step of [totpStep(now) - 1, totpStep(now), totpStep(now) + 1]) {
    const expected = Buffer.from(totpCode(secret, step))
    const given = Buffer.from(code)
    if (expected.length === given.length && timingSafeEqual(expected, given)) match = step
  }
  return match
}

/** What an authenticator app reads from the square code. */
export function totpUri(issuer: string, userName: string, secret: string): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(userName)}`
  return `otpauth://totp/${label}?secret=${secret}&issuer=${encodeURIComponent(issuer)}`
}

const plainCharacters = 'abcdefghjkmnpqrstuvwxyz23456789'

/** Ten one-time codes for the day the phone is lost: 49 bits each, without characters that look alike. */
export function newBackupCodes(): string[] {
  const characters = (count: number) =>
    Array.from({ length: count }, () => plainCharacters[randomInt(plainCharacters.length)]).join('')
  return Array.from({ length: 10 }, () => `${characters(5)}-${characters(5)}`)
}

/** A backup code as it is kept, however it was typed. */
export function normalizedBackupCode(typed: string): string {
  const text = typed
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '')
  return `${text.slice(0, 5)}-${text.slice(5)}`
}
