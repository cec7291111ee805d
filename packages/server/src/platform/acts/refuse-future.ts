import { type Day, dayOf } from '@hulei/core'
import { invalid } from '../errors.ts'
import type { ActContext } from './handler.ts'

/** Refuses days, by the input that holds them, that lie after today: what is recorded has happened. */
export function refuseFuture(
  context: ActContext,
  days: Readonly<Record<string, Day | null | undefined>>,
): void {
  const faults = Object.entries(days)
    .filter(([, day]) => day && day > context.tx.today)
    .map(([name]) => ({ path: `input.${name}`, code: 'input.in-future', message: '日期不能晚于今天' }))
  if (faults.length > 0) throw invalid(faults)
}

/** The business day on which the server received the act. */
export const receivedOn = (context: ActContext): Day => dayOf(Date.parse(context.times.receivedAt))
