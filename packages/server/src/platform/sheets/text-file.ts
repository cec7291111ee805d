/** A text file's characters, and the encoding that was found. */
export type DecodedText = {
  readonly text: string
  readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030'
}

/**
 * Decodes text by its byte order mark; else as UTF-8 when every byte agrees; else as GB18030, which Excel and WPS in
 * Chinese write by default. Undefined for bytes that are no text at all.
 */
export function decodeText(bytes: Buffer): DecodedText | undefined {
  const encoding = encodingOf(bytes)
  const text = new TextDecoder(encoding).decode(bytes)
  return /(?![\t-\r\u0080-\u009f])\p{Cc}/u.test(text) ? undefined : { text, encoding }
}

function encodingOf(bytes: Buffer): DecodedText['encoding'] {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return 'utf-8'
  } catch {
    return 'gb18030'
  }
}
