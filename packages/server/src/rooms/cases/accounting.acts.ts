import {
  accountability,
  addDays,
  DECIDE_DAYS,
  decideAccountability,
  decideVeto,
  holdWarningSession,
  lead,
  liftVeto,
  openAccountability,
  PUBLISH_DAYS,
  penalty,
  publishPenalty,
  recordPenalty,
  reportDuty,
  startAccountability,
  veto,
  warningSession,
} from '@hulei/core'
import { type ActContext, type AnyHandler, on } from '../../platform/acts/handler.ts'
import { refuseNumbers } from '../../platform/acts/refuse-numbers.ts'
import { findRecord } from '../../platform/db/records.ts'
import { notFound, Refusal } from '../../platform/errors.ts'
import { drawCode } from '../sealing/index.ts'
import { caseOf } from './open-case.ts'
import { onePlace } from './place-of.ts'
import { refuseBefore, refuseFuture } from './words.ts'

export const accountingActs: readonly AnyHandler[] = [
  on(openAccountability, async (context, { id, input }) => {
    const { matter, toUnit, toVillage, toSchool, ...values } = input
    refuseFuture(context, input.openedOn, 'openedOn')
    refuseNumbers(values)
    const place = onePlace(context, { toUnit, toVillage, toSchool })
    await context.insert(accountability, id, place, {
      ...values,
      matter: (await matterFor(context, matter, input.reportDuty)) ?? id,
      code: await drawCode(context.tx, 'accountability', '问责'),
      status: 'opened',
      decideBy: addDays(input.openedOn, DECIDE_DAYS),
    })
    return undefined
  }),

  on(startAccountability, async (context, { input, record }) => {
    if (record.status !== 'due') throw new Refusal('accountability.opened', 409, '这一项已经启动。')
    const { toUnit, toVillage, toSchool, ...values } = input
    refuseFuture(context, input.openedOn, 'openedOn')
    refuseNumbers(values)
    const decideBy = addDays(input.openedOn, DECIDE_DAYS)
    const place = onePlace(context, { toUnit, toVillage, toSchool })
    await context.amend(accountability, record, { ...values, status: 'opened', decideBy }, place)
    return undefined
  }),

  on(decideAccountability, async (context, { input, record }) => {
    if (record.status !== 'opened')
      throw new Refusal('accountability.not-open', 409, '还没有启动，或者已经作出决定。')
    refuseFuture(context, input.decidedOn, 'decidedOn')
    refuseBefore(input.decidedOn, record.openedOn, 'decidedOn', '决定日期不能早于启动日期')
    await context.amend(accountability, record, { ...input, status: 'decided' })
    return undefined
  }),

  on(decideVeto, async (context, { id, input }) => {
    await caseOf(context, input.matter)
    refuseFuture(context, input.decidedOn, 'decidedOn')
    const { matter, decidedOn, grounds, ...toWhom } = input
    const year = decidedOn.slice(0, 4)
    await context.insert(veto, id, onePlace(context, toWhom), { matter, year, decidedOn, grounds })
    return undefined
  }),

  on(liftVeto, async (context, { input, record }) => {
    if (record.liftedOn) throw new Refusal('vetoes.lifted', 409, '已经撤销。')
    refuseBefore(input.liftedOn, record.decidedOn, 'liftedOn', '撤销日期不能早于决定日期')
    await context.amend(veto, record, { liftedOn: input.liftedOn })
    return undefined
  }),

  on(holdWarningSession, async (context, { input, record }) => {
    if (record.heldOn) throw new Refusal('sessions.held', 409, '这次警示教育已经登记过。')
    refuseFuture(context, input.heldOn, 'heldOn')
    refuseNumbers(input)
    await context.amend(warningSession, record, input)
    return undefined
  }),

  on(recordPenalty, async (context, { id, input }) => {
    const { onVillage, ...values } = input
    const of = await caseOf(context, input.matter)
    refuseFuture(context, input.penalisedOn, 'penalisedOn')
    const publishBy = addDays(input.penalisedOn, PUBLISH_DAYS)
    await context.insert(
      penalty,
      id,
      { village: onVillage ?? of.village },
      { ...values, publishBy, evidence: [] },
    )
    return undefined
  }),

  on(publishPenalty, async (context, { input, record }) => {
    if (record.publishedOn) throw new Refusal('penalties.published', 409, '已经登记过通报。')
    refuseFuture(context, input.publishedOn, 'publishedOn')
    refuseBefore(input.publishedOn, record.penalisedOn, 'publishedOn', '通报日期不能早于处罚日期')
    await context.amend(penalty, record, input)
    return undefined
  }),
]

/** The matter that a finding comes from: a case, a lead that was left lying, or the lead whose report was late. */
async function matterFor(
  context: ActContext,
  matter: string | null | undefined,
  duty: string | null | undefined,
): Promise<string | undefined> {
  if (duty) {
    const found = await findRecord(context.tx, context.keyring, reportDuty, duty)
    if (!found) throw notFound(reportDuty.title)
    return found.matter
  }
  if (!matter) return undefined
  const ofLead = await findRecord(context.tx, context.keyring, lead, matter)
  return ofLead ? ofLead.id : (await caseOf(context, matter)).id
}
