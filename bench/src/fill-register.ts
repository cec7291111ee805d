import type { Playbook } from '../../packages/core/src/index.ts'
import { searchTokens, sortKey } from '../../packages/server/src/platform/db/search-tokens.ts'
import type { Cell, Rows } from './copy-rows.ts'
import { bornOn, nameOf, residentIdOf } from './people.ts'
import type { Sealer } from './sealer.ts'
import { drawn, householdOf, idOf, type Size, townshipOf, villageIndexOf } from './world.ts'

/** A change that some act made, for the log. */
export type Logged = {
  readonly act: string
  readonly id: string
  readonly kind: string
  readonly subject: string
  readonly village: string
  readonly receivedAt: string
  readonly after: object
}

export const columns = {
  household:
    'township,id,version,village,received_at,sort_key,head_name,head_phone_sealed,hamlet,address_sealed,facts,members',
  child:
    'township,id,version,village,school,received_at,sort_key,name,sex,resident_id_sealed,resident_id_hash,born_on,hamlet,household,guardian_name,guardian_relation,guardian_phone_sealed,grade,address_sealed,categories',
  token: 'township,token,id,village,school',
  listing: 'township,id,version,village,school,received_at,child,category,basis,approved_by,"from"',
  plan: 'township,id,version,village,school,received_at,child,situation_sealed,measures_sealed,responsible,"from",review_on',
  team: 'township,id,version,village,school,received_at,child,scheme,members,"from"',
  key: 'township,owner,wrapped',
}

const ENROLLED_AT = '2024-01-08T01:00:00.000Z'
const LISTED_FROM = '2024-01-10'

/** The categories of a child: one in eight is left behind, one in forty besides (or instead) in difficulty. */
export const categoriesOf = (ordinal: number): string[] => [
  ...(ordinal % 8 === 0 ? ['left-behind'] : []),
  ...(ordinal % 40 === 3 || ordinal % 160 === 0 ? ['in-difficulty'] : []),
]

type Out = Record<
  'household' | 'householdToken' | 'child' | 'childToken' | 'listing' | 'plan' | 'team' | 'key',
  Rows
>

export const registerTables = (): Out => {
  const of = (table: string, names: string): Rows => ({ table, columns: names.split(','), rows: [] })
  return {
    household: of('household', columns.household),
    householdToken: of('household_token', columns.token),
    child: of('child', columns.child),
    childToken: of('child_token', columns.token),
    listing: of('listing', columns.listing),
    plan: of('child_plan', columns.plan),
    team: of('responsibility_team', columns.team),
    key: of('keyring.data_key', columns.key),
  }
}

const known = new Map<string, { tokens: readonly string[]; key: string }>()
/** Names repeat, and finding a name's pinyin is the dearest step of all. */
function spelled(name: string) {
  const found = known.get(name) ?? { tokens: searchTokens(name), key: sortKey(name) }
  known.set(name, found)
  return found
}

/** One child with household (the first of two brings it), listings, plan and team; and what the log says of it. */
export function addChild(
  out: Out,
  given: { size: Size; playbook: Playbook; sealer: Sealer; township: number; child: number },
): Logged[] {
  const { size, playbook, sealer, child: ordinal } = given
  const township = townshipOf(given.township)
  const what = `child ${township}`
  const village = playbook.villages[villageIndexOf(ordinal, size, playbook.villages.length)]?.id ?? ''
  const school = playbook.schools[ordinal % playbook.schools.length]?.id ?? ''
  const id = idOf('child', township, ordinal)
  const home = idOf('household', township, householdOf(ordinal))
  const phone = `1${String(3_000_000_000 + drawn(`${what} phone`, ordinal, 999_999_999))}`
  const hamlet = `第${(ordinal % 9) + 1}组`
  const guardian = nameOf(`guardian ${township}`, householdOf(ordinal))
  const logged: Logged[] = []
  const log = (act: string, kind: string, record: string, subject: string, after: object) =>
    logged.push({ act, id: record, kind, subject, village, receivedAt: ENROLLED_AT, after })
  const head = (record: string): Cell[] => [township, record, record, village]

  if (ordinal % 2 === 0) {
    const seal = (name: string, value: string) =>
      sealer.field(home, township, `household.${name}`, home, value)
    const { tokens, key } = spelled(guardian)
    out.key.rows.push([township, home, sealer.wrapped(home, township)])
    out.household.rows.push([
      ...head(home),
      ENROLLED_AT,
      key,
      guardian,
      seal('headPhone', phone),
      hamlet,
      seal('address', `${hamlet}12号`),
      ordinal % 14 === 0 ? ['single-parent'] : [],
      4,
    ])
    for (const token of tokens) out.householdToken.rows.push([township, token, home, village, null])
    log('household.register', 'household', home, home, {
      village,
      headName: guardian,
      headPhone: phone,
      hamlet,
    })
  }

  const name = nameOf(what, ordinal)
  const sex = drawn(`${what} sex`, ordinal, 2) === 0 ? 'male' : 'female'
  const born = bornOn(what, ordinal)
  const residentId = residentIdOf(born, ordinal)
  const categories = categoriesOf(ordinal)
  const seal = (field: string, value: string) => sealer.field(id, township, `child.${field}`, id, value)
  const { tokens, key } = spelled(name)
  out.key.rows.push([township, id, sealer.wrapped(id, township)])
  out.child.rows.push([
    ...head(id),
    school,
    ENROLLED_AT,
    key,
    name,
    sex,
    seal('residentId', residentId),
    sealer.hash(township, residentId),
    born,
    hamlet,
    home,
    guardian,
    'grandfather',
    seal('guardianPhone', phone),
    '三年级',
    seal('address', `${hamlet}12号`),
    categories,
  ])
  for (const token of tokens) out.childToken.rows.push([township, token, id, village, school])
  log('child.enrol', 'child', id, id, {
    village,
    school,
    name,
    sex,
    residentId,
    bornOn: born,
    guardianName: guardian,
  })

  for (const [index, category] of categories.entries()) {
    const listing = idOf(`listing ${index}`, township, ordinal)
    out.listing.rows.push([
      ...head(listing),
      school,
      ENROLLED_AT,
      id,
      category,
      'statutory',
      '民政办',
      LISTED_FROM,
    ])
    log('listing.open', 'listing', listing, id, {
      child: id,
      category,
      basis: 'statutory',
      from: LISTED_FROM,
    })
  }
  if (categories.length > 0) {
    const [plan, team] = [idOf('plan', township, ordinal), idOf('team', township, ordinal)]
    const sealPlan = (field: string, value: string) =>
      sealer.field(id, township, `childPlan.${field}`, plan, value)
    out.plan.rows.push([
      ...head(plan),
      school,
      ENROLLED_AT,
      id,
      sealPlan('situation', '父母外出，与祖父母同住'),
      sealPlan('measures', '每月两次上户，每周一次视频联系父母'),
      '王明',
      LISTED_FROM,
      '2024-07-10',
    ])
    const members = ['parent', 'teacher', 'police-officer', 'volunteer'].map((role) => ({
      role,
      name: '李平',
    }))
    out.team.rows.push([
      ...head(team),
      school,
      ENROLLED_AT,
      id,
      'four-for-one',
      JSON.stringify(members),
      LISTED_FROM,
    ])
    log('plan.make', 'childPlan', plan, id, {
      child: id,
      situation: '父母外出，与祖父母同住',
      from: LISTED_FROM,
    })
    log('team.form', 'responsibilityTeam', team, id, {
      child: id,
      scheme: 'four-for-one',
      members,
      from: LISTED_FROM,
    })
  }
  return logged
}
