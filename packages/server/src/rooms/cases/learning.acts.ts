import {
  adoptRule,
  amendReview,
  answerRecommendation,
  caseReview,
  closeProblem,
  closeRecommendation,
  endRule,
  improveRule,
  issueRecommendation,
  nameOfCode,
  ownProblem,
  type Problem,
  problem,
  type Recommendation,
  recommendation,
  recordReview,
  registerProblem,
  reportMended,
  returnProblem,
  returnRecommendation,
  rule,
} from '@hulei/core'
import { sql } from 'kysely'
import { type ActContext, type AnyHandler, on } from '../../platform/acts/handler.ts'
import { refuseNumbers } from '../../platform/acts/refuse-numbers.ts'
import { findRecord } from '../../platform/db/records.ts'
import { asSystem, sendAhead } from '../../platform/db/scope.ts'
import { invalid, notAllowed, notFound, Refusal } from '../../platform/errors.ts'
import { drawCode, refuseOpenNames } from '../sealing/index.ts'
import { recipientsOf } from './follow-ups.ts'
import { caseOf } from './open-case.ts'
import { fault, onePlace, placeOf } from './place-of.ts'
import { refuseBefore, refuseFuture } from './words.ts'

export const learningActs: readonly AnyHandler[] = [
  on(recordReview, async (context, { id, input }) => {
    const of = await caseOf(context, input.matter)
    refuseFuture(context, input.reviewedOn, 'reviewedOn')
    refuseBefore(input.reviewedOn, of.receivedOn, 'reviewedOn', '倒查日期不能早于受案日期')
    refuseNumbers(input)
    // Two reviews handed in at once wait for each other here.
    sendAhead(context.tx, 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`review:${of.id}`])
    if (await isReviewed(context, of.id))
      throw new Refusal('cases.already-reviewed', 409, '这起案件已经倒查过，请在原来的倒查里补充。')
    await context.insert(caseReview, id, {}, input)
    return undefined
  }),

  on(amendReview, async (context, { input, record }) => {
    refuseFuture(context, input.reviewedOn, 'reviewedOn')
    refuseNumbers(input)
    await context.amend(caseReview, record, input)
    return undefined
  }),

  on(registerProblem, async (context, { id, input }) => {
    const { matter, toUnit, toVillage, toSchool, ...values } = input
    if (matter) await caseOf(context, matter)
    refuseNumbers(values)
    await refuseOpenNames(context, { what: input.what })
    const place = placeOf(context, { toUnit, toVillage, toSchool })
    await context.insert(problem, id, place ?? {}, {
      ...values,
      matter: matter ?? id,
      code: await drawCode(context.tx, 'problem', '问题'),
      registeredOn: context.tx.today,
      status: 'open',
      evidence: [],
    })
    if (place && input.dueOn) {
      await context.notify({
        template: 'problem.owned',
        params: { dueOn: input.dueOn },
        to: [recipientsOf(place)],
        about: { kind: problem, record: id },
      })
    }
    return undefined
  }),

  on(ownProblem, async (context, { input, record }) => {
    refuseClosed(record)
    const place = onePlace(context, input)
    await context.amend(problem, record, { dueOn: input.dueOn }, place)
    await context.notify({
      template: 'problem.owned',
      params: { dueOn: input.dueOn },
      to: [recipientsOf(place)],
      about: { kind: problem, record: record.id },
    })
    return undefined
  }),

  on(reportMended, async (context, { input, record }) => {
    if (record.status !== 'open' && record.status !== 'returned')
      throw new Refusal('problems.not-open', 409, '这个问题已经报告整改或者已经销号。')
    refuseFuture(context, input.doneOn, 'doneOn')
    refuseNumbers(input)
    await context.amend(problem, record, { ...input, status: 'reported' })
    return undefined
  }),

  on(closeProblem, async (context, { input, record }) => {
    checkedByOthers(context, record)
    refuseFuture(context, input.checkedOn, 'checkedOn')
    refuseBefore(input.checkedOn, record.doneOn, 'checkedOn', '核查日期不能早于整改日期')
    await context.amend(problem, record, { ...input, status: 'closed', closedOn: input.checkedOn })
    return undefined
  }),

  on(returnProblem, async (context, { input, record }) => {
    checkedByOthers(context, record)
    refuseFuture(context, input.checkedOn, 'checkedOn')
    await context.amend(problem, record, { ...input, status: 'returned' })
    await context.notify({
      template: 'problem.returned',
      params: {},
      to: [recipientsOf(record)],
      about: { kind: problem, record: record.id },
    })
    return undefined
  }),

  on(improveRule, async (context, { input, record }) => {
    await context.amend(problem, record, { rule: input.rule })
    return undefined
  }),

  on(issueRecommendation, async (context, { id, input }) => {
    const { matter, problem: about, toUnit, toVillage, toSchool, ...values } = input
    if (!mayIssue(context, input.form)) throw notAllowed('制发这种文书')
    refuseFuture(context, input.issuedOn, 'issuedOn')
    refuseBefore(input.answerBy, input.issuedOn, 'answerBy', '回复期限不能早于制发日期')
    refuseNumbers(values)
    const school = toSchool ? nameOfCode(context.lists, 'schools', toSchool) : undefined
    await refuseOpenNames(context, { title: input.title, body: input.body, number: input.number }, school)
    const place = placeOf(context, { toUnit, toVillage, toSchool })
    if (Boolean(place) === Boolean(input.toOther))
      throw invalid([fault('toUnit', '请选择送达的单位、村、学校，或者填写镇外单位，只填一处')])
    const from = await originOfWords(context, matter, about)
    await context.insert(recommendation, id, place ?? {}, {
      ...values,
      ...(about && { problem: about }),
      matter: from ?? id,
      issuedBy: context.tx.actor.unit,
      status: 'issued',
      evidence: [],
    })
    if (place) {
      await context.notify({
        template: 'recommendation.issued',
        params: { dueOn: input.answerBy },
        to: [recipientsOf(place)],
        about: { kind: recommendation, record: id },
      })
    }
    return undefined
  }),

  on(answerRecommendation, async (context, { input, record }) => {
    const isIssuer = mayIssue(context, record.form)
    if (record.toOther ? !isIssuer : !isAddressee(context, record)) throw notAllowed('回复')
    if (record.status !== 'issued' && record.status !== 'returned')
      throw new Refusal('recommendations.answered', 409, '已经回复过，正在核查。')
    refuseFuture(context, input.answeredOn, 'answeredOn')
    refuseBefore(input.answeredOn, record.issuedOn, 'answeredOn', '回复日期不能早于制发日期')
    refuseNumbers(input)
    await context.amend(recommendation, record, { ...input, status: 'answered' })
    return undefined
  }),

  on(closeRecommendation, async (context, { input, record }) => {
    refuseUnchecked(context, record)
    refuseFuture(context, input.checkedOn, 'checkedOn')
    await context.amend(recommendation, record, { ...input, status: 'closed', closedOn: input.checkedOn })
    return undefined
  }),

  on(returnRecommendation, async (context, { input, record }) => {
    refuseUnchecked(context, record)
    refuseFuture(context, input.checkedOn, 'checkedOn')
    refuseBefore(input.answerBy, input.checkedOn, 'answerBy', '新的回复期限不能早于核查日期')
    await context.amend(recommendation, record, { ...input, status: 'returned' })
    if (!record.toOther) {
      await context.notify({
        template: 'recommendation.issued',
        params: { dueOn: input.answerBy },
        to: [recipientsOf(record)],
        about: { kind: recommendation, record: record.id },
      })
    }
    return undefined
  }),

  on(adoptRule, async (context, { id, input }) => {
    const { ofUnit, ofVillage, ...values } = input
    const { actor } = context.tx
    const place = placeOf(context, { toUnit: ofUnit, toVillage: ofVillage })
    const own = actor.role === 'village' ? { village: actor.villages[0] ?? null } : { unit: actor.unit }
    if (input.replaces) {
      const replaced = await context.get(rule, input.replaces)
      refuseBefore(input.inForceFrom, replaced.inForceFrom, 'inForceFrom', '施行日期不能早于被替代的制度')
      await context.amend(rule, replaced, { endedOn: input.inForceFrom })
    }
    await context.insert(rule, id, place ?? own, values)
    return undefined
  }),

  on(endRule, async (context, { input, record }) => {
    refuseBefore(input.endedOn, record.inForceFrom, 'endedOn', '废止日期不能早于施行日期')
    await context.amend(rule, record, { endedOn: input.endedOn })
    return undefined
  }),
]

/** Whether the four-part review of a case is there, whoever may see it. */
export async function isReviewed({ tx }: ActContext, of: string): Promise<boolean> {
  let isThere = false
  await asSystem(tx, async () => {
    const { rows } = await sql`
      SELECT FROM case_review WHERE township = ${tx.actor.township} AND matter = ${of}`.execute(tx.db)
    isThere = rows.length > 0
  })
  return isThere
}

function refuseClosed(record: Problem): void {
  if (record.closedOn) throw new Refusal('problems.closed', 409, '这个问题已经销号。')
}

/** Who mends a problem does not say whether it is mended. */
function checkedByOthers({ tx }: ActContext, record: Problem): void {
  if (record.status !== 'reported')
    throw new Refusal('problems.not-reported', 409, '责任单位还没有报告整改，不能核查。')
  if (record.unit === tx.actor.unit)
    throw new Refusal('problems.own-check', 409, '不能核查自己单位的整改，请由别的单位核查。')
}

/** Whether the actor's body issues recommendations of a form. */
function mayIssue({ tx }: ActContext, form: string): boolean {
  const { role, remits } = tx.actor
  if (form === 'court') return role === 'officer' && remits.includes('court')
  return role === form
}

const isAddressee = ({ tx: { actor } }: ActContext, record: Recommendation): boolean =>
  record.village
    ? actor.villages.includes(record.village)
    : record.school
      ? actor.school === record.school
      : record.unit === actor.unit

function refuseUnchecked(context: ActContext, record: Recommendation): void {
  if (!mayIssue(context, record.form)) throw notAllowed('核查这份文书')
  if (record.status !== 'answered')
    throw new Refusal('recommendations.not-answered', 409, '还没有回复，不能核查。')
}

/** The matter of a recommendation: the case that is named, or the problem's; undefined where it concerns none. */
async function originOfWords(
  context: ActContext,
  matter: string | null | undefined,
  about: string | null | undefined,
): Promise<string | undefined> {
  if (matter) return (await caseOf(context, matter)).id
  if (!about) return undefined
  const found = await findRecord(context.tx, context.keyring, problem, about)
  if (!found) throw notFound(problem.title)
  return found.matter
}
