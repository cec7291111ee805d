import type { Fault } from '../errors.ts'

export const passwordLength = { min: 10, max: 128 } as const

// The start of what guessing tools try, and what is near at hand in this trade; compared without case, digits folded.
const obvious = [
  'password',
  'passw0rd',
  'admin',
  'administrator',
  'welcome',
  'iloveyou',
  'woaini',
  'qwertyuiop',
  'qwerty',
  'asdfghjkl',
  'zxcvbnm',
  '1qaz2wsx3edc',
  'q1w2e3r4t5',
  'hulei',
  'lijianhulei',
  'fushoushan',
  '5201314',
  '1314520',
  '88888888',
  '66666666',
  '123456',
  '147258369',
  '112233',
] as const

const runs = ['01234567890123456789', '98765432109876543210', 'abcdefghijklmnopqrstuvwxyz']

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

/** Obvious: what stays after the obvious pieces and the user name are taken out is shorter than five characters. */
function isObvious(text: string, userName: string): boolean {
  if (new Set(text).size <= 3) return true
  if (runs.some((run) => run.includes(text))) return true
  let rest = text
  for (const piece of [userName, ...obvious].sort((a, b) => b.length - a.length)) {
    rest = rest.replaceAll(piece, '')
  }
  return rest.length < text.length && rest.length < 5
}
