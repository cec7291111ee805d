import type { Day } from '@hulei/core'
import { shellText as text } from './shell.text.ts'

/** Days and times as people say them, in the township's zone whatever the phone is set to. */
const zone = 'Asia/Shanghai'
const dayFormat = new Intl.DateTimeFormat('sv-SE', { timeZone: zone })
const timeFormat = new Intl.DateTimeFormat('zh-CN', {
  timeZone: zone,
  hour: '2-digit',
  minute: '2-digit',
  hour12: false,
})

/** The day of an instant, `2024-05-20`. */
export const dayOf = (instant: number | string): Day => dayFormat.format(new Date(instant)) as Day

/** '5月20日'. */
export const dayWords = (day: string): string => text.day(Number(day.slice(5, 7)), Number(day.slice(8, 10)))

/** '09:12' today, '5月20日 09:12' otherwise. */
export function instantWords(instant: number | string, now: number): string {
  const time = timeFormat.format(new Date(instant))
  return dayOf(instant) === dayOf(now) ? time : `${dayWords(dayOf(instant))} ${time}`
}
