/** What every reader of hand-typed text answers when it cannot accept: a stable code and a sentence for a clerk. */
export type Refusal<Code extends string> = { ok: false; code: Code; message: string }

/** A refusal as a value. */
export const refuse = <Code extends string>(code: Code, message: string): Refusal<Code> => ({
  ok: false,
  code,
  message,
})

// Zero-width characters, joiners, direction marks, soft hyphens and byte-order marks: what copying from
// WeChat, PDF and web pages leaves in cells.
const invisible = /[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/gu
const fullWidth = /[\uff01-\uff5e]/gu

/**
 * Text as a keyboard would have typed it: full-width ASCII to half-width, every kind of space to one
 * ordinary space, invisible characters removed, ends trimmed. Chinese punctuation of its own stays.
 */
export const asTyped = (text: string): string =>
  text
    .replace(invisible, '')
    .replace(fullWidth, (character) => String.fromCharCode(character.charCodeAt(0) - 0xfee0))
    .replace(/\s+/gu, ' ')
    .trim()

/** `asTyped` without any space, and without the apostrophe by which a sheet marks a number as text. */
export const asTypedCompact = (text: string): string =>
  asTyped(text)
    .replace(/ /gu, '')
    .replace(/^['’‘`]+/u, '')

/** Number of characters as people count them: one for a rare character outside the basic plane, too. */
export const characterCount = (text: string): number => Array.from(text).length
