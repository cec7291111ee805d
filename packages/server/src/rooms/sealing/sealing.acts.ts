import { randomUUID } from 'node:crypto'
import {
  type AnyKind,
  addSealed,
  amendSealed,
  assignment,
  assignToMatter,
  BROKEN_MINUTES,
  breakSeal,
  endAssignment,
  eraseMatter,
  holdMatter,
  kinds,
  leaveOut,
  legalHold,
  liftHold,
  OPEN_MINUTES,
  openSealed,
  reviewOpening,
  type SealedPerson,
  sealedFile,
  sealedPerson,
  sealOpening,
} from '@hulei/core'

import { sql } from 'kysely'
import { type ActContext, type AnyHandler, on } from '../../platform/acts/handler.ts'
import { findRecord } from '../../platform/db/records.ts'
import { invalid, notFound, Refusal } from '../../platform/errors.ts'
import { assign, assigneeOf } from './assign.ts'
import { eraseMatterRecords } from './erase.ts'
import { type LeftOut, leaveOutOf, postsInForce } from './exclusions.ts'
import { headsInForce } from './heads.ts'
import { noteIdentity } from './same-person.ts'
import { sealPerson } from './seal-persons.ts'

export const sealingActs: readonly AnyHandler[] = [
  on(holdMatter, async (context, { id, input }) => {
    await checkMatter(context, input.matter)
    await context.insert(legalHold, id, {}, { ...input, from: context.tx.today })
    return undefined
  }),

  on(liftHold, async (context, { record }) => {
    if (record.liftedOn) throw new Refusal('matters.hold-lifted', 409, '这次保全已经解除。')
    await context.amend(legalHold, record, { liftedOn: context.tx.today })
    return undefined
  }),

  on(eraseMatter, async (context, { id, input }) => {
    await eraseMatterRecords(context, { id, ...input })
    return undefined
  }),

  on(assignToMatter, async (context, { id, input }) => {
    await checkMatter(context, input.matter)
    const to = await assigneeOf(context, input.matter, input.post)
    // Whoever could assign themselves would open every seal without breaking one. The police take matters on themselves.
    if (to.account === context.tx.actor.account && context.tx.actor.role !== 'police')
      throw new Refusal(
        'matters.own-assignment',
        403,
        '不能指定自己承办。请由别人指定；情况紧急的，写明理由破封查看。',
      )
    const extent = await assign(context, { matter: input.matter, to, part: input.part, id })
    if (!extent)
      throw new Refusal('matters.already-assigned', 409, `${to.holder}已经在办这个事项，不用再指定。`)
    await context.notify({
      template: extent === 'rescue' ? 'matter.rescuing' : 'matter.assigned',
      params: {},
      to: [{ accounts: [to.account] }],
      about: extent === 'rescue' ? { kind: assignment, record: id } : await aboutOf(context, input.matter),
      except: [context.tx.actor.account],
    })
    return undefined
  }),

  on(endAssignment, async (context, { record }) => {
    await context.amend(assignment, record, { endedOn: context.tx.today })
    return undefined
  }),

  on(leaveOut, async (context, { input }) => {
    await checkMatter(context, input.matter)
    const whom = await whomOf(context, input)
    if (whom.length !== 1) {
      throw invalid([
        { path: 'input', code: 'matters.whom', message: '请指明回避的一个人、单位、村、学校或角色' },
      ])
    }
    await leaveOutOf(context.tx, input.matter, whom)
    return undefined
  }),

  on(addSealed, async (context, { id, input }) => {
    const { matter, part, ...content } = input
    await checkMatter(context, matter)
    const { code } = await sealPerson(context, { matter, part, content, id })
    return { code }
  }),

  on(amendSealed, async (context, { input, record }) => {
    await context.amend(sealedFile, record, input)
    const cover = await coverOf(context, record.id)
    if (cover.part === 'victim') await noteIdentity(context, cover, { ...record, ...input })
    return undefined
  }),

  on(openSealed, async (context, { id, input }) => {
    const cover = await coverOf(context, input.file)
    // The database lets in whoever is assigned to the matter, or to the rescue of this person; nobody else (assigned_or_broken).
    await openFile(context, cover, { id, purpose: input.purpose, isBroken: false })
    return undefined
  }),

  on(breakSeal, async (context, { id, input }) => {
    const cover = await coverOf(context, input.file)
    await openFile(context, cover, { id, purpose: input.purpose, isBroken: true })
    // Told at once, whoever is left out of the matter excepted: nobody who is in it can break a seal unseen.
    const told = [
      ...(await headsInForce(context)),
      ...(await postsInForce(context.tx, { role: 'discipline' })),
    ]
    await context.notify({
      template: 'seal.broken',
      params: {},
      to: [{ accounts: told.map((each) => each.account) }],
      about: { kind: sealOpening, record: id },
      except: [context.tx.actor.account],
    })
    return undefined
  }),

  on(reviewOpening, async (context, { input, record }) => {
    if (!record.isBroken)
      throw new Refusal('sealing.nothing-to-review', 409, '这次查看不是破封，不需要复核。')
    if (record.account === context.tx.actor.account)
      throw new Refusal('sealing.own-review', 409, '不能复核自己的破封，请由别人复核。')
    await context.amend(sealOpening, record, { reviewedOn: context.tx.today, reviewNote: input.reviewNote })
    return undefined
  }),
]

/** A matter that is still there and that the actor sees anything of; any other looks as if it did not exist. */
export async function checkMatter({ tx }: ActContext, matter: string): Promise<void> {
  const { rows } = await sql`
    SELECT FROM matter_record r WHERE r.township = ${tx.actor.township} AND r.matter = ${matter}
      AND record_visible(r.township, r.kind, r.record) LIMIT 1`.execute(tx.db)
  if (rows.length === 0) throw notFound('事项')
  const erased = await sql`
    SELECT FROM keyring.erasure WHERE township = ${tx.actor.township} AND owner = ${matter}`.execute(tx.db)
  if (erased.rows.length > 0)
    throw new Refusal('record.erased', 410, '这个事项保存期已满，内容已经销毁，不能再办理。')
}

/** The matter itself as what a message is about: a lead, a case. */
async function aboutOf({ tx }: ActContext, matter: string): Promise<{ kind: AnyKind; record: string }> {
  const { rows } = await sql<{ kind: string }>`
    SELECT kind FROM matter_record
    WHERE township = ${tx.actor.township} AND record = ${matter} AND matter = ${matter}`.execute(tx.db)
  return { kind: kinds.get(rows[0]?.kind ?? '') ?? assignment, record: matter }
}

/** A cover that the actor sees. */
async function coverOf({ tx, keyring }: ActContext, id: string): Promise<SealedPerson> {
  const cover = await findRecord(tx, keyring, sealedPerson, id)
  if (!cover) throw notFound(sealedPerson.title)
  return cover
}

/** Opens a file for its time; the row is what makes the database show it. */
export async function openFile(
  context: ActContext,
  cover: Pick<SealedPerson, 'id' | 'matter'>,
  { id = randomUUID(), purpose, isBroken }: { id?: string; purpose: string; isBroken: boolean },
): Promise<void> {
  const { tx, reason } = context
  const [post] = tx.actor.post ? await postsInForce(tx, { post: tx.actor.post }) : []
  const { rows } = await sql<{ until: string }>`
    SELECT now() + make_interval(mins => ${isBroken ? BROKEN_MINUTES : OPEN_MINUTES}) AS until`.execute(tx.db)
  await context.insert(
    sealOpening,
    id,
    {},
    {
      matter: cover.matter,
      file: cover.id,
      account: tx.actor.account,
      holder: tx.actor.name,
      title: post?.title ?? '',
      purpose,
      reason,
      isBroken,
      openedOn: tx.today,
      until: rows[0]?.until ?? '',
    },
  )
}

async function whomOf(
  context: ActContext,
  input: { post?: unknown; unit?: unknown; village?: unknown; school?: unknown; role?: unknown },
): Promise<LeftOut[]> {
  const whom: LeftOut[] = []
  if (typeof input.post === 'string') {
    const [found] = await postsInForce(context.tx, { post: input.post })
    if (found) whom.push({ account: found.account })
  }
  if (typeof input.unit === 'string') whom.push({ unit: input.unit })
  if (typeof input.village === 'string') whom.push({ village: input.village })
  if (typeof input.school === 'string') whom.push({ school: input.school })
  if (typeof input.role === 'string') whom.push({ role: input.role })
  return whom
}
