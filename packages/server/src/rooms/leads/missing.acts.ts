import {
  acknowledgeMissing,
  addSearchStep,
  closeMissing,
  dayOf,
  foundMissing,
  type InputOf,
  type MissingChild,
  missingChild,
  missingStep,
  publishMissingName,
  reportMissing,
} from '@hulei/core'
import { type ActContext, type AnyHandler, on } from '../../platform/acts/handler.ts'
import { refuseNumbers } from '../../platform/acts/refuse-numbers.ts'
import { findRecord } from '../../platform/db/records.ts'
import { asSystem } from '../../platform/db/scope.ts'
import { invalid, notFound, Refusal } from '../../platform/errors.ts'
import { assign, drawCode, postsInForce, sealPerson } from '../sealing/index.ts'
import { noticeFound, noticeMissing } from './notices.ts'
import { acknowledge, tellOfMissing } from './telling.ts'

export const missingActs: readonly AnyHandler[] = [
  on(reportMissing, async (context, { id, input }) => {
    const { tx, times } = context
    const { onVillage, child, guardian, story, calledAt, ...shown } = input
    const called = calledAt ?? times.recordedAt ?? times.receivedAt
    refuseFuture(context, 'calledAt', called)
    refuseIdentity(input)
    if (shown.lastSeenAt) refuseFuture(context, 'lastSeenAt', shown.lastSeenAt)
    const village = onVillage ?? (tx.actor.role === 'village' ? tx.actor.villages[0] : undefined) ?? null
    const values = {
      ...shown,
      code: await drawCode(tx, 'missing_child', '走失'),
      calledAt: called,
      enteredAt: times.receivedAt,
      state: 'searching',
      calledOn: dayOf(Date.parse(called)),
    }
    // Whoever is asked first takes it up wherever the child lives; from then on by name.
    await asSystem(tx, () => context.insert(missingChild, id, { village }, values))
    const [post] = tx.actor.post ? await postsInForce(tx, { post: tx.actor.post }) : []
    const to = { account: tx.actor.account, holder: tx.actor.name, title: post?.title ?? '' }
    await asSystem(tx, async () => void (await assign(context, { matter: id, to, part: 'lead' })))
    if (child || guardian || story)
      await sealPerson(context, {
        matter: id,
        part: 'missing',
        content: { ...(child && { name: child }), ...(guardian && { guardian }), ...(story && { story }) },
      })
    await noticeMissing(context, id, await tellOfMissing(context, id, village))
    return undefined
  }),

  on(acknowledgeMissing, async (context, { input }) => {
    const record = await findRecord(context.tx, context.keyring, missingChild, input.matter)
    if (!record || !(await acknowledge(context, record.id, context.tx.actor.account)))
      throw notFound(missingChild.title)
    return undefined
  }),

  on(addSearchStep, async (context, { id, input }) => {
    const { matter, way, detail } = input
    const record = await context.get(missingChild, matter)
    refuseClosed(record)
    const at = input.at ?? context.times.recordedAt ?? context.times.receivedAt
    refuseFuture(context, 'at', at)
    const step = { matter, way, at, triedOn: dayOf(Date.parse(at)), detail, who: context.tx.actor.name }
    await context.insert(missingStep, id, { village: record.village }, step)
    if (!record.firstStepAt || at < record.firstStepAt)
      await asSystem(context.tx, () => context.amend(missingChild, record, { firstStepAt: at }))
    return undefined
  }),

  on(publishMissingName, async (context, { input, record }) => {
    if (record.state !== 'searching')
      throw new Refusal('missing.found-already', 409, '孩子已经找到，不再公开姓名。')
    await context.amend(missingChild, record, {
      publicName: input.publicName,
      publicReason: context.reason,
    })
    return undefined
  }),

  on(foundMissing, async (context, { input, record }) => {
    if (record.state !== 'searching') throw new Refusal('missing.found-already', 409, '已经登记找到。')
    refuseFuture(context, 'foundAt', input.foundAt)
    if (Date.parse(input.foundAt) < Date.parse(record.lastSeenAt ?? record.calledAt) - 86_400_000)
      throw invalid([
        { path: 'input.foundAt', code: 'missing.before', message: '找到时间早于走失时间，请核对' },
      ])
    // Found, the name is nobody's business any more.
    await context.amend(missingChild, record, { ...input, state: 'found', publicName: null })
    await noticeFound(context, record.id)
    return undefined
  }),

  on(closeMissing, async (context, { input, record }) => {
    refuseClosed(record)
    if (record.state !== 'found')
      throw new Refusal('missing.not-found-yet', 409, '孩子还没有找到，不能办结；找到以后先“登记已找到”。')
    await context.amend(missingChild, record, { ...input, state: 'closed', closedOn: context.tx.today })
    return undefined
  }),
]

/**
 * What is passed on must not say who the child is: no number, and not the name that is given beside it to be sealed. The name
 * is compared with what the same person writes in the same form, so that the answer tells nothing that they do not know.
 */
function refuseIdentity({ child, lastSeen, clothes }: InputOf<typeof reportMissing>): void {
  refuseNumbers({ lastSeen, clothes })
  const name = child?.replaceAll(/\s/g, '') ?? ''
  const faults = Object.entries({ lastSeen, clothes })
    .filter(([, words]) => name.length > 1 && words?.replaceAll(/\s/g, '').includes(name))
    .map(([field]) => ({
      path: `input.${field}`,
      code: 'missing.names-the-child',
      message: '这一项会发给大家看，不能写孩子姓名；姓名只写在“孩子姓名”里',
    }))
  if (faults.length > 0) throw invalid(faults)
}

function refuseClosed(record: MissingChild): void {
  if (record.state === 'closed') throw new Refusal('missing.closed', 409, '这件走失已经办结。')
}

/** A phone's clock may be ahead by a little. */
const AHEAD_MS = 5 * 60_000

function refuseFuture({ times }: ActContext, path: string, at: string): void {
  if (Date.parse(at) > Date.parse(times.receivedAt) + AHEAD_MS)
    throw invalid([{ path: `input.${path}`, code: 'missing.in-future', message: '时间不能晚于现在' }])
}
