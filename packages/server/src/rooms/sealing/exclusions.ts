import { sql } from 'kysely'
import { asSystem, type Scoped, type Transaction } from '../../platform/db/scope.ts'

/** Whom a matter leaves out: exactly one of these. */
export type LeftOut =
  | { readonly account: string }
  | { readonly role: string }
  | { readonly unit: string }
  | { readonly village: string }
  | { readonly school: string }

/** Leaves people out of a matter, and of all that belongs to it (a lead's case, cases of one suspect), from now on. */
export async function leaveOutOf(tx: Transaction, matter: string, whom: readonly LeftOut[]): Promise<void> {
  if (whom.length === 0) return
  const township = tx.actor.township
  await asSystem(tx, async () => {
    const column = (name: string) => whom.map((each) => (each as Record<string, string>)[name] ?? null)
    await sql`
      INSERT INTO matter_exclusion (township, id, matter, account, role, unit, village, school)
      SELECT ${township}, gen_random_uuid(), m.matter, x.account, x.role, x.unit, x.village, x.school
      FROM (SELECT ${matter}::uuid UNION SELECT other FROM (${linkedTo(township, matter)}) l) AS m (matter)
      CROSS JOIN unnest(${column('account')}::text[], ${column('role')}::text[], ${column('unit')}::text[],
        ${column('village')}::text[], ${column('school')}::text[]) AS x (account, role, unit, village, school)`.execute(
      tx.db,
    )
  })
}

/** Every matter that belongs to one, directly or through others. */
export const linkedTo = (township: string, matter: string) => sql`
  WITH RECURSIVE linked (other) AS (
    SELECT other FROM matter_link WHERE township = ${township} AND matter = ${matter}
    UNION SELECT k.other FROM matter_link k JOIN linked ON k.matter = linked.other WHERE k.township = ${township}
  ) SELECT other FROM linked WHERE other <> ${matter}`

/**
 * Says that two matters belong together: whoever is left out of either is from now on left out of both, and of whatever
 * else belongs to them.
 */
export async function linkMatters(tx: Transaction, matter: string, other: string): Promise<void> {
  const township = tx.actor.township
  await asSystem(tx, async () => {
    await sql`
      INSERT INTO matter_link (township, matter, other)
      VALUES (${township}, ${matter}, ${other}), (${township}, ${other}, ${matter}) ON CONFLICT DO NOTHING`.execute(
      tx.db,
    )
    await sql`
      WITH every (matter) AS (SELECT ${matter}::uuid UNION SELECT other FROM (${linkedTo(township, matter)}) l),
        whom AS (
          SELECT DISTINCT e.account, e.role, e.unit, e.village, e.school FROM matter_exclusion e
          JOIN every USING (matter) WHERE e.township = ${township}
        )
      INSERT INTO matter_exclusion (township, id, matter, account, role, unit, village, school)
      SELECT ${township}, gen_random_uuid(), every.matter, w.account, w.role, w.unit, w.village, w.school
      FROM every CROSS JOIN whom w
      WHERE NOT EXISTS (
        SELECT FROM matter_exclusion h WHERE h.township = ${township} AND h.matter = every.matter
          AND (h.account, h.role, h.unit, h.village, h.school)
            IS NOT DISTINCT FROM (w.account, w.role, w.unit, w.village, w.school))`.execute(tx.db)
  })
}

/** Somebody who holds a post today. */
export type Holder = {
  readonly post: string
  readonly account: string
  readonly holder: string
  readonly title: string
  readonly role: string
  readonly unit: string
  readonly villages: readonly string[]
  readonly school: string | null
  readonly leadingPost: string | null
}

/** Reads as the system, whatever the actor may see; nothing is written in it, so a reading's scope will do. */
const reading = (scope: Scoped, run: () => Promise<void>): Promise<void> =>
  asSystem(scope as Transaction, run)

/** Posts in force today, as the system reads them: who may be assigned, told, or left out. */
export async function postsInForce(
  scope: Scoped,
  where: { readonly post?: string; readonly holder?: string; readonly role?: string; readonly unit?: string },
): Promise<readonly Holder[]> {
  let found: readonly Holder[] = []
  await reading(scope, async () => {
    const { rows } = await sql<Holder>`
      SELECT id AS post, account, holder, title, role, post_unit AS unit, villages, at_school AS school,
        leading_post AS "leadingPost"
      FROM post
      WHERE township = ${scope.actor.township} AND "from" <= ${scope.today}::date AND ("to" IS NULL OR "to" >= ${scope.today}::date)
        AND (${where.post ?? null}::uuid IS NULL OR id = ${where.post ?? null}::uuid)
        AND (${where.holder ?? null}::text IS NULL OR holder = ${where.holder ?? null})
        AND (${where.role ?? null}::text IS NULL OR role = ${where.role ?? null})
        AND (${where.unit ?? null}::text IS NULL OR post_unit = ${where.unit ?? null})
      ORDER BY title, id`.execute(scope.db)
    found = rows
  })
  return found
}

/** Of some posts, those that a matter does not leave out. */
export async function withoutLeftOut<
  H extends Pick<Holder, 'account' | 'role' | 'unit' | 'villages' | 'school'>,
>(scope: Scoped, matter: string, holders: readonly H[]): Promise<readonly H[]> {
  let lines: readonly Record<'account' | 'role' | 'unit' | 'village' | 'school', string | null>[] = []
  await reading(scope, async () => {
    const { rows } = await sql<(typeof lines)[number]>`
      SELECT account, role, unit, village, school FROM matter_exclusion
      WHERE township = ${scope.actor.township} AND matter = ${matter}`.execute(scope.db)
    lines = rows
  })
  return holders.filter(
    (holder) =>
      !lines.some(
        (line) =>
          line.account === holder.account ||
          line.role === holder.role ||
          line.unit === holder.unit ||
          (line.school !== null && line.school === holder.school) ||
          (line.village !== null && holder.villages.includes(line.village)),
      ),
  )
}
