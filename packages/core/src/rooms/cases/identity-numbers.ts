/** Telephone and identity numbers in a text, however they are spaced. Names cannot be told from other words. */
export function identityNumbersIn(text: string): readonly string[] {
  const plain = text.replaceAll(/(?<=\d)[ \-‐–—　](?=\d)/g, '')
  return plain.match(/(?<!\d)(?:1[3-9]\d{9}|\d{17}[\dXx])(?!\d)/g) ?? []
}
