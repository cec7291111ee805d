import { breachAlarm } from '@hulei/core'
import { uuidFrom } from '../../platform/uuid-from.ts'

/** The one id that the call for a step of a breach can have: so it is called once, whoever looks and however often. */
export const breachAlarmId = (township: string, breach: string, step: string): string =>
  uuidFrom(township, breachAlarm.name, breach, step)
