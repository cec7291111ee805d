import { randomUUID } from 'node:crypto'
import {
  type Actor,
  acceptLead,
  acknowledgeLead,
  addToLead,
  alarmLead,
  closeLead,
  dayOf,
  type InputOf,
  isGranted,
  type Lead,
  lead,
  leadAlarm,
  mergeLead,
  parsePhone,
  refuseLead,
  reportDuty,
  reportLead,
  type Sign,
  takeLead,
  transferLead,
} from '@hulei/core'
import { sql } from 'kysely'
import { type ActContext, type AnyHandler, on } from '../../platform/acts/handler.ts'
import { isAssigned } from '../../platform/acts/matters.ts'
import { findRecord } from '../../platform/db/records.ts'
import { asSystem } from '../../platform/db/scope.ts'
import { invalid, notFound, Refusal } from '../../platform/errors.ts'
import { uuidFrom } from '../../platform/uuid-from.ts'
import { assign, drawCode, linkMatters, postsInForce, sealPerson, withoutLeftOut } from '../sealing/index.ts'
import { alarmId } from './alarm-id.ts'
import { leaveInsidersOut, namesInsider } from './insiders.ts'
import { noticeAlarm, noticeArrival, noticeElsewhere, noticeTransfer } from './notices.ts'
import { assignOutside, hasOwner, policeUnit, releaseUnit } from './owners.ts'
import { assignVenueOfficer, isVenueReporter, signOf } from './signs.ts'
import { acknowledge, tellOfLead } from './telling.ts'

const HOUR_MS = 3_600_000

export const leadsActs: readonly AnyHandler[] = [
  on(reportLead, async (context, { id, input }) => {
    const { tx, times, township } = context
    const reporter = context.reporter ?? tx.actor
    const reportedAt = times.receivedAt
    const isOutside = namesInsider(input)
    const at = await signOf(context, input.sign)
    // Left out before there is anything to see.
    if (isOutside) await leaveInsidersOut(context, id, input)
    const place = {
      village: input.onVillage ?? at?.village ?? null,
      school: input.onSchool ?? at?.school ?? null,
      unit: policeUnit(context),
    }
    await context.insert(lead, id, place, {
      code: await drawCode(tx, 'lead', '线索'),
      source: sourceOf(reporter, input, at),
      concerns: input.concerns ?? 'other',
      setting: input.setting ?? at?.setting,
      venue: at?.venue && !isVenueReporter(tx.actor.account) ? at.venue : undefined,
      situation: input.situation,
      isDangerNow: input.isDangerNow ?? false,
      happenedOn: input.happenedOn,
      reportedAt,
      decideBy: later(reportedAt, township.playbook.limits.leadDecisionHours),
      state: 'received',
      isOutside,
      reportedBy: tx.actor.account,
    })
    await sealReport(context, id, { ...input, where: placeOf(input, at) }, reporter)
    if (at && isVenueReporter(tx.actor.account)) await assignVenueOfficer(context, id, at)
    if (isOutside) await assignOutside(context, id)
    else if (reporter.role !== 'public' && !isByHotline(reporter, input))
      await noteDuty(context, id, input, reporter)
    await noticeArrival(context, id, await tellOfLead(context, id, isOutside))
    if (isOutside && !(await hasOwner(context, id))) await noticeElsewhere(context, id, 'arrived')
    // Where nobody here may know, the reporter is told at once who may.
    return isOutside ? { outside: township.playbook.contacts.outside } : undefined
  }),

  on(acknowledgeLead, async (context, { input }) => {
    const record = await findRecord(context.tx, context.keyring, lead, input.matter)
    if (!record || !(await acknowledge(context, record.id, context.tx.actor.account)))
      throw notFound(lead.title)
    await receiveByHandler(context, record)
    return undefined
  }),

  on(alarmLead, async (context, { id, input }) => {
    const record = await context.get(lead, input.matter)
    if (id !== alarmId(context.township.code, record.id, input.alarm))
      throw new Refusal('leads.alarm-id', 422, '催办编号不对。')
    const at = context.times.receivedAt
    await context.insert(leadAlarm, id, { unit: record.unit }, { ...input, at })
    await noticeAlarm(context, record, input.alarm)
    return undefined
  }),

  on(addToLead, async (context, { input, record }) => {
    await sealPerson(context, {
      matter: record.id,
      part: 'account',
      content: { story: input.story, ...(input.photos && { photos: input.photos }) },
    })
    return undefined
  }),

  on(takeLead, async (context, { record }) => {
    refuseIfEnded(record)
    const { tx } = context
    const [post] = await postsInForce(tx, { post: tx.actor.post })
    const to = { account: tx.actor.account, holder: tx.actor.name, title: post?.title ?? '' }
    await assign(context, { matter: record.id, to, part: 'lead' })
    await acknowledge(context, record.id, tx.actor.account)
    await context.amend(lead, record, received(context, record))
    return undefined
  }),

  on(acceptLead, async (context, { input, record }) => {
    refuseIfDecided(record)
    await acknowledge(context, record.id, context.tx.actor.account)
    await context.amend(lead, record, {
      ...received(context, record),
      state: 'accepted',
      concerns: input.concerns,
      ...(input.decision && { decision: input.decision }),
      decidedAt: context.times.receivedAt,
    })
    return undefined
  }),

  on(refuseLead, async (context, { input, record }) => {
    refuseIfDecided(record)
    await acknowledge(context, record.id, context.tx.actor.account)
    await answerMerged(context, record, { answer: input.answer })
    await context.amend(lead, record, {
      ...received(context, record),
      state: 'refused',
      decision: context.reason,
      answer: input.answer,
      answeredOn: context.tx.today,
      decidedAt: context.times.receivedAt,
      closedOn: context.tx.today,
    })
    return undefined
  }),

  on(transferLead, async (context, { input, record }) => {
    refuseIfEnded(record)
    const { tx, township } = context
    const unit = township.playbook.units.find((each) => each.id === input.toUnit)
    if (!unit || unit.kind === 'village')
      throw invalid([
        {
          path: 'input.toUnit',
          code: 'leads.no-unit',
          message: '线索只能移送到部门；要村里协助的，请指定承办人',
        },
      ])
    if (unit.id === record.unit)
      throw new Refusal('leads.same-unit', 409, `这条线索已经在${unit.short}，不用移送。`)
    const onDuty = await withoutLeftOut(tx, record.id, await postsInForce(tx, { unit: unit.id }))
    if (onDuty.length === 0) throw await nobodyThere(context, record, unit.short)
    await acknowledge(context, record.id, tx.actor.account)
    await releaseUnit(context, record)
    // Whoever hands it away may no longer see it afterwards.
    await asSystem(tx, () => context.amend(lead, record, received(context, record), { unit: unit.id }))
    await noticeTransfer(context, record.id, unit.id)
    return undefined
  }),

  on(mergeLead, async (context, { input, record }) => {
    refuseIfEnded(record)
    const into = await context.get(lead, input.into)
    if (into.id === record.id || into.closedOn)
      throw new Refusal('leads.merge-into', 409, '不能并入自己，也不能并入已经了结或者并案的线索。')
    await acknowledge(context, record.id, context.tx.actor.account)
    // Whoever is left out of either is left out of both; and of the two clocks the older one runs on.
    await linkMatters(context.tx, record.id, into.id)
    if (into.state === 'received' && record.decideBy < into.decideBy)
      await context.amend(lead, into, { decideBy: record.decideBy })
    await context.amend(lead, record, {
      ...received(context, record),
      state: 'merged',
      mergedInto: into.id,
      decision: context.reason,
      decidedAt: record.decidedAt ?? context.times.receivedAt,
      closedOn: context.tx.today,
    })
    return undefined
  }),

  on(closeLead, async (context, { input, record }) => {
    if (record.state !== 'accepted')
      throw new Refusal('leads.not-accepted', 409, '只有已受理的线索才能办结；没有受理的请先受理或不予受理。')
    await answerMerged(context, record, { answer: input.answer, outcome: input.outcome })
    await context.amend(lead, record, {
      ...input,
      state: 'closed',
      answeredOn: context.tx.today,
      closedOn: context.tx.today,
    })
    return undefined
  }),
]

type Report = InputOf<typeof reportLead>

/** The receipt that every step of handling is; the first counts. */
const received = ({ times }: ActContext, record: Lead) =>
  record.acknowledgedAt ? {} : { acknowledgedAt: times.receivedAt }

/** Notes on the lead itself that it has arrived, where whoever acknowledges it is to handle it. */
async function receiveByHandler(context: ActContext, record: Lead): Promise<void> {
  const { actor } = context.tx
  const isHandler =
    isGranted(['police', 'own-unit'], actor, record) || (await isAssigned(context.tx, lead, record))
  if (!isHandler || record.acknowledgedAt) return
  const locked = await context.get(lead, record.id)
  await context.amend(lead, locked, received(context, locked))
}

/** What was answered is answered to everybody whose report was merged into this one. */
async function answerMerged(
  context: ActContext,
  record: Lead,
  values: { answer: string; outcome?: string },
): Promise<void> {
  const { tx, keyring } = context
  await asSystem(tx, async () => {
    const { rows } = await sql<{ id: string }>`
      WITH RECURSIVE merged AS (
        SELECT township, id FROM lead WHERE township = ${tx.actor.township} AND merged_into = ${record.id}
        UNION SELECT l.township, l.id FROM lead l JOIN merged m ON l.township = m.township AND l.merged_into = m.id
      ) SELECT id FROM merged ORDER BY id`.execute(tx.db)
    for (const { id } of rows) {
      const merged = await findRecord(tx, keyring, lead, id, { lock: true })
      if (merged) await context.amend(lead, merged, { ...values, answeredOn: tx.today })
    }
  })
}

const later = (at: string, hours: number) => new Date(Date.parse(at) + hours * HOUR_MS).toISOString()

/** The office may write down what it was told; anybody else who says so reports for themselves. */
const isByHotline = (reporter: Actor, input: Report): boolean =>
  reporter.role === 'office' && input.isByHotline === true

function sourceOf(reporter: Actor, input: Report, at: Sign | undefined): string {
  if (at && isVenueReporter(reporter.account)) return 'venue'
  if (reporter.role === 'public') return at ? 'sign' : 'public'
  if (isByHotline(reporter, input)) return 'hotline'
  if (input.situation) return 'mandatory'
  if (reporter.role === 'village') return 'village'
  return reporter.role === 'school' ? 'school' : 'department'
}

/** The place that the sign names, and what was said of it besides. */
const placeOf = (input: Report, at: Sign | undefined): string | undefined =>
  [at?.place, input.where].filter(Boolean).join('，') || undefined

/** The id of what an act seals, from the act's own: so a story can be told anew, with the same records. */
export const coverId = (act: string, part: 'account' | 'reporter'): string => uuidFrom(act, part)

/** What was told, and by whom, each in a file of its own: whoever checks the story need not know who told it. */
async function sealReport(
  context: ActContext,
  matter: string,
  input: Report,
  reporter: Actor,
): Promise<void> {
  const insider = [input.insiderName && `涉及：${input.insiderName}`].filter(Boolean)
  await sealPerson(context, {
    matter,
    part: 'account',
    id: coverId(context.actId, 'account'),
    content: {
      story: [input.story, ...insider].join('\n'),
      ...(input.child && { name: input.child }),
      ...(input.where && { address: input.where }),
      ...(input.photos && { photos: input.photos }),
    },
  })
  const isForAnother = reporter.role === 'public' || isByHotline(reporter, input)
  const name = input.reporterName ?? (isForAnother ? null : reporter.name)
  if (!name && !input.reporterPhone) return
  await sealPerson(context, {
    matter,
    part: 'reporter',
    id: coverId(context.actId, 'reporter'),
    content: {
      ...(name && { name }),
      ...(input.reporterPhone && { phone: input.reporterPhone, ...markOdd(input.reporterPhone) }),
    },
  })
}

/** A number that is none is kept as it was typed; whoever opens the file is told. */
const markOdd = (phone: string) =>
  parsePhone(phone).ok ? {} : { story: '联系方式不是有效的电话号码，按举报人填写的原样保存。' }

/** How the reporter's own body did its duty (未成年人保护法 第十一条): the clock is theirs. */
async function noteDuty(context: ActContext, matter: string, input: Report, reporter: Actor): Promise<void> {
  const { times, township } = context
  const reportedAt = times.receivedAt
  // Nobody knew later than they told; and a clock may be written in any zone.
  const knewAt = new Date(
    Math.min(Date.parse(input.knewAt ?? reportedAt), Date.parse(reportedAt)),
  ).toISOString()
  const reportBy = later(knewAt, township.playbook.limits.mandatoryReportHours)
  const place = { unit: reporter.unit, village: reporter.villages[0] ?? null, school: reporter.school }
  await context.insert(reportDuty, randomUUID(), place, {
    matter,
    situation: input.situation,
    isMandatory: input.situation !== undefined && input.situation !== null,
    knewAt,
    reportedAt,
    reportBy,
    reportedOn: dayOf(Date.parse(reportedAt)),
    isLate: reportedAt > reportBy,
  })
}

function refuseIfEnded(record: Lead): void {
  if (record.closedOn) throw new Refusal('leads.ended', 409, '这条线索已经了结，不能再办。')
}

function refuseIfDecided(record: Lead): void {
  refuseIfEnded(record)
  if (record.state !== 'received') throw new Refusal('leads.decided', 409, '这条线索已经受理。')
}

/** Refuses to hand a lead to a unit without anybody, and says which units have somebody. */
async function nobodyThere(context: ActContext, record: Lead, short: string): Promise<Refusal> {
  const { tx, township } = context
  const there = await withoutLeftOut(tx, record.id, await postsInForce(tx, {}))
  const units = township.playbook.units
    .filter((unit) => unit.kind !== 'village' && there.some((post) => post.unit === unit.id))
    .map((unit) => unit.short)
  return new Refusal(
    'leads.nobody-there',
    409,
    `${short}目前没有人在岗，不能移送。可以移送：${units.join('、')}。`,
  )
}
