import type { Fault } from '../errors.ts'

export const passwordLength = { min: 10, max: 128 } as const

// What guessing tools try first, and what is near at hand in this trade. Runs such as 12345 or aaaa are found by rule.
const obvious = [
  'administrator',
  'password',
  'passw0rd',
  'admin',
  'welcome',
  'iloveyou',
  'woaini',
  'qwertyuiop',
  'qwerty',
  'asdfghjkl',
  'asdfgh',
  'zxcvbnm',
  '1qaz2wsx3edc',
  '1qaz2wsx',
  'q1w2e3r4t5',
  'q1w2e3r4',
  '147258369',
  '5201314',
  '1314520',
  '112233',
  'lijianhulei',
  'hulei',
  'fushoushan',
  '福寿山',
  '利剑护蕾',
  '护蕾',
] as const

/**
 * What is wrong with a password somebody wants to use, every fault at once: at least ten characters and not an obvious
 * one. No rule on kinds of characters: length protects better, and rules end on paper beside the screen.
 */
export function passwordFaults(password: string, userName: string, path = 'password'): Fault[] {
  const text = password.normalize('NFKC')
  const fault = (code: string, message: string): Fault => ({
    path,
    code: `identity.password-${code}`,
    message,
  })
  const faults: Fault[] = []
  const length = [...text].length
  if (length < passwordLength.min) faults.push(fault('short', `密码至少${passwordLength.min}个字符。`))
  if (text.length > passwordLength.max)
    faults.push(fault('long', `密码不能超过${passwordLength.max}个字符。`))
  if (isObvious(text.toLowerCase(), userName.toLowerCase())) {
    faults.push(fault('obvious', '这个密码太容易被猜到，请换一个，例如几个互不相关的词。'))
  }
  return faults
}

/** Obvious: hardly anything stays once the user name, the obvious words, a date and the runs are taken out. */
function isObvious(text: string, userName: string): boolean {
  if (new Set(text).size <= 3) return true
  let rest = text
  for (const word of [userName, ...obvious]) rest = rest.replaceAll(word, '')
  rest = withoutRuns(rest.replaceAll(/(19|20)\d{6}/g, ''))
  return rest.length <= 5 && text.length - rest.length >= 5
}

/** Takes out three or more characters that repeat, or follow each other up or down: aaaa, 1234, cba. */
function withoutRuns(text: string): string {
  const codes = [...text].map((character) => character.codePointAt(0) ?? 0)
  const step = (at: number) => (codes[at] ?? Number.NaN) - (codes[at - 1] ?? Number.NaN)
  let kept = ''
  for (let start = 0; start < codes.length; ) {
    let end = start + 1
    if (Math.abs(step(end)) <= 1) while (step(end + 1) === step(start + 1)) end += 1
    const isRun = end - start >= 2
    const upTo = isRun ? end + 1 : start + 1
    if (!isRun) kept += String.fromCodePoint(codes[start] ?? 0)
    start = upTo
  }
  return kept
}
