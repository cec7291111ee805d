import { createHash } from 'node:crypto'
import {
  addMonths,
  type Bulletin,
  type BulletinBlock,
  type BulletinFigures,
  bulletin,
  bulletinBlocks,
  bulletinFigures,
  bulletinTitle,
  type Day,
  draftBulletin,
  editBulletin,
  editedBlocks,
  firstDayOf,
  issueBulletin,
  type Month,
  parseMonth,
  previousMonth,
  refreshBulletin,
  refreshedBlocks,
} from '@hulei/core'
import { sql } from 'kysely'
import { type ActContext, type AnyHandler, on } from '../../platform/acts/handler.ts'
import type { Scoped } from '../../platform/db/scope.ts'
import { invalid, Refusal } from '../../platform/errors.ts'
import type { Township } from '../../platform/townships.ts'
import { lightsOf } from '../duties/index.ts'
import { personsIn } from './bulletin-names.ts'

/** What the acts on bulletins do. `measured` are the measures that can be counted. */
export function bulletinActs(measured: ReadonlySet<string>): readonly AnyHandler[] {
  const compose = (context: ActContext, month: Month) =>
    composeBulletin(context.tx, context.township, month, measured)
  return [
    on(draftBulletin, async (context, { id, input }) => {
      const month = monthToReport(context, input.month)
      if (input.supersedes) await supersedable(context, input.supersedes, month)
      const { title, blocks } = await compose(context, month)
      await context.insert(
        bulletin,
        id,
        {},
        {
          month,
          status: 'draft',
          title,
          blocks,
          asOf: context.tx.today,
          supersedes: input.supersedes,
        },
      )
      return undefined
    }),
    on(editBulletin, async (context, { input, record }) => {
      const draft = draftOf(record)
      const blocks = input.blocks ? editedBlocks(draft.blocks, input.blocks) : undefined
      if (input.blocks && !blocks) {
        throw new Refusal(
          'bulletins.figures-fixed',
          409,
          '表格里的数字来自台账，不能手工改；请改文字，或点“更新数据”。',
        )
      }
      await context.amend(bulletin, draft, { ...input, ...(blocks && { blocks }) })
      return undefined
    }),
    on(refreshBulletin, async (context, { record }) => {
      const draft = draftOf(record)
      const { blocks } = await compose(context, draft.month as Month)
      await context.amend(bulletin, draft, {
        blocks: refreshedBlocks(draft.blocks, blocks),
        asOf: context.tx.today,
      })
      return undefined
    }),
    on(issueBulletin, async (context, { input, record }) => {
      const draft = draftOf(record)
      if (input.issuedOn > context.tx.today || input.issuedOn < firstDayOf(draft.month as Month)) {
        throw invalid([
          {
            path: 'input.issuedOn',
            code: 'bulletins.issued-when',
            message: '签发日期应在通报的月份之后、今天之前',
          },
        ])
      }
      await refusePersons(context, draft)
      const issueNumber = await freeNumber(context, input.issuedOn, input.issueNumber ?? null)
      if (draft.supersedes) {
        const old = await supersedable(context, draft.supersedes, draft.month as Month)
        await context.amend(bulletin, old, { status: 'superseded' })
      }
      const issued = { ...draft, issueNumber, issuedOn: input.issuedOn, signedBy: input.signedBy }
      await context.amend(bulletin, draft, {
        status: 'issued',
        issueNumber,
        issuedOn: input.issuedOn,
        signedBy: input.signedBy,
        contentHash: bulletinHash(issued),
        logHead: await logHead(context.tx),
      })
      return { issueNumber }
    }),
  ]
}

/**
 * The figures of a month as the records say today, beside those of the month before as they were known a month ago: the
 * same stage of both, or a month that has just begun would look like a fall.
 */
export async function figuresOfMonth(
  scope: Scoped,
  township: Township,
  month: Month,
  measured: ReadonlySet<string>,
): Promise<BulletinFigures> {
  const { playbook } = township
  const isCovered = firstDayOf(month) > playbook.plan.from
  const lights = (of: Month, asOf: Day) => lightsOf(scope, township, { month: of, asOf }, measured)
  const [now, before] = await Promise.all([
    lights(month, scope.today),
    isCovered ? lights(previousMonth(month), addMonths(scope.today, -1)) : null,
  ])
  return bulletinFigures(month, now, before, playbook)
}

/** The bulletin of a month as the records say today: its title and blocks. */
export async function composeBulletin(
  scope: Scoped,
  township: Township,
  month: Month,
  measured: ReadonlySet<string>,
): Promise<{ title: string; blocks: BulletinBlock[] }> {
  const figures = await figuresOfMonth(scope, township, month, measured)
  return { title: bulletinTitle(figures), blocks: bulletinBlocks(figures) }
}

/** SHA-256 over what was issued, in a fixed writing; whoever holds the document can compare. */
export function bulletinHash(
  issued: Pick<Bulletin, 'month' | 'title' | 'blocks' | 'asOf' | 'issueNumber' | 'issuedOn' | 'signedBy'>,
): string {
  const { month, title, blocks, asOf, issueNumber, issuedOn, signedBy } = issued
  // jsonb keeps keys in an order of its own: the writing must not depend on it.
  const ordered = JSON.stringify(
    { month, title, blocks, asOf, issueNumber, issuedOn, signedBy },
    (_key, value) =>
      value !== null && typeof value === 'object' && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)))
        : value,
  )
  return createHash('sha256').update(ordered).digest('hex')
}

function monthToReport(context: ActContext, text: string): Month {
  const month = parseMonth(text)
  const { plan } = context.township.playbook
  if (!month || firstDayOf(month) > context.tx.today || month < plan.from.slice(0, 7)) {
    throw invalid([
      {
        path: 'input.month',
        code: 'bulletins.month',
        message: '月份应写作 2024-05，在方案的期限内，且不晚于本月',
      },
    ])
  }
  return month
}

function draftOf(record: Bulletin): Bulletin {
  if (record.status === 'draft') return record
  throw new Refusal(
    'bulletins.frozen',
    409,
    '这期通报已经签发，内容不能再改；如有错误，请起草一期新的来替代它。',
  )
}

/** A bulletin never carries an identity (个人信息保护法 第二十八条; 未成年人保护法 第一百零三条). */
async function refusePersons(context: ActContext, draft: Bulletin): Promise<void> {
  const persons = await personsIn(context.tx, context.township, draft)
  const certain = persons.filter((person) => person.isCertain).map((person) => `“${person.text}”`)
  if (certain.length === 0) return
  throw new Refusal(
    'bulletins.names-a-person',
    422,
    `正文里有在册人员的姓名或者号码：${certain.join('、')}。通报不写个人信息，请改好再签发。`,
  )
}

async function supersedable(context: ActContext, id: string, month: Month): Promise<Bulletin> {
  const old = await context.get(bulletin, id)
  if (old.status === 'issued' && old.month === month) return old
  throw new Refusal('bulletins.not-to-supersede', 409, '只能替代同一个月、已经签发而且没有被替代过的通报。')
}

/** The number asked for, or the next of the year; one that is taken is refused. Numbers are given one at a time. */
async function freeNumber(context: ActContext, issuedOn: Day, asked: number | null): Promise<number> {
  const township = context.township.code
  const year = issuedOn.slice(0, 4)
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`bulletin:${township}`}, 0))`.execute(
    context.tx.db,
  )
  const { rows } = await sql<{ number: number }>`
    SELECT issue_number AS number FROM bulletin
    WHERE township = ${township} AND issue_number IS NOT NULL AND issued_on >= ${`${year}-01-01`}::date
      AND issued_on <= ${`${year}-12-31`}::date`.execute(context.tx.db)
  const taken = new Set(rows.map((row) => row.number))
  const next = Math.max(0, ...taken) + 1
  if (asked === null) return next
  if (asked > 0 && !taken.has(asked)) return asked
  throw invalid([
    {
      path: 'input.issueNumber',
      code: 'bulletins.number-taken',
      message: `${year}年第${asked}期已经用过，可以用第${next}期`,
    },
  ])
}

/**
 * The head of the act log as it stands before this act: an outside anchor once it is printed. Without its position, by
 * which somebody left out of a matter could count what they do not see.
 */
async function logHead(scope: Scoped): Promise<string | undefined> {
  const { rows } = await sql<{ hash: string }>`
    SELECT encode(hash, 'hex') AS hash FROM chain_head WHERE township = ${scope.actor.township}`.execute(
    scope.db,
  )
  return rows[0]?.hash
}
