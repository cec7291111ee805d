import { randomUUID } from 'node:crypto'
import {
  acceptRequest,
  answerRequest,
  askRequest,
  type NoticeCode,
  type NoticeValues,
  type OfficeRequest,
  officeRequest,
  owesAnswer,
  type Place,
  returnRequest,
  villageUnitOf,
  withdrawRequest,
} from '@hulei/core'
import { sql } from 'kysely'
import { type ActContext, on } from '../../platform/acts/handler.ts'
import { asSystem } from '../../platform/db/scope.ts'
import { type Fault, invalid, Refusal } from '../../platform/errors.ts'
import type { Recipients } from '../../platform/notify/index.ts'

export const requestsActs = [
  on(askRequest, async (context, { id, input }) => {
    const { onUnits, onVillages, ...asked } = input
    const { actor, today } = context.tx
    const faults: Fault[] = []
    const places = placesOf(context, onUnits ?? [], onVillages ?? [])
    if (places.length === 0) faults.push(fault('onUnits', 'request.nobody', '请选择交办给哪些单位或村'))
    if (asked.dueOn < today) faults.push(fault('dueOn', 'request.in-past', '答复期限不能早于今天'))
    if (faults.length > 0) throw invalid(faults)
    const values = {
      ...asked,
      wantsEvidence: asked.wantsEvidence ?? false,
      state: 'asked',
      askedBy: actor.name,
      askedOn: today,
    }
    let told = 0
    for (const [index, place] of places.entries()) {
      const record = index === 0 ? id : randomUUID()
      await context.insert(officeRequest, record, place, values)
      told += await context.notify({
        template: 'request.asked',
        params: { dueOn: asked.dueOn },
        to: [askedOf(place)],
        about: { kind: officeRequest, record },
      })
    }
    return { asked: places.length, told }
  }),

  on(answerRequest, async (context, { input, record }) => {
    if (!owesAnswer(record)) throw closed(record, '这件事已有答复或已办结，不用再答复。')
    if (record.wantsEvidence && (input.evidence ?? []).length === 0)
      throw invalid([fault('evidence', 'request.evidence-missing', '这件事要附照片或文件')])
    await context.amend(officeRequest, record, {
      answer: input.answer,
      amount: input.amount ?? null,
      evidence: input.evidence ?? null,
      answeredOn: context.tx.today,
      state: 'answered',
    })
    await context.notify({
      template: 'request.answered',
      params: {},
      to: [{ role: 'office' }, ...(await askerOf(context, record.id))],
      about: { kind: officeRequest, record: record.id },
    })
    return undefined
  }),

  on(acceptRequest, async (context, { record }) => {
    if (record.state !== 'answered') throw closed(record, '还没有可认可的答复。')
    await context.amend(officeRequest, record, { state: 'accepted', closedOn: context.tx.today })
    await tellAsked(context, record, 'request.accepted', {})
    return undefined
  }),

  on(returnRequest, async (context, { input, record }) => {
    if (record.state !== 'answered') throw closed(record, '还没有可退回的答复。')
    if (input.dueOn < context.tx.today)
      throw invalid([fault('dueOn', 'request.in-past', '重新答复的期限不能早于今天')])
    await context.amend(officeRequest, record, {
      state: 'returned',
      returnReason: input.returnReason,
      dueOn: input.dueOn,
    })
    await tellAsked(context, record, 'request.returned', { dueOn: input.dueOn })
    return undefined
  }),

  on(withdrawRequest, async (context, { record }) => {
    if (record.closedOn) throw closed(record, '这件事已经办结或撤回。')
    await context.amend(officeRequest, record, { state: 'withdrawn', closedOn: context.tx.today })
    await tellAsked(context, record, 'request.withdrawn', {})
    return undefined
  }),
]

const fault = (name: string, code: string, message: string): Fault => ({
  path: `input.${name}`,
  code,
  message,
})
const closed = (record: Pick<OfficeRequest, 'state'>, sentence: string) =>
  new Refusal('request.wrong-state', 409, sentence, { detail: { state: record.state } })

/** Where each request belongs: the unit that stands for every village means each of them. */
function placesOf(context: ActContext, units: readonly string[], villages: readonly string[]): Place[] {
  const { playbook } = context.township
  const ofVillages = villageUnitOf(playbook)?.id
  const isAll = ofVillages !== undefined && units.includes(ofVillages)
  const named = isAll ? playbook.villages.map((village) => village.id) : villages
  return [
    ...units.filter((unit) => unit !== ofVillages).map((unit) => ({ unit })),
    ...named.map((village) => ({ village })),
  ]
}

const askedOf = (place: Place): Recipients =>
  place.village ? { village: place.village } : { unit: place.unit ?? '' }

async function tellAsked<N extends NoticeCode>(
  context: ActContext,
  record: OfficeRequest,
  template: N,
  params: NoticeValues<N>,
): Promise<void> {
  await context.notify({
    template,
    params,
    to: [askedOf(record)],
    about: { kind: officeRequest, record: record.id },
  })
}

/** Who asked, from the log: a leader hears of the answer, too. As the system: who answers does not read others' posts. */
async function askerOf({ tx }: ActContext, record: string): Promise<readonly Recipients[]> {
  let accounts: string[] = []
  await asSystem(tx, async () => {
    const { rows } = await sql<{ account: string }>`
      SELECT l.account FROM act_change c JOIN act_log l ON l.township = c.township AND l.seq = c.seq
      WHERE c.township = ${tx.actor.township} AND c.record = ${record} AND l.act = ${askRequest.name}`.execute(
      tx.db,
    )
    accounts = rows.map((row) => row.account)
  })
  return accounts.length > 0 ? [{ accounts }] : []
}
