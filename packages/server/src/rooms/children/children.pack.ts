import { type Actor, child, mayBeGranted } from '@hulei/core'
import { listRecords } from '../../platform/db/lists.ts'
import { searchTokens } from '../../platform/db/search-tokens.ts'
import type { PackSource } from '../../platform/work-pack.ts'

/** What a visitor needs at the door: neither identity number nor address leaves the server. */
const FIELDS = [
  'name',
  'sex',
  'bornOn',
  'hamlet',
  'household',
  'grade',
  'categories',
  'guardianName',
  'guardianRelation',
  'guardianPhone',
] as const

/** More than a township has; one statement reads them all. */
const ALL = 1_000_000

/**
 * `child/<id>` of every minor in the register whom the post may see, masked as in the register; for posts that go and visit
 * them. A phone of any other has no use for a child, and holds none.
 */
export const childrenPack =
  (visits: (actor: Actor) => boolean): PackSource =>
  async (scope, { keyring }) => {
    if (!visits(scope.actor) || !mayBeGranted(child.readers, scope.actor)) return []
    const { rows } = await listRecords(scope, keyring, child, {
      filters: {},
      state: 'current',
      fields: FIELDS,
      limit: ALL,
    })
    return rows.map((row) => ({
      key: `child/${row.id}`,
      body: {
        id: row.id,
        version: row.version,
        name: row.name,
        // Of the name as this reader sees it: tokens of a masked name must not spell it out.
        tokens: tokensOf(row.name),
        sex: row.sex,
        bornOn: row.bornOn,
        village: row.village,
        hamlet: row.hamlet,
        household: row.household,
        school: row.school,
        grade: row.grade,
        categories: row.categories,
        guardianName: row.guardianName,
        guardianRelation: row.guardianRelation,
        guardianPhone: row.guardianPhone,
      },
    }))
  }

// Phones ask often and names hardly ever change: pinyin is worked out once for each.
const known = new Map<string, readonly string[]>()
function tokensOf(name: string): readonly string[] {
  const before = known.get(name)
  if (before) return before
  const tokens = searchTokens(name)
  if (known.size >= 50_000) known.clear()
  known.set(name, tokens)
  return tokens
}
