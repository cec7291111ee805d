import { createHmac, timingSafeEqual } from 'node:crypto'

/**
 * Reads a cookie that the sign-in library signed: `value.signature`, percent-encoded, the signature being
 * HMAC-SHA256 in base64. Read here, and not by the library, because every request of the server needs it.
 *
 * @returns the value, or undefined when the cookie is missing or was not signed with this secret
 */
export function readSignedCookie(
  header: string | undefined,
  name: string,
  secret: string,
): string | undefined {
  const raw = rawCookie(header, name)
  if (raw === undefined) return undefined
  let text: string
  try {
    text = decodeURIComponent(raw)
  } catch {
    return undefined
  }
  const dot = text.lastIndexOf('.')
  if (dot < 1) return undefined
  const value = text.slice(0, dot)
  const expected = createHmac('sha256', secret).update(value).digest()
  const given = Buffer.from(text.slice(dot + 1), 'base64')
  return given.length === expected.length && timingSafeEqual(given, expected) ? value : undefined
}

/** A cookie as the browser sent it, still encoded. The first of a name counts, as in the library. */
export function rawCookie(header: string | undefined, name: string): string | undefined {
  for (const part of header?.split(';') ?? []) {
    const equals = part.indexOf('=')
    if (equals > 0 && part.slice(0, equals).trim() === name) return part.slice(equals + 1).trim()
  }
  return undefined
}
