import type pg from 'pg'
import type { System } from '../../packages/server/src/system.ts'
import { MONTH } from './operations.ts'
import * as statements from './statements.ts'
import { householdOf, idOf, TODAY, townshipOf } from './world.ts'

/** Pages of the database that each read touches, in the first township, under the row policies of its office. */
export async function buffersOf(system: System): Promise<Record<string, number>> {
  const township = townshipOf(0)
  const [id, home] = [idOf('child', township, 8), idOf('household', township, householdOf(8))]
  const asked: Record<string, statements.Statement> = {
    list: statements.listPage(township, 'shiqiao', 'left-behind'),
    search: statements.nameSearch(township, 'wangw', 'wangx'),
    child: statements.fileHead(township, id),
    ...statements.fileSections(township, id, home),
    timeline: statements.fileTimeline(township, [id]),
    lights: statements.countersOfMonth(township, MONTH.from, MONTH.to, TODAY),
    contributions: statements.contributionsOfMonth(township, MONTH.from, MONTH.to, TODAY),
  }
  const client = await system.server.scopes.pool.connect()
  try {
    await client.query(
      `BEGIN READ ONLY; SET LOCAL app.township = '${township}'; SET LOCAL app.role = 'office'; SET LOCAL app.unit = 'pingan'`,
    )
    const found: Record<string, number> = {}
    for (const [name, statement] of Object.entries(asked)) found[name] = await touched(client, statement)
    await client.query('ROLLBACK')
    return found
  } finally {
    client.release()
  }
}

type Plan = { readonly 'Shared Hit Blocks': number; readonly 'Shared Read Blocks': number }

async function touched(client: pg.ClientBase, { text, values }: statements.Statement): Promise<number> {
  const explain = () =>
    client.query<{ 'QUERY PLAN': { Plan: Plan }[] }>(`EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${text}`, [
      ...values,
    ])
  // The first time also reads the catalogue.
  await explain()
  const plan = (await explain()).rows[0]?.['QUERY PLAN'][0]?.Plan
  if (!plan) throw new Error('No plan')
  return plan['Shared Hit Blocks'] + plan['Shared Read Blocks']
}
