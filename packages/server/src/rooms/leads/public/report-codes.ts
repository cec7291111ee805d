import type { Actor } from '@hulei/core'
import { publicActor } from '../../../platform/acts/sealed-actor.ts'
import type { Keyring } from '../../../platform/crypto/keyring.ts'

/**
 * The code by which somebody without an account finds their report again. It follows from the drawn id of their form
 * and the master key, so the same form sent twice gives the same code, and it is written down nowhere: the lead carries
 * the pseudonym alone, a keyed hash of the code. Neither the database nor its log gives a code back.
 */

/** Letters and digits that nobody takes for one another when they are copied by hand. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
const GROUPS = 3
const GROUP_LENGTH = 5
const LENGTH = GROUPS * GROUP_LENGTH

/** How hard a code is to guess, in bits. */
export const CODE_BITS = LENGTH * Math.log2(ALPHABET.length)

/** The code of a form, as it is shown: 7K2QM-9XH4P-TB6WN. */
export function codeOf(keyring: Keyring, township: string, form: string): string {
  let rest = BigInt(`0x${keyring.hash(township, 'report-code', form).toString('hex')}`)
  const base = BigInt(ALPHABET.length)
  let drawn = ''
  for (let n = 0; n < LENGTH; n++) {
    drawn += ALPHABET[Number(rest % base)]
    rest /= base
  }
  return drawn.match(new RegExp(`.{${GROUP_LENGTH}}`, 'g'))?.join('-') ?? drawn
}

/** A code as people type it: small letters, blanks, full-width letters; undefined where it cannot be one. */
export function readCode(typed: string): string | undefined {
  const bare = typed
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '')
  if (bare.length !== LENGTH || [...bare].some((each) => !ALPHABET.includes(each))) return undefined
  return bare.match(new RegExp(`.{${GROUP_LENGTH}}`, 'g'))?.join('-')
}

/** Who holds a code, as everything that they do is logged. */
export function reporterOf(keyring: Keyring, township: string, code: string): Actor {
  const hash = keyring.hash(township, 'reporter-by-code', code).toString('base64url')
  return publicActor(township, `pub.${hash.slice(0, 32)}`)
}

/** An id that follows from a form and a purpose: sent twice, it is the same act, and it does not show the form's id. */
export function idOf(keyring: Keyring, township: string, purpose: string, form: string): string {
  const bytes = keyring.hash(township, `report-id:${purpose}`, form).subarray(0, 16)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
