import {
  amendHeadCount,
  confirmHeadCount,
  type Day,
  firstDayOf,
  headCount,
  lastDayOf,
  monthOf,
  nameOfCode,
  repeatHeadCounts,
} from '@hulei/core'
import { sql } from 'kysely'
import { type ActContext, on } from '../../platform/acts/handler.ts'
import { refuseFuture } from '../../platform/acts/refuse-future.ts'
import { uuidFrom } from '../../platform/crypto/uuid-from.ts'
import { Refusal } from '../../platform/errors.ts'

const GROUPS = 'headCountGroups'

export const supervisedActs = [
  on(confirmHeadCount, async (context, { id, input }) => {
    const { village, ...values } = input
    refuseFuture(context, { countedOn: values.countedOn })
    const before = (await confirmedIn(context, village, values.countedOn)).get(values.group)
    if (before !== undefined) throw alreadyConfirmed(context, values.group, before)
    await context.insert(headCount, id, { village }, values)
    return undefined
  }),

  on(repeatHeadCounts, async (context, { id, input }) => {
    const { village, countedOn } = input
    refuseFuture(context, { countedOn })
    const confirmed = await confirmedIn(context, village, countedOn)
    const open = groupsOf(context).filter((group) => !confirmed.has(group))
    if (open.length === 0)
      throw new Refusal('head-counts.all-confirmed', 409, '这个月各类人数都已经确认，不用再报。')
    const last = await lastBefore(context, village, countedOn)
    const unknown = open.filter((group) => !last.has(group))
    if (unknown.length > 0)
      throw new Refusal(
        'head-counts.never-counted',
        422,
        `${unknown.map((group) => named(context, group)).join('、')}还没有报过，请先逐类填写一次。`,
      )
    for (const [index, group] of open.entries()) {
      const values = { group, countedOn, number: last.get(group) ?? 0 }
      await context.insert(headCount, index === 0 ? id : uuidFrom(context.actId, group), { village }, values)
    }
    return { confirmed: open.length }
  }),

  on(amendHeadCount, async (context, { input, record }) => {
    const countedOn = input.countedOn ?? record.countedOn
    refuseFuture(context, { countedOn })
    if (monthOf(countedOn) !== monthOf(record.countedOn)) {
      const before = (await confirmedIn(context, record.village ?? '', countedOn)).get(record.group)
      if (before !== undefined) throw alreadyConfirmed(context, record.group, before)
    }
    await context.amend(headCount, record, input)
    return undefined
  }),
]

const groupsOf = ({ lists }: ActContext): readonly string[] =>
  (lists.get(GROUPS) ?? []).filter((entry) => !entry.isRetired).map((entry) => entry.id)

const named = ({ lists }: ActContext, group: string) => nameOfCode(lists, GROUPS, group)

const alreadyConfirmed = (context: ActContext, group: string, number: number) =>
  new Refusal(
    'head-counts.already-confirmed',
    409,
    `这个月${named(context, group)}已经确认为${number}人；要改请在原记录上更正。`,
  )

/** What a village has confirmed in the month of a day: numbers by group. */
const confirmedIn = (context: ActContext, village: string, day: Day) =>
  numbers(
    context,
    village,
    sql`counted_on BETWEEN ${firstDayOf(monthOf(day))}::date AND ${lastDayOf(monthOf(day))}::date`,
  )

/** The last number of each group from the months before. */
const lastBefore = (context: ActContext, village: string, day: Day) =>
  numbers(context, village, sql`counted_on < ${firstDayOf(monthOf(day))}::date`)

async function numbers(
  context: ActContext,
  village: string,
  when: ReturnType<typeof sql>,
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ group: string; number: number }>`
    SELECT DISTINCT ON ("group") "group", number FROM head_count
    WHERE township = ${context.township.code} AND village = ${village} AND ${when}
    ORDER BY "group", counted_on DESC, received_at DESC`.execute(context.tx.db)
  return new Map(rows.map((row) => [row.group, row.number]))
}
