import { type Child, child, type Household, household, type LedgerChild } from '@hulei/core'
import { type RawBuilder, sql } from 'kysely'
import type { Keyring } from '../../../platform/crypto/keyring.ts'
import { openRows, selectColumns } from '../../../platform/db/records.ts'
import type { Scoped } from '../../../platform/db/scope.ts'

/** A child of the register, as lines of a ledger are held against it. */
export type KnownChild = {
  readonly record: Child
  readonly household: Household | undefined
  /** The line of this ledger that made or changed it, for people: ‘石桥村’第7行. */
  readonly fromLine?: string
}

/**
 * What of the register a ledger's lines may be about, loaded for many lines at once; and what earlier lines of the same
 * ledger have made of it, so that a child who stands in two sheets is one child.
 */
export type RegisterView = {
  /** Loads whom these lines may be about, within what the actor may see. */
  load(drafts: readonly LedgerChild[]): Promise<void>
  byResidentId(residentId: string): KnownChild | undefined
  namesakes(draft: Pick<LedgerChild, 'name' | 'bornOn' | 'village'>): readonly KnownChild[]
  /** Households of that village under that name. */
  householdsOf(village: string, headName: string): readonly Household[]
  remember(known: KnownChild): void
  rememberHousehold(record: Household): void
}

const namesakeKey = (of: { name: string; bornOn: string; village: string | null }) =>
  `${of.name}|${of.bornOn}|${of.village}`
const homeKey = (village: string | null, headName: string) => `${village}|${headName}`

/** By whose name a line's household goes: the head's, or the guardian's; a child's own where only facts are given. */
export const headNameOf = (draft: LedgerChild): string | undefined =>
  draft.headName ?? draft.guardianName ?? (draft.facts.length > 0 ? draft.name : undefined)

/** Opens a view. `lock` holds the records that were found against other writers until the transaction ends. */
export function createRegisterView(
  keyring: Keyring,
  township: string,
  options: { lock?: boolean } = {},
): RegisterView & { within(scope: Scoped): RegisterView } {
  // What lines of this ledger have touched is kept; what only lies in the register is loaded anew each time.
  const own = { ids: new Map<string, KnownChild>(), names: new Map<string, KnownChild[]>() }
  let loaded = { ids: new Map<string, KnownChild>(), names: new Map<string, KnownChild[]>() }
  const ownHomes = new Map<string, Household[]>()
  let loadedHomes = new Map<string, Household[]>()
  let current: Scoped | undefined
  const lock = options.lock ? sql`FOR UPDATE` : sql``

  const select = async <R>(query: RawBuilder<R>): Promise<R[]> => {
    if (!current) throw new Error('A register view is read within a scope')
    return (await query.execute(current.db)).rows
  }

  const loadChildren = async (drafts: readonly LedgerChild[]): Promise<Child[]> => {
    const hashes = drafts.flatMap((draft) =>
      draft.residentId ? [keyring.hash(township, 'residentId', draft.residentId)] : [],
    )
    const columns = selectColumns(child, 'r')
    const byId =
      hashes.length > 0
        ? select(sql<Record<string, unknown>>`SELECT ${columns} FROM child r WHERE r.township = ${township}
            AND r.left_on IS NULL AND r.resident_id_hash = ANY(${hashes}::bytea[]) ORDER BY r.received_at ${lock}`)
        : []
    const byName = select(sql<Record<string, unknown>>`SELECT ${columns} FROM child r
      WHERE r.township = ${township} AND r.left_on IS NULL AND r.born_on = ANY(${drafts.map((draft) => draft.bornOn)}::date[])
        AND (r.name, r.born_on, r.village) IN (SELECT * FROM unnest(
          ${drafts.map((draft) => draft.name)}::text[], ${drafts.map((draft) => draft.bornOn)}::date[],
          ${drafts.map((draft) => draft.village)}::text[])) ORDER BY r.received_at ${lock}`)
    const rows = new Map([...(await byId), ...(await byName)].map((row) => [String(row.id), row]))
    return current ? openRows(current, keyring, child, [...rows.values()]) : []
  }

  const loadHouseholds = async (where: RawBuilder<unknown>): Promise<Household[]> => {
    const rows = await select(sql<
      Record<string, unknown>
    >`SELECT ${selectColumns(household, 'r')} FROM household r
      WHERE r.township = ${township} AND ${where} ${lock}`)
    return current ? openRows(current, keyring, household, rows) : []
  }

  const view: RegisterView = {
    async load(drafts) {
      loaded = { ids: new Map(), names: new Map() }
      loadedHomes = new Map()
      if (drafts.length === 0) return
      const children = await loadChildren(drafts)
      const ids = children.flatMap((record) => record.household ?? [])
      const homes = new Map(
        (ids.length > 0 ? await loadHouseholds(sql`r.id = ANY(${ids}::uuid[])`) : []).map((home) => [
          home.id,
          home,
        ]),
      )
      for (const record of children) {
        put(loaded, { record, household: record.household ? homes.get(record.household) : undefined })
      }
      const heads = drafts.flatMap((draft) => {
        const headName = headNameOf(draft)
        return headName ? [{ village: draft.village, headName }] : []
      })
      if (heads.length === 0) return
      const found =
        await loadHouseholds(sql`r.closed_on IS NULL AND (r.village, r.head_name) IN (SELECT * FROM unnest(
        ${heads.map((head) => head.village)}::text[], ${heads.map((head) => head.headName)}::text[]))`)
      for (const home of found) add(loadedHomes, homeKey(home.village, home.headName), home)
    },
    byResidentId: (residentId) => own.ids.get(residentId) ?? loaded.ids.get(residentId),
    namesakes(draft) {
      const key = namesakeKey(draft)
      const touched = own.names.get(key) ?? []
      const rest = (loaded.names.get(key) ?? []).filter(
        ({ record }) => !touched.some((each) => each.record.id === record.id),
      )
      return [...touched, ...rest]
    },
    householdsOf(village, headName) {
      const key = homeKey(village, headName)
      const touched = ownHomes.get(key) ?? []
      return [
        ...touched,
        ...(loadedHomes.get(key) ?? []).filter((home) => !touched.some((each) => each.id === home.id)),
      ]
    },
    remember: (known) => put(own, known),
    rememberHousehold(record) {
      const key = homeKey(record.village, record.headName)
      ownHomes.set(key, [...(ownHomes.get(key) ?? []).filter((home) => home.id !== record.id), record])
    },
  }
  return {
    ...view,
    within(scope) {
      current = scope
      return view
    },
  }
}

type Index = { ids: Map<string, KnownChild>; names: Map<string, KnownChild[]> }

function put(index: Index, known: KnownChild): void {
  const { record } = known
  if (record.residentId && !(index.ids.has(record.residentId) && !known.fromLine)) {
    index.ids.set(record.residentId, known)
  }
  const key = namesakeKey(record)
  const others = (index.names.get(key) ?? []).filter((each) => each.record.id !== record.id)
  index.names.set(key, [...others, known])
}

const add = <V>(map: Map<string, V[]>, key: string, value: V) =>
  map.set(key, [...(map.get(key) ?? []), value])
