/**
 * Who acts, and what a declaration may grant.
 *
 * A person holds posts; a post has exactly one role. Rights are never given to people, units by name or places
 * in code: kinds and acts grant to *roles*, to *remits* (what a unit of the playbook is charged with) and to
 * *ownership* (the actor's own village, school or unit). So another township's playbook needs no code.
 */
export const roles = {
  village: { title: '村干部', secondFactor: false },
  officer: { title: '部门专干', secondFactor: false },
  office: { title: '平安办', secondFactor: true },
  school: { title: '学校', secondFactor: false },
  police: { title: '派出所', secondFactor: true },
  leader: { title: '镇领导', secondFactor: true },
  discipline: { title: '纪委', secondFactor: true },
  auditor: { title: '审计', secondFactor: true },
  administrator: { title: '系统管理员', secondFactor: true },
  county: { title: '县级查看', secondFactor: false },
  /** Outside the township: gets what concerns one of its own people (`contacts.outside` of the playbook). */
  outside: { title: '镇外受理', secondFactor: true },
  system: { title: '系统', secondFactor: false },
  public: { title: '群众', secondFactor: false },
} as const satisfies Record<string, { title: string; secondFactor: boolean }>

export type Role = keyof typeof roles

/** Roles that a post may have; `system` (a job) and `public` (a reporter) act without one. */
export const postRoles = (Object.keys(roles) as Role[]).filter(
  (role) => role !== 'system' && role !== 'public',
)

/** What a unit of the playbook is charged with; a unit may have several. The words are the plan's own fields of work. */
export const remits = {
  welfare: '民政',
  education: '教育',
  women: '妇联',
  youth: '团委',
  elders: '关工委',
  justice: '司法',
  court: '法庭',
  health: '卫健',
  market: '市场监管',
  labour: '人社',
  publicity: '宣传',
  transport: '交通运输',
  traffic: '交警',
  urban: '综合执法',
  finance: '财政',
  party: '党政办',
} as const satisfies Record<string, string>

export type Remit = keyof typeof remits

/** Roles that do their unit's work. Others sit in a unit too, but see none of its records by that. */
const unitRoles: ReadonlySet<Role> = new Set<Role>([
  'village',
  'officer',
  'office',
  'school',
  'police',
  'leader',
  'discipline',
])
export const actsForUnit = (role: Role): boolean => unitRoles.has(role)

/** Roles whose people are a unit's own, and do not only sit under it as a school under education or a leader under an office. */
export const staffRoles: readonly Role[] = ['officer', 'office', 'police', 'discipline']

/** Roles whose people can be assigned to a matter by name. */
export const actsOnMatters = (role: Role): boolean => unitRoles.has(role) || role === 'outside'

/**
 * One grant of a declaration: a role, a remit of the actor's unit, or ownership.
 * `own-village`: the row's village is one of the post's. `own-school`, `own-unit`: likewise. `own-staff`: as `own-unit`, for
 * the unit's own people alone, and not for schools, villages or leaders who sit under it.
 * `own-account`: the row's `account` is the actor's. Of matters: `assigned`: assigned to the whole of the row's matter by name;
 * `rescuing`: assigned to it by name, be it for its rescue alone; `rescued`: the row is a person whose rescue plan is under way
 * in a matter to which the actor is so assigned; `opened`: the sealed file was opened by the actor, and the time for it is not
 * over; `own-report`: reported by the actor.
 */
export type Grant =
  | Role
  | `remit:${Remit}`
  | 'own-village'
  | 'own-school'
  | 'own-unit'
  | 'own-staff'
  | 'own-account'
  | 'assigned'
  | 'rescuing'
  | 'rescued'
  | 'opened'
  | 'own-report'

/** The post under which somebody acts, as the database sees it. */
export type Actor = {
  readonly township: string
  readonly account: string
  readonly post: string
  readonly name: string
  readonly role: Role
  readonly unit: string
  readonly villages: readonly string[]
  readonly school: string | null
  readonly remits: readonly string[]
}

/** Where a row belongs. Absent or null: it belongs to the township as a whole. */
export type Place = {
  readonly village?: string | null
  readonly school?: string | null
  readonly unit?: string | null
}

/**
 * What else ties a row to an actor: whose it is, and whether the actor is assigned to its matter, to the whole of it or to its
 * rescue alone, as the database says.
 */
export type Tie = {
  readonly account?: string | null
  readonly isAssigned?: boolean
  readonly isRescuing?: boolean
}

/** Grants that the database alone knows: it shows no other rows. */
const shownByDatabase: ReadonlySet<Grant> = new Set<Grant>(['rescued', 'opened', 'own-report'])

/** Whether one of the grants holds for this actor and place. The database's policies state the same rule in SQL. */
export function isGranted(grants: readonly Grant[], actor: Actor, place: Place & Tie = {}): boolean {
  return grants.some((grant) => {
    if (grant === 'assigned') return place.isAssigned === true
    if (grant === 'rescuing') return place.isAssigned === true || place.isRescuing === true
    if (grant === 'own-account') return !!place.account && place.account === actor.account
    if (shownByDatabase.has(grant)) return true
    if (grant === 'own-village') {
      return actor.role === 'village' && !!place.village && actor.villages.includes(place.village)
    }
    if (grant === 'own-school')
      return actor.role === 'school' && !!place.school && actor.school === place.school
    if (grant === 'own-unit') return actsForUnit(actor.role) && !!place.unit && actor.unit === place.unit
    if (grant === 'own-staff')
      return staffRoles.includes(actor.role) && !!place.unit && actor.unit === place.unit
    if (grant.startsWith('remit:')) return actor.role === 'officer' && actor.remits.includes(grant.slice(6))
    return actor.role === grant
  })
}

/** Whether one of the grants could hold for this actor in some place: what a menu shows, and the first check of an act. */
export function mayBeGranted(grants: readonly Grant[], actor: Actor): boolean {
  const somewhere = {
    village: actor.villages[0] ?? null,
    school: actor.school,
    unit: actor.unit,
    account: actsOnMatters(actor.role) ? actor.account : null,
    isAssigned: actsOnMatters(actor.role),
  }
  return isGranted(
    grants.filter((grant) => !shownByDatabase.has(grant) || actsOnMatters(actor.role)),
    actor,
    somewhere,
  )
}
