import {
  ageOn,
  amendChild,
  amendHousehold,
  amendPlan,
  amendTeam,
  type Child,
  child,
  childPlan,
  type Day,
  eighteenOn,
  endListing,
  enrolChild,
  expireListing,
  formTeam,
  household,
  leaveChild,
  listChild,
  listing,
  makePlan,
  mergeChild,
  minDay,
  moveChild,
  type Place,
  parseResidentId,
  reachAdulthood,
  registerHousehold,
  renewListing,
  responsibilityTeam,
  verification,
  verifyChild,
} from '@hulei/core'
import { sql } from 'kysely'
import { type ActContext, on } from '../../platform/acts/handler.ts'
import { type Fault, invalid, Refusal } from '../../platform/errors.ts'
import { eraseChildActs } from './erase-due-children.ts'
import { importActs } from './import/import.acts.ts'
import { listingFaults } from './listing-rules.ts'
import { inForce, mergeInto } from './merge-child.ts'
import { mergeDistinctions, moveDistinctions, tellApartActs } from './tell-apart.ts'

const placeOf = (record: Place) => ({
  village: record.village ?? null,
  school: record.school ?? null,
  unit: record.unit ?? null,
})

export const childrenActs = [
  ...importActs,
  ...tellApartActs,
  ...eraseChildActs,
  on(enrolChild, async (context, { id, input }) => {
    const { village, school, ...values } = input
    const faults = identityFaults(values, context.tx.today)
    if (faults.length > 0) throw invalid(faults)
    if (values.household) await context.get(household, values.household)
    const twin = values.residentId ? await findByResidentId(context, values.residentId) : undefined
    if (twin) {
      throw new Refusal('children.already-registered', 409, '这个身份证号已经登记过，请打开原来的档案。', {
        detail: { existing: twin },
      })
    }
    const possibleDuplicates = await findNamesakes(context, values.name, values.bornOn)
    await context.insert(child, id, { village, school: school ?? null }, { ...values, categories: [] })
    return { possibleDuplicates }
  }),

  on(amendChild, async (context, { input, record }) => {
    const { school, ...values } = input
    const faults = identityFaults({ ...record, ...values }, context.tx.today, Object.keys(values))
    if (faults.length > 0) throw invalid(faults)
    await context.amend(child, record, values, school === undefined ? {} : { school })
    return undefined
  }),

  on(moveChild, async (context, { input, record }) => {
    const place = { village: input.village }
    for (const kind of [listing, childPlan, responsibilityTeam] as const) {
      for (const id of await inForce(context, kind.name, record.id)) {
        await context.amend(kind, await context.get(kind, id), {}, place)
      }
    }
    await moveDistinctions(context, record, input.village)
    // The old household stays where it is; the child gets one in the new village when it is known.
    await context.amend(child, record, { hamlet: input.hamlet ?? null, household: null }, place)
    return undefined
  }),

  on(leaveChild, async (context, { input, record }) => {
    if (record.leftOn) throw new Refusal('children.already-left', 409, '这名未成年人已经移出台账。')
    if (input.leftOn > context.tx.today) {
      throw invalid([
        { path: 'input.leftOn', code: 'children.leave-in-future', message: '移出日期不能晚于今天' },
      ])
    }
    await leave(context, record, input.leftOn, input.leftBecause)
    return undefined
  }),

  on(reachAdulthood, async (context, { record }) => {
    const since = eighteenOn(record.bornOn)
    if (record.leftOn || since > context.tx.today) return { left: false }
    await leave(context, record, since, 'adult')
    return { left: true }
  }),

  on(mergeChild, async (context, { input, record }) => {
    if (input.duplicate === record.id) throw new Refusal('children.merge-itself', 422, '不能与自己合并。')
    const duplicate = await context.get(child, input.duplicate)
    if (duplicate.mergedInto || record.mergedInto) {
      throw new Refusal('children.already-merged', 409, '其中一份档案已经合并过。')
    }
    await mergeDistinctions(context, record, duplicate)
    await mergeInto(context, record, duplicate)
    return undefined
  }),

  on(registerHousehold, async (context, { id, input }) => {
    const { village, ...values } = input
    await context.insert(household, id, { village }, values)
    return undefined
  }),
  on(amendHousehold, async (context, { input, record }) => {
    await context.amend(household, record, input)
    return undefined
  }),

  on(listChild, async (context, { id, input }) => {
    const of = await context.get(child, input.child)
    if (of.leftOn) throw new Refusal('children.already-left', 409, '这名未成年人已经移出台账，不能再列入。')
    const faults = listingFaults(input, context.township.playbook, context.tx.today)
    if (faults.length > 0) throw invalid(faults)
    if (of.categories.includes(input.category)) {
      throw new Refusal('children.already-listed', 409, '已经列入这个类别，不必重复。')
    }
    await context.insert(listing, id, placeOf(of), input)
    if (input.from <= context.tx.today) {
      await context.amend(child, of, { categories: [...of.categories, input.category].sort() })
    }
    return undefined
  }),
  on(endListing, async (context, { input, record }) => {
    if (input.to < record.from) {
      throw invalid([
        { path: 'input.to', code: 'children.listing-order', message: '终止日期不能早于列入日期' },
      ])
    }
    await context.amend(listing, record, { to: input.to })
    if (input.to < context.tx.today) await dropCategory(context, record.child, record.category, record.id)
    return undefined
  }),
  on(renewListing, async (context, { input, record }) => {
    const faults = listingFaults(
      { ...record, ...input, from: context.tx.today },
      context.township.playbook,
      context.tx.today,
    )
    if (faults.length > 0) throw invalid(faults)
    await context.amend(listing, record, input)
    return undefined
  }),
  on(expireListing, async (context, { record }) => {
    if (record.to && record.to < context.tx.today) {
      await dropCategory(context, record.child, record.category, record.id)
    }
    return undefined
  }),

  on(makePlan, async (context, { id, input }) => {
    const of = await context.get(child, input.child)
    await context.insert(childPlan, id, placeOf(of), input)
    return undefined
  }),
  on(amendPlan, async (context, { input, record }) => {
    await context.amend(childPlan, record, input)
    return undefined
  }),

  on(verifyChild, async (context, { id, input }) => {
    const of = await context.get(child, input.child)
    if (input.verifiedOn > context.tx.today) {
      throw invalid([
        { path: 'input.verifiedOn', code: 'children.verified-later', message: '核实日期不能晚于今天' },
      ])
    }
    await context.insert(verification, id, placeOf(of), input)
    return undefined
  }),

  on(formTeam, async (context, { id, input }) => {
    const of = await context.get(child, input.child)
    await context.insert(responsibilityTeam, id, placeOf(of), input)
    return undefined
  }),
  on(amendTeam, async (context, { input, record }) => {
    await context.amend(responsibilityTeam, record, input)
    return undefined
  }),
]

/** Birth day and sex must agree with the identity number; the child must be under 18 and born. */
function identityFaults(
  values: { residentId?: string | null | undefined; bornOn?: Day | undefined; sex?: string | undefined },
  today: Day,
  touched: readonly string[] = ['residentId', 'bornOn', 'sex'],
): Fault[] {
  const faults: Fault[] = []
  if (!touched.some((name) => ['residentId', 'bornOn', 'sex'].includes(name))) return faults
  const fault = (path: string, code: string, message: string) =>
    faults.push({ path: `input.${path}`, code, message })
  if (values.bornOn && values.bornOn > today) fault('bornOn', 'children.born-later', '出生日期晚于今天')
  else if (values.bornOn && ageOn(values.bornOn, today) >= 18) {
    fault('bornOn', 'children.adult', '已满18周岁，不列入未成年人台账')
  }
  if (!values.residentId) return faults
  const parsed = parseResidentId(values.residentId)
  if (!parsed.ok) {
    fault('residentId', parsed.code, parsed.message)
    return faults
  }
  if (values.bornOn && parsed.birth !== values.bornOn) {
    fault('bornOn', 'children.birth-mismatch', `出生日期与身份证号不一致（身份证号为${parsed.birth}）`)
  }
  if (values.sex && parsed.sex !== values.sex) fault('sex', 'children.sex-mismatch', '性别与身份证号不一致')
  return faults
}

async function findByResidentId(context: ActContext, residentId: string): Promise<string | undefined> {
  const township = context.township.code
  const { rows } = await sql<{ id: string }>`
    SELECT id FROM child WHERE township = ${township} AND left_on IS NULL
      AND resident_id_hash = ${context.keyring.hash(township, 'residentId', residentId)} LIMIT 1`.execute(
    context.tx.db,
  )
  return rows[0]?.id
}

async function findNamesakes(context: ActContext, name: string, bornOn: Day): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    SELECT id FROM child WHERE township = ${context.township.code} AND left_on IS NULL
      AND born_on = ${bornOn}::date AND name = ${name} LIMIT 10`.execute(context.tx.db)
  return rows.map((row) => row.id)
}

/** Leaving the register ends what was in force for the child. */
async function leave(context: ActContext, record: Child, leftOn: Day, because: string): Promise<void> {
  for (const kind of [listing, childPlan, responsibilityTeam] as const) {
    for (const id of await inForce(context, kind.name, record.id)) {
      const held = await context.get(kind, id)
      // What was to end before the child left ends when it was to.
      await context.amend(kind, held, { to: minDay(held.to ?? leftOn, leftOn) })
    }
  }
  await context.amend(child, record, { leftOn, leftBecause: because, categories: [] })
}

/** Takes a category off the child unless another listing still carries it. */
async function dropCategory(context: ActContext, of: string, category: string, ended: string): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    SELECT id FROM listing WHERE township = ${context.township.code} AND child = ${of} AND category = ${category}
      AND id <> ${ended} AND "from" <= ${context.tx.today}::date
      AND ("to" IS NULL OR "to" >= ${context.tx.today}::date) LIMIT 1`.execute(context.tx.db)
  if (rows.length > 0) return
  const record = await context.get(child, of)
  await context.amend(child, record, { categories: record.categories.filter((each) => each !== category) })
}
