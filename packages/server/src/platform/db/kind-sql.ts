import { type AnyKind, columnsOf, snakeCase, tableOf } from '@hulei/core'
import { policiesOf } from './policies.ts'

/** Column types of the stored forms. */
export const columnTypes = {
  text: 'text',
  'text[]': 'text[]',
  date: 'date',
  timestamptz: 'timestamp with time zone',
  boolean: 'boolean',
  integer: 'integer',
  uuid: 'uuid',
  'uuid[]': 'uuid[]',
  jsonb: 'jsonb',
  sealed: 'bytea',
} as const

/** Columns that the table of every kind has; `version` is the id of the act that made the row so. */
export const headColumns = {
  township: 'text',
  id: 'uuid',
  version: 'uuid',
  village: 'text',
  school: 'text',
  unit: 'text',
  extra: 'jsonb',
  received_at: 'timestamp with time zone',
} as const

const ownerColumns = {
  township: [],
  village: ['village'],
  school: ['school'],
  unit: ['unit'],
  'village+school': ['village'],
  'unit-or-village': [],
}

/** The table, grants and row policies of a kind as a new migration begins with them; indexes are added by hand. */
export function kindSql(kind: AnyKind): string {
  const table = tableOf(kind)
  const owner: readonly string[] = ownerColumns[kind.owner]
  const head = Object.entries(headColumns).map(([column, type]) => {
    const isRequired = ['township', 'id', 'version', 'extra', 'received_at', ...owner].includes(column)
    const unused = column === 'extra' ? ` NOT NULL DEFAULT '{}'` : isRequired ? ' NOT NULL' : ''
    return `  ${column} ${type}${unused}`
  })
  const fields = columnsOf(kind).flatMap(({ field, column, storedAs }) => {
    const declared = kind.fields[field]
    if (!declared) return []
    const presence = declared.isOptional
      ? ''
      : storedAs.endsWith('[]')
        ? ` NOT NULL DEFAULT '{}'`
        : ' NOT NULL'
    const own = `  ${identifier(column)} ${columnTypes[storedAs]}${presence}`
    return declared.type === 'residentId' ? [own, `  ${snakeCase(field)}_hash bytea`] : [own]
  })
  const sortKey = hasSearch(kind) ? ['  sort_key text COLLATE "C" NOT NULL'] : []
  const references = Object.entries(kind.fields)
    .filter(([, field]) => field.type === 'ref')
    .map(
      ([name, field]) =>
        `  FOREIGN KEY (township, ${snakeCase(name)}) REFERENCES ${snakeCase(field.refersTo ?? '')} (township, id)`,
    )
  const lines = [...head, ...sortKey, ...fields, '  PRIMARY KEY (township, id)', ...references]
  return [
    `CREATE TABLE ${table} (\n${lines.join(',\n')}\n);`,
    `COMMENT ON TABLE ${table} IS '${kind.title}: ${kind.purpose} (${kind.basis})';`,
    policiesOf(kind),
    hasSearch(kind) ? tokenSql(kind) : '',
  ].join('\n')
}

// The reserved words of PostgreSQL that fields are named by.
const identifier = (column: string) =>
  ['from', 'to', 'window', 'group'].includes(column) ? `"${column}"` : column

export const hasSearch = (kind: AnyKind): boolean =>
  Object.values(kind.fields).some((field) => field.search === 'pinyin')

/** The token table of a kind that is searched by name or pinyin: it carries the owner columns, and so the same policies. */
function tokenSql(kind: AnyKind): string {
  const table = tableOf(kind)
  return `
CREATE TABLE ${table}_token (
  township text NOT NULL,
  token text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  village text,
  school text,
  unit text,
  PRIMARY KEY (township, token, id),
  FOREIGN KEY (township, id) REFERENCES ${table} (township, id)
);
COMMENT ON TABLE ${table}_token IS 'Search of ${table} by name: characters, full pinyin and initials from each syllable on, read by ranges over COLLATE "C" since LIKE is not leakproof under row policies.';
-- Replacing a row''s tokens.
CREATE INDEX ${table}_token_id ON ${table}_token (township, id);
${policiesOf(kind, `${table}_token`)}
GRANT DELETE ON ${table}_token TO hulei_app;
CREATE POLICY removers ON ${table}_token FOR DELETE TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)));`
}
