import { z } from 'zod'
import { type Day, formatDayZh, parseWindowKey, windowTitleZh } from '../calendar/index.ts'
import type { AnyField } from '../kinds/index.ts'
import {
  acts,
  attestation,
  decision,
  exemption,
  handedIn,
  hazardPhotos,
  responsibilityTeam,
  supervisionMeeting,
  teamMember,
  visit,
  visitAnswers,
  visitedChild,
} from '../rooms/index.ts'
import { wordsText as text } from './words.text.ts'

type Names = (list: string, code: string) => string
type Labels = Readonly<Record<string, string>>
type Words = (value: unknown, names: Names, labels: Labels) => string

/** Words of a structured value, or nothing where the value is of an older shape than the words know. */
const words =
  <T>(schema: z.ZodType<T>, say: (value: T, names: Names, labels: Labels) => string): Words =>
  (value, names, labels) => {
    const parsed = schema.safeParse(value)
    if (parsed.success) return say(parsed.data, names, labels)
    // Masked as a whole.
    return typeof value === 'string' ? value : ''
  }

/** A window by its key; terms are named by the plan. */
function windowWords(key: string, names: Names): string {
  for (const kind of ['month', 'half-month', 'week', 'quarter', 'year', 'day'] as const) {
    const found = parseWindowKey(kind, key)
    if (found) return windowTitleZh(found)
  }
  const half = key.match(/-H([12])$/)
  return half ? `${names('terms', key.slice(0, -3))}${text.halves[Number(half[1]) - 1]}` : names('terms', key)
}

/**
 * What fields say in words that are more than a value of their type: by the declared field, so that lists, records and
 * history say the same.
 */
export const structuredWords: ReadonlyMap<AnyField, Words> = new Map<AnyField, Words>([
  [attestation.fields.duty, words(z.string(), (duty, names) => names('duties', duty))],
  [exemption.fields.duty, words(z.string(), (duty, names) => names('duties', duty))],
  [attestation.fields.window, words(z.string(), windowWords)],
  [handedIn.fields.act, words(z.string(), (act) => acts.get(act)?.title ?? act)],
  // What a phone wrote is no reading matter: its page says it in words.
  [handedIn.fields.body, words(z.string(), () => text.asWritten)],
  [
    responsibilityTeam.fields.members,
    words(z.array(teamMember), (members, names) =>
      members
        .map((each) => `${names('helperRoles', each.role)} ${each.name}${each.phone ? ` ${each.phone}` : ''}`)
        .join('；'),
    ),
  ],
  [
    supervisionMeeting.fields.decisions,
    words(z.array(decision), (decisions, names) =>
      decisions
        .map((each) => text.decision(each.what, names('units', each.unit), formatDayZh(each.due as Day)))
        .join('；'),
    ),
  ],
  [
    visit.fields.children,
    words(z.array(visitedChild), (children, _names, labels) => {
      const count = (is: (each: (typeof children)[number]) => boolean) => children.filter(is).length
      const known = children.flatMap((each) => labels[each.child] ?? [])
      const who = known.length === children.length ? known.join('、') : text.childCount(children.length)
      return text.visited(
        who,
        count((each) => each.seen),
        count((each) => each.alone),
      )
    }),
  ],
  [
    visit.fields.hazardPhotos,
    words(hazardPhotos, (photos, names) =>
      Object.entries(photos)
        .map(([hazard, hashes]) => text.hazardPhotos(names('hazards', hazard), hashes.length))
        .join('；'),
    ),
  ],
  [
    visit.fields.answers,
    words(visitAnswers, (answers, names) =>
      Object.entries(answers)
        .map(([row, choice]) => `${names('visitRows', row)}：${names(`visitRow.${row}`, choice)}`)
        .join('；'),
    ),
  ],
])
