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
