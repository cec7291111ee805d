import { type AnyKind, type Grant, snakeCase, tableOf } from '@hulei/core'

/**
 * The row policies of a kind's table (or of a table that carries the same owner columns), as SQL, from its declared owners, readers and writers. `hulei kinds sql` prints them,
 * migrations carry them, and a test compares what the database has with what is declared here.
 *
 * Every setting is read in a sub-select without row references, which PostgreSQL evaluates once per statement.
 * app.villages, app.school and app.remits are set only for actors whose role gives them meaning (scope.ts).
 */
export function policiesOf(kind: AnyKind, table = tableOf(kind)): string {
  const ownTownship = `township = (SELECT current_setting('app.township', true))`
  const readers = grantsSql(kind.readers)
  const writers = grantsSql(kind.writers)
  const references = table === tableOf(kind) ? referencesSql(kind) : ''
  return [
    `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;`,
    `ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;`,
    `CREATE POLICY readers ON ${table} FOR SELECT TO hulei_app`,
    `  USING (${ownTownship} AND (${readers}));`,
    ...(kind.drafts && table === tableOf(kind) ? draftsPolicy(kind.drafts, table) : []),
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

/** The condition that one of the grants holds; `system`, which runs jobs, always does. */
export function grantsSql(grants: readonly Grant[]): string {
  const named = grants.filter((grant) => !grant.startsWith('own-') && !grant.startsWith('remit:'))
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
