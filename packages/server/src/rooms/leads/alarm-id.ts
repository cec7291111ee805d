import { alarmLead, leadAlarm } from '@hulei/core'
import { uuidFrom } from '../../platform/uuid-from.ts'

/** The one id that an alarm of a lead can have: so it goes off once, whoever looks and however often. */
export const alarmId = (township: string, lead: string, alarm: string): string =>
  uuidFrom(township, leadAlarm.name, lead, alarm)

/** The id of the act that lets it go off. */
export const alarmAct = (township: string, lead: string, alarm: string): string =>
  uuidFrom(township, alarmLead.name, lead, alarm)
