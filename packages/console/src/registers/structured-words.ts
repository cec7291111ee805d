import {
  type AnyField,
  type Day,
  decision,
  formatDayZh,
  responsibilityTeam,
  supervisionMeeting,
  teamMember,
  visit,
  visitAnswers,
  visitedChild,
} from '@hulei/core'
import { z } from 'zod'
import { registersText as text } from './registers.text.ts'

type Names = (list: string, code: string) => string
type Labels = Readonly<Record<string, string>>
type Words = (value: unknown, names: Names, labels: Labels) => string

/** Words of a structured value, or nothing where the value is of an older shape than the words know. */
const words =
  <T>(schema: z.ZodType<T>, say: (value: T, names: Names, labels: Labels) => string): Words =>
  (value, names, labels) => {
    // Masked as a whole.
    if (typeof value === 'string') return value
    const parsed = schema.safeParse(value)
    return parsed.success ? say(parsed.data, names, labels) : ''
  }

/** What structured fields say in words: by the declared field, so that lists, records and history say the same. */
export const structuredWords: ReadonlyMap<AnyField, Words> = new Map<AnyField, Words>([
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
    visit.fields.answers,
    words(visitAnswers, (answers, names) =>
      Object.entries(answers)
        .map(([row, choice]) => `${names('visitRows', row)}：${names(`visitRow.${row}`, choice)}`)
        .join('；'),
    ),
  ],
])
