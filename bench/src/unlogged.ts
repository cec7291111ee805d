import type pg from 'pg'
import { TODAY } from './world.ts'

/**
 * Takes away the visits that the bare program and the SQL alone have written: no act made them, so counters know
 * nothing of them and no data key opens them.
 */
export async function removeUnlogged(owner: pg.Pool): Promise<void> {
  await owner.query(
    `WITH unlogged AS (
       SELECT v.township, v.id FROM visit v WHERE v.visited_on = $1
         AND NOT EXISTS (SELECT FROM act_log l WHERE l.township = v.township AND l.id = v.id)
     ), lines AS (
       DELETE FROM visit_child c USING unlogged u WHERE c.township = u.township AND c.visit = u.id
     )
     SELECT`,
    [TODAY],
  )
  await owner.query(
    `DELETE FROM visit v WHERE v.visited_on = $1
       AND NOT EXISTS (SELECT FROM act_log l WHERE l.township = v.township AND l.id = v.id)`,
    [TODAY],
  )
}
