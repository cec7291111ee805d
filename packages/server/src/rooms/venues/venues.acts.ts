import {
  amendVenue,
  closeUnlicensed,
  type Day,
  endVenue,
  orderClosure,
  recheckClosure,
  registerVenue,
  type Venue,
  venue,
  venueClosure,
  withdrawClosure,
} from '@hulei/core'
import { sql } from 'kysely'
import { type ActContext, on } from '../../platform/acts/handler.ts'
import { receivedOn, refuseFuture } from '../../platform/acts/refuse-future.ts'
import { invalid, Refusal } from '../../platform/errors.ts'
import { recheckBy } from './recheck-limit.ts'

export const venuesActs = [
  on(registerVenue, async (context, { id, input }) => {
    const { village, ...described } = input
    const { today } = context.tx
    const values = { ...described, state: 'open', registeredOn: today }
    await context.insert(venue, id, { village }, { ...values, ...sinceDays(undefined, values, today) })
    return undefined
  }),

  on(amendVenue, async (context, { input, record }) => {
    refuseEnded(record)
    const since = sinceDays(record, { ...record, ...input } as Described, context.tx.today)
    await context.amend(venue, record, { ...input, ...since, ...settledBy(context, record, input.licence) })
    return undefined
  }),

  on(orderClosure, async (context, { input, record }) => {
    refuseEnded(record)
    refuseFuture(context, { orderedOn: input.orderedOn })
    if (input.until && input.until < input.orderedOn)
      throw invalid([
        { path: 'input.until', code: 'venues.closure-order', message: '停业至不能早于责令日期' },
      ])
    const { village, unit } = placeOfOrder(context, record)
    await context.insert(
      venueClosure,
      context.actId,
      { village, unit },
      {
        ...input,
        venue: record.id,
        recheckBy: recheckBy(context.township, input.orderedOn),
        recheckPhotos: [],
      },
    )
    await context.amend(venue, record, { state: 'closed' })
    return { closure: context.actId }
  }),

  on(closeUnlicensed, async (context, { input, record }) => {
    refuseEnded(record)
    refuseFuture(context, { closedOn: input.closedOn })
    if (record.licence !== 'unlicensed')
      throw new Refusal('venues.licensed', 422, '这个场所没有登记为无证经营，请先更正证照。')
    await end(context, record, input.closedOn, 'unlicensed')
    return undefined
  }),

  on(endVenue, async (context, { input, record }) => {
    refuseEnded(record)
    refuseFuture(context, { closedOn: input.closedOn })
    await end(context, record, input.closedOn, input.closedBecause)
    return undefined
  }),

  on(recheckClosure, async (context, { input, record }) => {
    if (record.withdrawnOn) throw withdrawn()
    refuseFuture(context, { recheckedOn: input.recheckedOn })
    if (input.recheckedOn < record.orderedOn)
      throw invalid([
        { path: 'input.recheckedOn', code: 'venues.recheck-order', message: '回头看日期不能早于责令日期' },
      ])
    // Looked at twice: the first look is the one that was in time; what was found is the latest.
    const first = record.recheckedOn && record.recheckedOn <= input.recheckedOn ? record.recheckedOn : null
    await context.amend(venueClosure, record, {
      ...input,
      recheckedOn: first ?? input.recheckedOn,
      recheckEnteredOn: record.recheckEnteredOn ?? receivedOn(context),
      reopenedOn: input.recheckResult === 'reopened' ? input.recheckedOn : null,
    })
    const of = await context.get(venue, record.venue)
    const isOpen = input.recheckResult === 'reopened' && !(await hasOtherOrder(context, of.id, record.id))
    if (!of.closedOn) await context.amend(venue, of, { state: isOpen ? 'open' : 'closed' })
    return undefined
  }),

  on(withdrawClosure, async (context, { record }) => {
    if (record.withdrawnOn) throw withdrawn()
    await context.amend(venueClosure, record, { withdrawnOn: context.tx.today })
    const of = await context.get(venue, record.venue)
    if (!of.closedOn && !(await hasOtherOrder(context, record.venue, record.id)))
      await context.amend(venue, of, { state: 'open' })
    return undefined
  }),
]

const withdrawn = () => new Refusal('venues.closure-withdrawn', 409, '这条停业登记已经撤销。')

function refuseEnded(record: Venue): void {
  if (record.closedOn) throw new Refusal('venues.ended', 409, '这个场所已经销号，不能再办理。')
}

/** The order stands under the venue's village and the unit that gave it. */
const placeOfOrder = (context: ActContext, { village }: Venue) => ({ village, unit: context.tx.actor.unit })

type Described = Pick<Venue, 'hasCamera' | 'hasHotline' | 'noMinorsSign' | 'noSaleSign' | 'licence'>

/** The days from which things are so: kept while they stay so, today's where they come to be, none where they are not. */
function sinceDays(before: Venue | undefined, now: Described, today: Day) {
  const since = (holds: boolean, was: Day | null | undefined) => (holds ? (was ?? today) : null)
  return {
    cameraSince: since(now.hasCamera, before?.cameraSince),
    hotlineSince: since(now.hasHotline, before?.hotlineSince),
    noMinorsSince: since(now.noMinorsSign === 'up', before?.noMinorsSince),
    noSaleSince: since(now.noSaleSign === 'up', before?.noSaleSince),
    // A venue that was found without a licence stays found, whatever became of it.
    unlicensedSince:
      now.licence === 'unlicensed' && (!before?.unlicensedSince || before.settledOn)
        ? today
        : (before?.unlicensedSince ?? null),
  }
}

/** An unlicensed venue that got its licence is settled; one that is found without it again is not. */
function settledBy(context: ActContext, record: Venue, licence: string | undefined) {
  if (licence === undefined || licence === record.licence) return {}
  if (licence === 'unlicensed') return { settledOn: null, settledEnteredOn: null }
  if (record.licence !== 'unlicensed') return {}
  return { settledOn: context.tx.today, settledEnteredOn: receivedOn(context) }
}

async function end(context: ActContext, record: Venue, closedOn: Day, closedBecause: string): Promise<void> {
  const isOpenMatter = record.unlicensedSince && !record.settledOn
  await context.amend(venue, record, {
    closedOn,
    closedBecause,
    ...(isOpenMatter && { settledOn: closedOn, settledEnteredOn: receivedOn(context) }),
  })
}

async function hasOtherOrder(context: ActContext, of: string, settled: string): Promise<boolean> {
  const { rows } = await sql`
    SELECT FROM venue_closure WHERE township = ${context.township.code} AND venue = ${of} AND id <> ${settled}
      AND withdrawn_on IS NULL AND reopened_on IS NULL LIMIT 1`.execute(context.tx.db)
  return rows.length > 0
}
