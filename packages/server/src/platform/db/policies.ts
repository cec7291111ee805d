import { type AnyKind, type Grant, snakeCase, staffRoles, tableOf } from '@hulei/core'

/**
 * The row policies of a kind's table (or of a table that carries the same owner columns), as SQL, from its declared owners, readers and writers. `hulei kinds sql` prints them,
 * migrations carry them, and a test compares what the database has with what is declared here.
 *
 * Every setting is read in a sub-select without row references, which PostgreSQL evaluates once per statement.
 * app.villages, app.school and app.remits are set only for actors whose role gives them meaning (scope.ts).
 */
export function policiesOf(kind: AnyKind, table = tableOf(kind)): string {
  const ownTownship = `township = (SELECT current_setting('app.township', true))`
  const matter = matterColumn(kind)
  const readers = grantsSql(kind.readers, matter)
  const writers = grantsSql(kind.writers, matter)
  const references = table === tableOf(kind) ? referencesSql(kind) : ''
  return [
    `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;`,
    `ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;`,
    `CREATE POLICY readers ON ${table} FOR SELECT TO hulei_app`,
    `  USING (${ownTownship} AND (${readers}));`,
    ...(kind.drafts && table === tableOf(kind) ? draftsPolicy(kind.drafts, table) : []),
    ...(matter ? leftOutPolicy(matter, table) : []),
    `CREATE POLICY writers ON ${table} FOR INSERT TO hulei_app`,
    `  WITH CHECK (${ownTownship} AND (${writers})${references});`,
    `CREATE POLICY amenders ON ${table} FOR UPDATE TO hulei_app`,
    `  USING (${ownTownship} AND (${writers}))`,
    `  WITH CHECK (${ownTownship} AND (${writers})${references});`,
    `GRANT SELECT, INSERT, UPDATE ON ${table} TO hulei_app;`,
  ].join('\n')
}

/** On top of the readers: rows that are no drafts, except for the roles that see them. */
const draftsPolicy = ({ field, is, readers }: NonNullable<AnyKind['drafts']>, table: string): string[] => [
  `CREATE POLICY drafts ON ${table} AS RESTRICTIVE FOR SELECT TO hulei_app`,
  `  USING (${snakeCase(field)} <> ${literal(is)} OR ${grantsSql(readers)});`,
]

/**
 * Below everything else: rows of a matter out of which the actor is left. The list of those matters is gathered once a
 * statement; for nearly everybody it is empty.
 */
const leftOutPolicy = (matter: string, table: string): string[] => [
  `CREATE POLICY left_out ON ${table} AS RESTRICTIVE TO hulei_app`,
  `  USING ((SELECT current_setting('app.role', true) = 'system')`,
  `    OR ${matter} <> ALL (ARRAY(SELECT e.matter FROM matter_exclusion e)));`,
]

/** The column that says to which matter a row belongs; undefined for kinds that belong to none. */
const matterColumn = (kind: AnyKind): string | undefined =>
  kind.matter === undefined ? undefined : kind.matter === 'self' ? 'id' : snakeCase(kind.matter)

/** Grants that are no role and no remit. */
const tied: ReadonlySet<Grant> = new Set<Grant>([
  'own-village',
  'own-school',
  'own-unit',
  'own-staff',
  'own-account',
  'own-report',
  'assigned',
  'rescuing',
  'rescued',
  'opened',
])

/** The condition that one of the grants holds; `system`, which runs jobs, always does. */
export function grantsSql(grants: readonly Grant[], matter = 'id'): string {
  const named = grants.filter((grant) => !tied.has(grant) && !grant.startsWith('remit:'))
  const remits = grants.filter((grant) => grant.startsWith('remit:')).map((grant) => grant.slice(6))
  const conditions = [
    `(SELECT current_setting('app.role', true) IN (${[...named, 'system'].map(literal).join(', ')}))`,
  ]
  if (remits.length > 0) {
    conditions.push(
      `(SELECT string_to_array(current_setting('app.remits', true), ',') && ARRAY[${remits.map(literal).join(', ')}])`,
    )
  }
  if (grants.includes('own-village')) {
    conditions.push(
      `village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[])`,
    )
  }
  if (grants.includes('own-school')) {
    conditions.push(`school = (SELECT nullif(current_setting('app.school', true), ''))`)
  }
  if (grants.includes('own-unit'))
    conditions.push(`unit = (SELECT nullif(current_setting('app.unit', true), ''))`)
  if (grants.includes('own-staff'))
    conditions.push(
      `((SELECT current_setting('app.role', true) IN (${staffRoles.map(literal).join(', ')})) AND unit = (SELECT nullif(current_setting('app.unit', true), '')))`,
    )
  const ownAccount = `(SELECT nullif(current_setting('app.account', true), ''))`
  if (grants.includes('own-account')) conditions.push(`account = ${ownAccount}`)
  if (grants.includes('own-report')) conditions.push(`reported_by = ${ownAccount}`)
  const assignedTo = (more = '') =>
    `ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = ${ownAccount} AND a.ended_on IS NULL${more})`
  if (grants.includes('assigned'))
    conditions.push(`${matter} = ANY (${assignedTo(` AND a.extent = 'whole'`)})`)
  if (grants.includes('rescuing')) conditions.push(`${matter} = ANY (${assignedTo()})`)
  if (grants.includes('rescued')) {
    conditions.push(
      `id = ANY (ARRAY(SELECT p.person FROM rescue_plan p WHERE p.township = (SELECT current_setting('app.township', true)) AND p.closed_on IS NULL AND p.matter = ANY (${assignedTo()})))`,
    )
  }
  if (grants.includes('opened')) {
    conditions.push(
      `id = ANY (ARRAY(SELECT o.file FROM seal_opening o WHERE o.township = (SELECT current_setting('app.township', true)) AND o.account = ${ownAccount} AND o.until > now()))`,
    )
  }
  return conditions.join(' OR ')
}

/** A row may refer only to records that its writer can see: the sub-select is under that register's own policy. */
function referencesSql(kind: AnyKind): string {
  const table = tableOf(kind)
  return Object.entries(kind.fields)
    .filter(([, field]) => field.type === 'ref')
    .map(([name, field]) => {
      const column = snakeCase(name)
      const target = snakeCase(field.refersTo ?? '')
      const exists = `EXISTS (SELECT FROM ${target} t WHERE t.township = ${table}.township AND t.id = ${table}.${column})`
      // A table's own policy cannot read the table itself; the act checks such references in the actor's scope.
      if (target === table) return ''
      return field.isOptional ? ` AND (${column} IS NULL OR ${exists})` : ` AND ${exists}`
    })
    .join('')
}

const literal = (text: string) => `'${text.replaceAll("'", "''")}'`
