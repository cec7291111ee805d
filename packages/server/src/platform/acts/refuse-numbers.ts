import { identityNumbersIn } from '@hulei/core'
import { invalid } from '../errors.ts'

/**
 * Refuses a telephone or identity number in words that people outside the matter will read, by the input that holds them.
 * Names cannot be looked for: saying which words are somebody's name would tell who is sealed.
 */
export function refuseNumbers(words: Readonly<Record<string, unknown>>): void {
  const faults = Object.entries(words)
    .filter(([, value]) => typeof value === 'string' && !isId(value) && identityNumbersIn(value).length > 0)
    .map(([field]) => ({
      path: `input.${field}`,
      code: 'input.invalid',
      message: '这里不能写电话或身份证号，请用代号',
    }))
  if (faults.length > 0) throw invalid(faults)
}

/** The id of a record, whose digits may happen to look like a telephone number. */
const isId = (value: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value)
