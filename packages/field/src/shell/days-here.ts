import type { Day } from '@hulei/core'
import { dayOf } from './days.ts'
import { useField } from './field.ts'

/** What day it is: the phone knows, except in a demonstration, which stands on a day of its own. */
export function useToday(): Day {
  const { pack } = useField()
  const plan = pack?.items['plan/current']?.body as { township?: { isDemo?: boolean } } | undefined
  return pack && plan?.township?.isDemo ? (pack.today as Day) : dayOf(Date.now())
}
