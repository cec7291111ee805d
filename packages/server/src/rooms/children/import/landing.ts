import { type Child, child, type Household, household, type LedgerChild, listing } from '@hulei/core'
import type { ActContext } from '../../../platform/acts/handler.ts'
import { uuidFrom } from '../../../platform/crypto/uuid-from.ts'
import { headNameOf, type RegisterView } from './register-view.ts'
import { afterLine, type Settled } from './settle.ts'

/** One line on its way into the register. */
export type Line = {
  readonly ordinal: number
  readonly draft: LedgerChild
  readonly settled: Settled
  /** For people: “石桥村”第7行. */
  readonly from: string
}

type Write<R> = { readonly before: R | undefined; readonly after: R }

/**
 * Collects what the lines of a batch make of the register, then writes it: each record once, however many lines are about
 * it, and without waiting for one record's write before the next is sent.
 */
export function createLanding(context: ActContext, run: string, view: RegisterView) {
  const children = new Map<string, Write<Child>>()
  const households = new Map<string, Write<Household>>()
  const listings: { id: string; child: Child; category: string }[] = []

  const put = <R extends { id: string }>(into: Map<string, Write<R>>, before: R | undefined, after: R) => {
    const earlier = into.get(after.id)
    into.set(after.id, { before: earlier ? earlier.before : before, after })
  }

  const withFacts = (home: Household, facts: readonly string[]): Household => {
    const all = [...new Set([...home.facts, ...facts])].sort()
    if (all.length === home.facts.length) return home
    const next = { ...home, facts: all }
    put(households, home, next)
    view.rememberHousehold(next)
    return next
  }

  /** The household of the line's child: the one it has, one that is surely the same, or a new one. */
  const householdOf = ({ ordinal, draft, settled }: Line): Household | undefined => {
    const known = settled.target?.household
    if (known) return withFacts(known, draft.facts)
    const headName = headNameOf(draft)
    if (!headName || settled.target?.record.household) return undefined
    const isGuardian = draft.headName === undefined || draft.headName === draft.guardianName
    const headPhone = isGuardian ? (draft.guardianPhone ?? null) : null
    const same = view.householdsOf(draft.village, headName).find((home) => isSameHome(home, draft, headPhone))
    if (same) return withFacts(same, draft.facts)
    const made: Household = {
      id: uuidFrom(run, ordinal, 'household'),
      version: context.actId,
      village: draft.village,
      school: null,
      unit: null,
      extra: {},
      headName,
      headPhone,
      hamlet: draft.hamlet ?? null,
      address: draft.address ?? null,
      facts: [...draft.facts],
      members: null,
      closedOn: null,
    }
    put(households, undefined, made)
    view.rememberHousehold(made)
    return made
  }

  return {
    /** Takes a line up; returns the child it is about. Lines come in the order of the ledger. */
    add(line: Line): string {
      const { ordinal, draft, settled, from } = line
      const before = settled.target?.record
      const id = before?.id ?? uuidFrom(run, ordinal, 'child')
      if (settled.fate === 'unchanged') return id
      const home = householdOf(line)
      const after = afterLine(settled, draft, id)
      const record = { ...after, household: home?.id ?? after.household }
      put(children, before, record)
      for (const category of draft.categories) {
        if (before?.categories.includes(category)) continue
        listings.push({ id: uuidFrom(run, ordinal, category), child: record, category })
      }
      view.remember({ record, household: home, fromLine: from })
      return id
    },

    async write(): Promise<void> {
      await Promise.all([...households.values()].map((each) => writeHousehold(context, each)))
      await Promise.all([...children.values()].map((each) => writeChild(context, each)))
      await Promise.all(
        listings.map(({ id, child: of, category }) =>
          context.insert(
            listing,
            id,
            { village: of.village, school: of.school },
            { child: of.id, category, basis: 'statutory', from: context.tx.today },
          ),
        ),
      )
    },
  }
}

/** Surely the same home: the same telephone, or, where one is not known, the same hamlet or address. */
function isSameHome(home: Household, draft: LedgerChild, headPhone: string | null): boolean {
  if (home.headPhone && headPhone) return home.headPhone === headPhone
  return (
    (home.hamlet !== null && home.hamlet === draft.hamlet) ||
    (home.address !== null && home.address === draft.address)
  )
}

async function writeHousehold(context: ActContext, { before, after }: Write<Household>): Promise<void> {
  const { id, version: _version, village, school: _school, unit: _unit, extra: _extra, ...values } = after
  if (before) await context.amend(household, before, { facts: after.facts })
  else await context.insert(household, id, { village }, values)
}

async function writeChild(context: ActContext, { before, after }: Write<Child>): Promise<void> {
  const { id, version: _version, village, school, unit: _unit, extra: _extra, ...values } = after
  if (before) await context.amend(child, before, values, { village, school })
  else await context.insert(child, id, { village, school }, values)
}
