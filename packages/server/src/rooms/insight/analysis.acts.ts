import { createHash } from 'node:crypto'
import {
  type Analysis,
  analysis,
  analysisBlocks,
  analysisTitle,
  type BulletinBlock,
  draftAnalysis,
  editAnalysis,
  editedBlocks,
  hasFindings,
  issueAnalysis,
  lastDayOf,
  type Month,
  parseMonth,
  refreshAnalysis,
  refreshedBlocks,
} from '@hulei/core'
import { sql } from 'kysely'
import { type ActContext, on } from '../../platform/acts/handler.ts'
import { canonicalJson } from '../../platform/canonical-json.ts'
import { invalid, Refusal } from '../../platform/errors.ts'
import { personsIn } from '../supervision/index.ts'
import { figuresOf } from './counted.ts'

export const analysisActs = [
  on(draftAnalysis, async (context, { id, input }) => {
    const month = monthToAnalyse(context, input.month)
    await refuseSecond(context, month)
    const { title, blocks } = await compose(context, month)
    await context.insert(analysis, id, {}, { month, status: 'draft', title, blocks, asOf: context.tx.today })
    return undefined
  }),

  on(editAnalysis, async (context, { input, record }) => {
    const draft = draftOf(record)
    const blocks = input.blocks ? editedBlocks(draft.blocks, input.blocks) : undefined
    if (input.blocks && !blocks) {
      throw new Refusal(
        'analyses.figures-fixed',
        409,
        '表格里的数字来自办理记录，不能手工改；请改文字，或点“更新数据”。',
      )
    }
    await context.amend(analysis, draft, { ...input, ...(blocks && { blocks }) })
    return undefined
  }),

  on(refreshAnalysis, async (context, { record }) => {
    const draft = draftOf(record)
    const { blocks } = await compose(context, draft.month as Month)
    await context.amend(analysis, draft, {
      blocks: refreshedBlocks(draft.blocks, blocks),
      asOf: context.tx.today,
    })
    return undefined
  }),

  on(issueAnalysis, async (context, { input, record }) => {
    const draft = draftOf(record)
    const { issuedOn, signedBy } = input
    if (issuedOn > context.tx.today || issuedOn <= lastDayOf(draft.month as Month)) {
      throw invalid([
        {
          path: 'input.issuedOn',
          code: 'analyses.issued-when',
          message: '签发日期应在分析的月份之后、今天之前',
        },
      ])
    }
    if (!hasFindings(draft.blocks)) {
      throw new Refusal('analyses.no-findings', 422, '还没有写原因和下步措施：数字之外要有研判，写好再签发。')
    }
    await refusePersons(context, draft)
    await refuseSecond(context, draft.month as Month)
    const issued = { ...draft, issuedOn, signedBy }
    await context.amend(analysis, draft, {
      status: 'issued',
      issuedOn,
      signedBy,
      contentHash: analysisHash(issued),
    })
    return undefined
  }),
]

/** The analysis of a month as the records say today. */
async function compose(
  { tx, township }: Pick<ActContext, 'tx' | 'township'>,
  month: Month,
): Promise<{ title: string; blocks: BulletinBlock[] }> {
  const figures = await figuresOf(tx, month)
  return { title: analysisTitle(figures), blocks: analysisBlocks(figures, township.lists) }
}

/** SHA-256 over what was issued, in a fixed writing; whoever holds the document can compare. */
export function analysisHash(
  issued: Pick<Analysis, 'month' | 'title' | 'blocks' | 'asOf' | 'issuedOn' | 'signedBy'>,
): string {
  const { month, title, blocks, asOf, issuedOn, signedBy } = issued
  return createHash('sha256')
    .update(canonicalJson({ month, title, blocks, asOf, issuedOn, signedBy }))
    .digest('hex')
}

function monthToAnalyse({ tx, township }: ActContext, text: string): Month {
  const month = parseMonth(text)
  const { plan } = township.playbook
  if (month && lastDayOf(month) < tx.today && lastDayOf(month) >= plan.from) return month
  throw invalid([
    {
      path: 'input.month',
      code: 'analyses.month',
      message: '月份应写作 2024-05，在方案的期限内，而且这个月已经过完',
    },
  ])
}

function draftOf(record: Analysis): Analysis {
  if (record.status === 'draft') return record
  throw new Refusal('analyses.frozen', 409, '这份分析已经签发，内容不能再改。')
}

/**
 * One is issued for a month: two of one month, before and after something was put right, could be compared line by line.
 */
async function refuseSecond({ tx }: ActContext, month: Month): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`analysis:${tx.actor.township}`}, 0))`.execute(
    tx.db,
  )
  const { rows } = await sql`
    SELECT FROM analysis WHERE township = ${tx.actor.township} AND month = ${month} AND status = 'issued'`.execute(
    tx.db,
  )
  if (rows.length > 0)
    throw new Refusal('analyses.issued-already', 409, '这个月的分析已经签发，一个月只签发一份。')
}

/** An analysis never carries an identity (个人信息保护法 第二十八条; 未成年人保护法 第一百零三条). */
async function refusePersons({ tx, township }: ActContext, draft: Analysis): Promise<void> {
  const persons = await personsIn(tx, township, draft)
  const certain = persons.filter((person) => person.isCertain).map((person) => `“${person.text}”`)
  if (certain.length === 0) return
  throw new Refusal(
    'analyses.names-a-person',
    422,
    `正文里有在册人员的姓名或者号码：${certain.join('、')}。分析不写个人信息，请改好再签发。`,
  )
}
