import { z } from 'zod'
import { type FaultPath, isRecord, type PlaybookFault, quote, valueAt } from './fault.ts'
import { didYouMean } from './suggest.ts'

const expectedWords: Readonly<Record<string, string>> = {
  string: '文字（数字要加引号）',
  number: '数字',
  int: '整数',
  boolean: 'true 或 false',
  array: '列表，每项以“- ”开头',
  object: '一组“名称: 值”',
  record: '一组“名称: 值”',
}

type Issue = z.core.$ZodIssue

const stepsOf = (path: readonly PropertyKey[]): FaultPath =>
  path.map((step) => (typeof step === 'symbol' ? String(step) : step))

/** Names that the object schema of an issue declares. */
function namesKnownTo(schema: unknown): readonly string[] {
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : []
}

/**
 * What a schema finds wrong with data, in Chinese, one fault for each mistake.
 * The schema's own sentences win; the rest is translated here, so that no library's English reaches a person.
 */
export function shapeFaults(schema: z.ZodType, data: unknown): readonly PlaybookFault[] {
  // The schema that refuses a name is known only while the error is made; the names it knows are kept by name.
  const known = new Map<string, readonly string[]>()
  const parsed = schema.safeParse(data, {
    error: (issue) => {
      if (issue.code === 'unrecognized_keys') {
        for (const name of issue.keys) known.set(name, namesKnownTo(issue.inst))
      }
      return undefined
    },
  })
  return parsed.success ? [] : parsed.error.issues.flatMap((issue) => faultsOf(issue, [], data, known))
}

function faultsOf(
  issue: Issue,
  above: FaultPath,
  data: unknown,
  known: ReadonlyMap<string, readonly string[]>,
): PlaybookFault[] {
  const path = [...above, ...stepsOf(issue.path)]
  const value = valueAt(data, path)
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((name) => ({
      path: [...path, name],
      message: `没有“${name}”这个名称${didYouMean(name, known.get(name) ?? [])}`,
    }))
  }
  if (value === undefined && path.length > 0) {
    return [{ path, message: `缺少“${String(path.at(-1))}”` }]
  }
  if (issue.code === 'invalid_union') {
    // A union here is a word or a group: the branch of the value's own shape says what is wrong.
    const branch = issue.errors.find((errors) =>
      isRecord(value)
        ? !errors.some((error) => error.path.length === 0 && error.code.startsWith('invalid_'))
        : errors.every((error) => error.code === 'invalid_value'),
    )
    return branch
      ? branch.flatMap((error) => faultsOf(error, path, data, known))
      : [{ path, message: `${quote(value)}不是这里可以写的值` }]
  }
  return [{ path, message: sentence(issue, value) }]
}

function sentence(issue: Issue, value: unknown): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.message.startsWith('Invalid')
        ? `应为${expectedWords[issue.expected] ?? issue.expected}，现在是${quote(value)}`
        : `${issue.message}，现在是${quote(value)}`
    case 'invalid_value': {
      const words = issue.values.map(String)
      return `${quote(value)}不在可选值内${didYouMean(String(value), words)}，可选：${words.join('、')}`
    }
    case 'too_small':
    case 'too_big':
      return isWrittenHere(issue.message) ? issue.message : bound(issue)
    default:
      return isWrittenHere(issue.message) ? issue.message : `${quote(value)}不是这里可以写的值`
  }
}

/** Whether a schema of ours wrote the sentence; the library's own are in English. */
const isWrittenHere = (message: string): boolean => /\p{Script=Han}/u.test(message)

function bound(issue: z.core.$ZodIssueTooBig | z.core.$ZodIssueTooSmall): string {
  const counted = issue.origin === 'array' ? '项' : issue.origin === 'string' ? '个字' : ''
  if (issue.code === 'too_big') return counted ? `最多${issue.maximum}${counted}` : `不能大于${issue.maximum}`
  return counted ? `至少${issue.minimum}${counted}` : `不能小于${issue.minimum}`
}
