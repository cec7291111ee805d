import Fastify from 'fastify'
import { createPool } from '../../packages/server/src/platform/db/pool.ts'
import { MONTH, type Row, readFile } from './operations.ts'
import { prepared } from './prepared.ts'
import * as statements from './statements.ts'
import { TODAY } from './world.ts'

/**
 * What a program without rights, masks, encryption or log would do on the same tables: one route each, prepared
 * statements, the same number of connections as Hulei has.
 */
const [, , ownerUrl = ''] = process.argv
const pool = createPool(ownerUrl, { max: 10 })
const run = async (statement: statements.Statement): Promise<readonly Row[]> =>
  (await pool.query<Row>(prepared(statement))).rows

type Query<T extends string> = { Querystring: Record<T, string> }
const app = Fastify({ logger: false })

app.get<Query<'township' | 'village' | 'category'>>('/list', async ({ query }) =>
  run(statements.listPage(query.township, query.village, query.category)),
)
app.get<Query<'township' | 'village' | 'category'>>('/list-plain', async ({ query }) =>
  run(statements.listPagePlain(query.township, query.village, query.category)),
)
app.get<Query<'township' | 'from' | 'below'>>('/search', async ({ query }) =>
  run(statements.nameSearch(query.township, query.from, query.below)),
)
app.get<Query<'township' | 'id'>>('/file', async ({ query }) => {
  const client = await pool.connect()
  try {
    return await readFile(
      async (statement) => (await client.query<Row>(prepared(statement))).rows,
      query.township,
      query.id,
    )
  } finally {
    client.release()
  }
})
app.get<Query<'township'>>('/lights', async ({ query }) =>
  run(statements.countersOfMonth(query.township, MONTH.from, MONTH.to, TODAY)),
)
app.post<{
  Body: { township: string; id: string; child: string; visitedOn: string; answers: object; photos: string[] }
}>('/visit', async ({ body }) => {
  await run(statements.recordVisit({ ...body, photo: body.photos[0] ?? '' }))
  return { id: body.id }
})

const url = await app.listen({ port: 0, host: '127.0.0.1' })
process.send?.({ url })
process.on('disconnect', async () => {
  await app.close()
  await pool.end()
  process.exit(0)
})
