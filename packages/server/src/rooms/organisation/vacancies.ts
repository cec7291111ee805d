import type { Playbook } from '@hulei/core'
import { sql } from 'kysely'
import type { Scoped } from '../../platform/db/scope.ts'
import { mobileOf } from '../../platform/notify/index.ts'

/**
 * A post without which a lead may reach nobody. `outside`: whoever takes what concerns one of the township's own; `leading`:
 * a head or deputy of the leading group, by the plan's title.
 */
export type Vacancy =
  | { readonly what: 'outside'; readonly isTexted: boolean }
  | { readonly what: 'leading'; readonly title: string }

/** Which of these posts nobody holds today. */
export async function vacanciesOf(
  scope: Scoped,
  { leadingGroup, contacts }: Pick<Playbook, 'leadingGroup' | 'contacts'>,
): Promise<readonly Vacancy[]> {
  const { rows } = await sql<{ role: string; leading_post: string | null }>`
    SELECT DISTINCT role, leading_post FROM post
    WHERE township = ${scope.actor.township} AND "from" <= ${scope.today}::date
      AND ("to" IS NULL OR "to" >= ${scope.today}::date)`.execute(scope.db)
  const leading = (leadingGroup ?? []).filter(
    ({ id, rank }) => rank !== 'member' && !rows.some((row) => row.leading_post === id),
  )
  return [
    ...(rows.some((row) => row.role === 'outside')
      ? []
      : [
          { what: 'outside' as const, isTexted: contacts ? mobileOf(contacts.outside) !== undefined : false },
        ]),
    ...leading.map(({ title }) => ({ what: 'leading' as const, title })),
  ]
}
