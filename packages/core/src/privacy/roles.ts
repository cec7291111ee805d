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

/**
 * One grant of a declaration: a role, a remit of the actor's unit, or ownership.
 * `own-village`: the row's village is one of the post's. `own-school`, `own-unit`: likewise.
 */
export type Grant = Role | `remit:${Remit}` | 'own-village' | 'own-school' | 'own-unit'

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

/** Whether one of the grants holds for this actor and place. The database's policies state the same rule in SQL. */
export function isGranted(grants: readonly Grant[], actor: Actor, place: Place = {}): boolean {
  return grants.some((grant) => {
    if (grant === 'own-village') {
      return actor.role === 'village' && !!place.village && actor.villages.includes(place.village)
    }
    if (grant === 'own-school')
      return actor.role === 'school' && !!place.school && actor.school === place.school
    if (grant === 'own-unit') return actsForUnit(actor.role) && !!place.unit && actor.unit === place.unit
    if (grant.startsWith('remit:')) return actor.role === 'officer' && actor.remits.includes(grant.slice(6))
    return actor.role === grant
  })
}

/** Whether one of the grants could hold for this actor in some place: what a menu shows, and the first check of an act. */
export function mayBeGranted(grants: readonly Grant[], actor: Actor): boolean {
  const somewhere = { village: actor.villages[0] ?? null, school: actor.school, unit: actor.unit }
  return isGranted(grants, actor, somewhere)
}
