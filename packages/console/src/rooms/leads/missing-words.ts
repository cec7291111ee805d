import { instantLabel, type MissingChild } from '@hulei/core'
import { reportingText as text } from './reporting.text.ts'

const MINUTE_MS = 60_000

/** How long it is from one instant to another, in hours and minutes. */
export function durationBetween(from: string, to: number): string {
  const minutes = Math.max(0, Math.floor((to - Date.parse(from)) / MINUTE_MS))
  return text.duration(Math.floor(minutes / 60), minutes % 60)
}

/** What is passed on so that others can look: never the name, unless the police have decided so. */
export function spreadText(of: MissingChild, names: (list: string, id: string | null) => string): string {
  return [
    of.publicName,
    [names('ageBands', of.ageBand), names('sexes', of.sex)].filter(Boolean).join('，'),
    of.clothes,
    `${text.lastSeen}：${[instantLabel(of.lastSeenAt), of.lastSeen].filter(Boolean).join('，')}`,
    text.callPolice,
  ]
    .filter(Boolean)
    .join('；')
}
