import {
  type AnyKind,
  child,
  childPlan,
  columnsOf,
  household,
  listing,
  responsibilityTeam,
  tableOf,
  verification,
  visit,
} from '../../packages/core/src/index.ts'

/** One statement and its values; the text is the name under which it is prepared. */
export type Statement = { readonly text: string; readonly values: readonly unknown[] }

const HEAD = ['id', 'version', 'village', 'school', 'unit', 'extra']

/** The columns of a kind as its reads select them. */
function columnsIn(kind: AnyKind, alias: string, withSealed: boolean): string {
  const own = columnsOf(kind).filter(({ storedAs }) => withSealed || storedAs !== 'sealed')
  return [...HEAD, ...own.map(({ column }) => column)].map((column) => `${alias}."${column}"`).join(', ')
}

const childColumns = columnsIn(child, 'r', false)

/** A page of the register: the children of a village under a category, by name. */
export const listPage = (township: string, village: string, category: string): Statement => ({
  text: `SELECT ${childColumns}, r.sort_key AS list_key FROM child r
    WHERE r.township = $1 AND r.left_on IS NULL AND r.village = $2 AND r.categories <> '{}' AND r.categories @> ARRAY[$3]::text[]
    ORDER BY r.sort_key, r.id LIMIT 51`,
  values: [township, village, category],
})

/** The same page where categories stand only in the listings, and rows lie in no order. */
export const listPagePlain = (township: string, village: string, category: string): Statement => ({
  text: `SELECT ${childColumns.replace('r."categories"', 'array_agg(l.category ORDER BY l.category) AS categories')}
    FROM plain.child r JOIN plain.listing l ON l.township = r.township AND l.child = r.id AND l."to" IS NULL
    WHERE r.township = $1 AND r.left_on IS NULL AND r.village = $2 AND EXISTS (
      SELECT FROM plain.listing f WHERE f.township = r.township AND f.child = r.id AND f.category = $3 AND f."to" IS NULL)
    GROUP BY r.township, r.id ORDER BY r.sort_key, r.id LIMIT 51`,
  values: [township, village, category],
})

/** Children of a township by the beginning of a name's pinyin. */
export const nameSearch = (township: string, from: string, below: string): Statement => ({
  text: `SELECT ${childColumns}, r.sort_key AS list_key FROM child r
    WHERE r.township = $1 AND r.left_on IS NULL AND r.id IN (
      SELECT t.id FROM child_token t WHERE t.township = $1 AND t.token >= $2 AND t.token < $3)
    ORDER BY r.sort_key, r.id LIMIT 51`,
  values: [township, from, below],
})

const ofChild =
  (kind: AnyKind, order: string) =>
  (township: string, id: string): Statement => ({
    text: `SELECT ${columnsIn(kind, 'r', true)} FROM ${tableOf(kind)} r
    WHERE r.township = $1 AND r.child = $2 ORDER BY ${order}, r.id LIMIT 200`,
    values: [township, id],
  })

/** The child's own record, with files merged into it. */
export const fileHead = (township: string, id: string): Statement => ({
  text: `SELECT ${columnsIn(child, 'r', true)} FROM child r
    WHERE r.township = $1 AND (r.id = $2 OR r.merged_into = $2) ORDER BY r.received_at, r.id LIMIT 200`,
  values: [township, id],
})

/** The other sections of a child's file, by the name under which the reply has them. */
export const fileSections = (township: string, id: string, home: string): Record<string, Statement> => ({
  household: {
    text: `SELECT ${columnsIn(household, 'r', true)} FROM household r WHERE r.township = $1 AND r.id = $2`,
    values: [township, home],
  },
  siblings: {
    text: `SELECT ${columnsIn(child, 'r', true)} FROM child r
      WHERE r.township = $1 AND r.household = $2 AND r.id <> $3 ORDER BY r.received_at, r.id LIMIT 200`,
    values: [township, home, id],
  },
  listings: ofChild(listing, 'r."from" DESC')(township, id),
  plans: ofChild(childPlan, 'r."from" DESC')(township, id),
  teams: ofChild(responsibilityTeam, 'r."from" DESC')(township, id),
  visits: {
    text: `SELECT ${columnsIn(visit, 'r', true)}, v.seen, v.alone FROM visit_child v
      JOIN visit r ON r.township = v.township AND r.id = v.visit
      WHERE v.township = $1 AND v.child = $2 ORDER BY v.visited_on DESC, r.id LIMIT 200`,
    values: [township, id],
  },
  verifications: ofChild(verification, 'r.verified_on DESC')(township, id),
})

/** What was done to the records of a file, newest first. */
export const fileTimeline = (township: string, records: readonly string[]): Statement => ({
  text: `SELECT l.seq, l.id, l.act, l.actor_name, l.unit, l.happened_at, l.received_at,
      c.kind, c.record, c.subject, c.ordinal, c.body
    FROM act_change c JOIN act_log l ON l.township = c.township AND l.seq = c.seq
    WHERE c.township = $1 AND c.record = ANY($2::uuid[]) ORDER BY l.seq DESC LIMIT 500`,
  values: [township, records],
})

/** A visit and its line in one statement: all that a program without log, chain and counters would write. */
export const recordVisit = (given: {
  township: string
  id: string
  child: string
  visitedOn: string
  answers: object
  photo: string
}): Statement => ({
  text: `WITH c AS (SELECT id, village, household FROM child WHERE township = $1 AND id = $3),
    v AS (INSERT INTO visit (township, id, version, village, received_at, visited_on, household, visitor, outcome,
        at_home_sealed, children, answers_sealed, hazards, told, signature, signer, signature_file, photos)
      SELECT $1, $2, $2, c.village, now(), $4::date, c.household, '王明', 'met', $5, $6::jsonb, $7, '{none}',
        '{drowning,report-line}', 'signed', '李平', ARRAY[$8], ARRAY[$8] FROM c RETURNING id, village)
    INSERT INTO visit_child (township, child, visit, village, visited_on, received_on, outcome, counts, is_complete, seen, alone)
    SELECT $1, $3, v.id, v.village, $4::date, $4::date, 'met', true, true, true, false FROM v`,
  values: [
    given.township,
    given.id,
    given.child,
    given.visitedOn,
    Buffer.from('祖父'),
    JSON.stringify([{ child: given.child, seen: true, alone: false }]),
    Buffer.from(JSON.stringify(given.answers)),
    given.photo,
  ],
})

/** What was counted of a township in windows that touch a month, as it was known on a day: the rows of each or their sums. */
const counted =
  (table: string) =>
  (township: string, from: string, to: string, asOf: string): Statement => ({
    text: `SELECT w.measure, w.params, w.window_kind, w.window_key, c.village, c.unit,
      sum(c.due)::int AS due, sum(c.done)::int AS done, sum(c.late)::int AS late
    FROM duty_window w JOIN ${table} c ON c.township = w.township
      AND (c.measure, c.params, c.window_kind, c.window_key) = (w.measure, w.params, w.window_kind, w.window_key)
    WHERE w.township = $1 AND w.window_from <= $3::date AND w.window_to >= $2::date AND c.known_on <= $4::date
    GROUP BY 1, 2, 3, 4, 5, 6`,
    values: [township, from, to, asOf],
  })
export const contributionsOfMonth = counted('duty_contribution')
export const countersOfMonth = counted('duty_total')
