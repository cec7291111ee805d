import { identityNumbersIn } from '@hulei/core'
import type { ActContext } from '../../platform/acts/handler.ts'
import { invalid } from '../../platform/errors.ts'
import { fault } from './place-of.ts'

/** Refuses a day that has not come. */
export function refuseFuture({ tx }: ActContext, day: string | undefined, field: string): void {
  if (day && day > tx.today)
    throw invalid([{ path: `input.${field}`, code: 'cases.in-the-future', message: '日期不能晚于今天' }])
}

/** Refuses a day before another that it follows. */
export function refuseBefore(day: string, earliest: string | null, field: string, message: string): void {
  if (earliest && day < earliest) throw invalid([fault(field, message)])
}

/**
 * Refuses a telephone or identity number in words that people outside the matter will read. Names cannot be looked for:
 * saying which words are somebody's name would tell who is sealed.
 */
export function refuseNumbers(words: Readonly<Record<string, unknown>>): void {
  const faults = Object.entries(words)
    .filter(([, value]) => typeof value === 'string' && identityNumbersIn(value).length > 0)
    .map(([field]) => fault(field, '这里不能写电话或身份证号，请用代号'))
  if (faults.length > 0) throw invalid(faults)
}
