import {
  advanceCase,
  amendCase,
  amendStep,
  areDaysInOrder,
  type CaseFile,
  caseFile,
  caseStages,
  caseStep,
  interview,
  isCaseStage,
  joinCases,
  openCase,
  recordInterview,
  recordStep,
  type SealedPerson,
  sealedPerson,
  stageFault,
  superviseCase,
} from '@hulei/core'
import { sql } from 'kysely'
import { type ActContext, type AnyHandler, on } from '../../platform/acts/handler.ts'
import { findRecord } from '../../platform/db/records.ts'
import { asSystem } from '../../platform/db/scope.ts'
import { type Fault, invalid, notFound, Refusal } from '../../platform/errors.ts'
import { drawCode, linkMatters } from '../sealing/index.ts'
import { followUp } from './follow-ups.ts'
import { isReviewed } from './learning.acts.ts'
import { caseOf, originOf, tieToLead } from './open-case.ts'
import { stageWords } from './stage-words.ts'
import { refuseFuture } from './words.ts'

export const casesActs: readonly AnyHandler[] = [
  on(openCase, async (context, { id, input }) => {
    const { tx } = context
    refuseFuture(context, input.receivedOn, 'receivedOn')
    const origin = await originOf(context, input.lead)
    if (origin) await tieToLead(context, origin, id)
    const { onVillage, onSchool, ...values } = input
    const place = {
      village: onVillage ?? origin?.village ?? null,
      school: onSchool ?? origin?.school ?? null,
      unit: null,
    }
    await context.insert(caseFile, id, place, {
      ...values,
      code: await drawCode(tx, 'case_file', '案件'),
      stage: 'received',
      isListed: false,
      isRaised: false,
      isOutside: origin?.isOutside ?? false,
    })
    return undefined
  }),

  on(advanceCase, async (context, { input, record }) => {
    const { to, on: day } = input
    const fault = stageFault(record, {
      ...input,
      today: context.tx.today,
      isReviewed: await isReviewed(context, record.id),
    })
    if (fault) throw new Refusal(`cases.${fault}`, 409, stageWords[fault])
    if (!isCaseStage(to)) return undefined
    const ended = to === 'ended' ? { ending: input.ending, endingReason: input.endingReason } : {}
    const values = { stage: to, [caseStages[to].day]: day, ...ended }
    await context.amend(caseFile, record, values)
    await followUp(context, { ...record, ...values } as CaseFile)
    return undefined
  }),

  on(amendCase, async (context, { input, record }) => {
    refuseEnded(record)
    const { onVillage, onSchool, ...values } = input
    const faults = dayFaults(context, record, values)
    if (faults.length > 0) throw invalid(faults)
    const place = {
      ...(onVillage !== undefined && { village: onVillage }),
      ...(onSchool !== undefined && { school: onSchool }),
    }
    await context.amend(caseFile, record, values, place)
    await followUp(context, { ...record, ...values, ...place } as CaseFile)
    return undefined
  }),

  on(superviseCase, async (context, { input, record }) => {
    refuseEnded(record)
    await context.amend(caseFile, record, input)
    return undefined
  }),

  on(joinCases, async (context, { input, record }) => {
    const other = await context.get(caseFile, input.other)
    if (other.id === record.id) throw new Refusal('cases.join-itself', 409, '不能和自己串并。')
    await linkMatters(context.tx, record.id, other.id)
    const series = other.series ?? record.series ?? (await drawCode(context.tx, 'case_file', '串并'))
    for (const each of await seriesOf(context, [record, other])) {
      await context.amend(caseFile, each, { series })
    }
    return undefined
  }),

  on(recordStep, async (context, { id, input }) => {
    await caseOf(context, input.matter)
    refuseFuture(context, input.doneOn, 'doneOn')
    await context.insert(caseStep, id, {}, input)
    return undefined
  }),

  on(amendStep, async (context, { input, record }) => {
    if (input.doneOn) refuseFuture(context, input.doneOn, 'doneOn')
    await context.amend(caseStep, record, input)
    return undefined
  }),

  on(recordInterview, async (context, { id, input }) => {
    refuseFuture(context, input.heardOn, 'heardOn')
    const person = await heardPerson(context, await caseOf(context, input.matter), input.person)
    const time = (await timesHeard(context, person.id)) + 1
    const faults: Fault[] = [
      ...(input.isOneStop || input.whyElsewhere
        ? []
        : [missing('whyElsewhere', '不在“一站式”场所的，请写明理由')]),
      ...(time === 1 || input.whyAgain
        ? []
        : [missing('whyAgain', '已经询问过，再次询问会造成二次伤害，请写明理由')]),
    ]
    if (faults.length > 0) throw invalid(faults)
    await context.insert(interview, id, {}, { ...input, part: person.part, time })
    return undefined
  }),
]

const missing = (field: string, message: string): Fault => ({
  path: `input.${field}`,
  code: 'input.missing',
  message,
})

function refuseEnded(record: CaseFile): void {
  if (record.closedOn) throw new Refusal('cases.closed', 409, '案件已经结案，不能再改。')
}

/** Days may be put right, but no stage is reached or undone by that, and they stay in order. */
function dayFaults({ tx }: ActContext, record: CaseFile, values: Readonly<Record<string, unknown>>): Fault[] {
  const days = Object.values(caseStages)
    .map(({ day }) => day)
    .filter((day) => values[day] !== undefined)
  const faults = days.flatMap((day): Fault[] => {
    const [was, is] = [record[day], values[day]]
    const at = (message: string): Fault => ({ path: `input.${day}`, code: 'cases.stage-day', message })
    if ((was === null) !== (is === null))
      return [at('没有到过的阶段不能填日期，到过的不能删；请用“办理进展”')]
    return typeof is === 'string' && is > tx.today ? [at('日期不能晚于今天')] : []
  })
  if (faults.length === 0 && !areDaysInOrder({ ...record, ...values })) {
    faults.push({
      path: `input.${days[0] ?? ''}`,
      code: 'cases.stage-order',
      message: '各阶段的日期要一个不早于一个',
    })
  }
  return faults
}

/** Both cases, and every other that bears a series of either; as the system, since all of them change together. */
async function seriesOf({ tx, keyring }: ActContext, both: readonly CaseFile[]): Promise<CaseFile[]> {
  const series = both.flatMap((each) => each.series ?? [])
  const found: CaseFile[] = [...both]
  await asSystem(tx, async () => {
    const { rows } = await sql<{ id: string }>`
      SELECT id FROM case_file WHERE township = ${tx.actor.township} AND series = ANY(${series}::text[])
        AND id <> ALL(${both.map((each) => each.id)}::uuid[]) ORDER BY id`.execute(tx.db)
    for (const { id } of rows) {
      const other = await findRecord(tx, keyring, caseFile, id, { lock: true })
      if (other) found.push(other)
    }
  })
  return found
}

/** A sealed person of the case, or of the lead that it came of. */
async function heardPerson({ tx, keyring }: ActContext, of: CaseFile, id: string): Promise<SealedPerson> {
  const cover = await findRecord(tx, keyring, sealedPerson, id)
  if (!cover || (cover.matter !== of.id && cover.matter !== of.lead)) throw notFound(sealedPerson.title)
  return cover
}

async function timesHeard({ tx }: ActContext, person: string): Promise<number> {
  const { rows } = await sql<{ times: number }>`
    SELECT count(*)::int AS times FROM interview WHERE township = ${tx.actor.township} AND person = ${person}`.execute(
    tx.db,
  )
  return rows[0]?.times ?? 0
}
