import { randomUUID } from 'node:crypto'
import {
  type Actor,
  acceptLead,
  addToLead,
  closeLead,
  dayOf,
  type InputOf,
  type Lead,
  lead,
  mergeLead,
  parsePhone,
  refuseLead,
  reportDuty,
  reportLead,
  takeLead,
  transferLead,
} from '@hulei/core'
import { type ActContext, type AnyHandler, on } from '../../platform/acts/handler.ts'
import { asSystem } from '../../platform/db/scope.ts'
import { invalid, Refusal } from '../../platform/errors.ts'
import { assign, drawCode, postsInForce, sealPerson, withoutLeftOut } from '../sealing/index.ts'
import { leaveInsidersOut, namesInsider } from './insiders.ts'

const HOUR_MS = 3_600_000

export const leadsActs: readonly AnyHandler[] = [
  on(reportLead, async (context, { id, input }) => {
    const { tx, times, township } = context
    const reporter = context.reporter ?? tx.actor
    const reportedAt = times.receivedAt
    const isOutside = namesInsider(input)
    // Left out before there is anything to see.
    if (isOutside) await leaveInsidersOut(context, id, input)
    const place = {
      village: input.onVillage ?? null,
      school: input.onSchool ?? null,
      unit: policeUnit(context),
    }
    await context.insert(lead, id, place, {
      code: await drawCode(tx, 'lead', '线索'),
      source: sourceOf(reporter, input),
      concerns: input.concerns ?? 'other',
      setting: input.setting,
      situation: input.situation,
      isDangerNow: input.isDangerNow ?? false,
      happenedOn: input.happenedOn,
      reportedAt,
      decideBy: later(reportedAt, township.playbook.limits.leadDecisionHours),
      state: 'received',
      isOutside,
      reportedBy: tx.actor.account,
    })
    await sealReport(context, id, input, reporter)
    if (isOutside) await assignOutside(context, id)
    else if (reporter.role !== 'public') await noteDuty(context, id, input, reporter)
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
    return undefined
  }),

  on(acceptLead, async (context, { input, record }) => {
    refuseIfDecided(record)
    await context.amend(lead, record, {
      state: 'accepted',
      concerns: input.concerns,
      ...(input.decision && { decision: input.decision }),
      decidedAt: context.times.receivedAt,
    })
    return undefined
  }),

  on(refuseLead, async (context, { input, record }) => {
    refuseIfDecided(record)
    await context.amend(lead, record, {
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
    // Whoever hands it away may no longer see it afterwards.
    await asSystem(tx, () => context.amend(lead, record, {}, { unit: unit.id }))
    return undefined
  }),

  on(mergeLead, async (context, { input, record }) => {
    refuseIfEnded(record)
    const into = await context.get(lead, input.into)
    if (into.id === record.id || into.mergedInto)
      throw new Refusal('leads.merge-into', 409, '不能并入自己，也不能并入已经并案的线索。')
    await context.amend(lead, record, {
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

const later = (at: string, hours: number) => new Date(Date.parse(at) + hours * HOUR_MS).toISOString()

/** The police of the plan, who get every lead first (四(三)1). */
const policeUnit = ({ township }: ActContext): string | null =>
  township.playbook.units.find((unit) => unit.role === 'police')?.id ?? null

function sourceOf(reporter: Actor, input: Report): string {
  if (reporter.role === 'public') return 'public'
  if (input.situation) return 'mandatory'
  if (reporter.role === 'village') return 'village'
  return reporter.role === 'school' ? 'school' : 'department'
}

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
    content: {
      story: [input.story, ...insider].join('\n'),
      ...(input.child && { name: input.child }),
      ...(input.where && { address: input.where }),
      ...(input.photos && { photos: input.photos }),
    },
  })
  const name = input.reporterName ?? (reporter.role === 'public' ? null : reporter.name)
  if (!name && !input.reporterPhone) return
  await sealPerson(context, {
    matter,
    part: 'reporter',
    content: {
      ...(name && { name }),
      ...(input.reporterPhone && { phone: input.reporterPhone, ...markOdd(input.reporterPhone) }),
    },
  })
}

/** A number that is none is kept as it was typed; whoever opens the file is told. */
const markOdd = (phone: string) =>
  parsePhone(phone).ok ? {} : { story: '联系方式不是有效的电话号码，按举报人填写的原样保存。' }

/** A lead against one of our own goes to whoever the playbook names outside, by name. */
async function assignOutside(context: ActContext, matter: string): Promise<void> {
  for (const to of await withoutLeftOut(
    context.tx,
    matter,
    await postsInForce(context.tx, { role: 'outside' }),
  ))
    await asSystem(context.tx, () => assign(context, { matter, to, part: 'lead' }))
}

/** How the reporter's own body did its duty (未成年人保护法 第十一条): the clock is theirs. */
async function noteDuty(context: ActContext, matter: string, input: Report, reporter: Actor): Promise<void> {
  const { times, township } = context
  const reportedAt = times.receivedAt
  const knewAt = input.knewAt && input.knewAt < reportedAt ? new Date(input.knewAt).toISOString() : reportedAt
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
