import {
  type CaseFile,
  type CaseReview,
  caseFile,
  caseReview,
  firstDayOf,
  lastDayOf,
  type Month,
  type Problem,
  problem,
} from '@hulei/core'
import { sql } from 'kysely'
import type { Keyring } from '../../platform/crypto/keyring.ts'
import type { Scoped } from '../../platform/db/scope.ts'
import { select } from './case-room.reads.ts'

/** A case that is to be reviewed, with its review and its problems. */
export type ReviewLine = {
  readonly case: Pick<CaseFile, 'id' | 'code' | 'concerns' | 'stage' | 'receivedOn' | 'village'>
  readonly review: CaseReview | null
  readonly problems: readonly Problem[]
}

/**
 * The cases to review at the beginning of the next month: those received in the month, and those from before that have
 * no review yet. As the reader may see them.
 */
export async function readReviews(
  scope: Scoped,
  keyring: Keyring,
  month: Month,
): Promise<readonly ReviewLine[]> {
  const [from, to] = [firstDayOf(month), lastDayOf(month)]
  const cases = await select(
    scope,
    keyring,
    caseFile,
    sql`r.received_on BETWEEN ${from}::date AND ${to}::date OR (r.received_on < ${from}::date
      AND NOT EXISTS (SELECT FROM case_review v WHERE v.township = r.township AND v.matter = r.id))`,
    sql`r.received_on, r.code`,
  )
  const ofCases = sql`r.matter = ANY(${cases.map((each) => each.id)}::uuid[])`
  const [reviews, problems] = await Promise.all([
    select(scope, keyring, caseReview, ofCases),
    select(scope, keyring, problem, ofCases),
  ])
  return cases.map((each) => ({
    case: {
      id: each.id,
      code: each.code,
      concerns: each.concerns,
      stage: each.stage,
      receivedOn: each.receivedOn,
      village: each.village,
    },
    review: reviews.find((review) => review.matter === each.id) ?? null,
    problems: problems.filter((found) => found.matter === each.id),
  }))
}
