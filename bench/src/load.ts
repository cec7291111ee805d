import type pg from 'pg'
import { createPool } from '../../packages/server/src/platform/db/pool.ts'
import { fullCounts, type OpenWindow, openWindows } from './full-count.ts'
import { HttpConnection } from './http-client.ts'
import { MONTH, type OperationName, question, type Row, type World } from './operations.ts'
import { readPlaybook } from './playbook.ts'
import { prepared } from './prepared.ts'
import type { Statement } from './statements.ts'
import { townshipOf } from './world.ts'

/**
 * `hulei`: over Hulei's HTTP; `bare`: the same question to the bare program; `direct`: the SQL alone; `plain`: the
 * list page of the bare program on the plain layout; `full`: the month of duties counted from the records.
 */
export type Variant = 'hulei' | 'bare' | 'direct' | 'plain' | 'full'
export type Task = {
  readonly operation: OperationName
  readonly variant: Variant
  readonly connections: number
  readonly millis: number
  /** Where drawing goes on, so that rounds of all variants ask the same questions. */
  readonly from: number
}
export type Result = { readonly done: number; readonly millis: number; readonly failed: readonly string[] }

type Asker = { ask(ordinal: number): Promise<void>; close(): void | Promise<void> }

/** Asks as often as `connections` can within the time, one question at a time on each. */
export async function load(task: Task, world: World): Promise<Result> {
  const askers = await openAskers(task, world)
  const failed: string[] = []
  let next = task.from
  let done = 0
  const started = performance.now()
  const end = started + task.millis
  await Promise.all(
    askers.map(async (asker) => {
      while (performance.now() < end && failed.length < 5) {
        try {
          await asker.ask(next++)
          done++
        } catch (error) {
          failed.push(error instanceof Error ? error.message : String(error))
        }
      }
    }),
  )
  const millis = performance.now() - started
  for (const asker of askers) await asker.close()
  return { done, millis, failed }
}

async function openAskers(task: Task, world: World): Promise<Asker[]> {
  const { operation, variant, connections } = task
  if (variant === 'direct' || variant === 'full') {
    const pool = createPool(world.ownerUrl, { max: connections })
    const counts = variant === 'full' ? await countsOfTownships(pool, world) : []
    const clients = await Promise.all(Array.from({ length: connections }, () => pool.connect()))
    return clients.map((client, index) => {
      const run = async (statement: Statement) => (await client.query<Row>(prepared(statement))).rows
      return {
        async ask(ordinal) {
          if (variant === 'direct') await question(operation, ordinal, world).direct(run)
          else await Promise.all((counts[ordinal % counts.length] ?? []).map(run))
        },
        async close() {
          client.release()
          if (index === connections - 1) await pool.end()
        },
      }
    })
  }
  const isHulei = variant === 'hulei'
  return Array.from({ length: connections }, () => {
    const connection = new HttpConnection(isHulei ? world.huleiUrl : world.bareUrl)
    return {
      async ask(ordinal) {
        const asked = question(operation, ordinal, world)
        const request = isHulei ? asked.hulei : asked.bare
        const path = variant === 'plain' ? request.path.replace('/list?', '/list-plain?') : request.path
        const { status, body } = await connection.send({ ...request, path })
        if (status !== 200) throw new Error(`${request.path}: ${status} ${body.toString().slice(0, 300)}`)
      },
      close: () => connection.close(),
    }
  })
}

/** The full count of the month, for each township. */
async function countsOfTownships(pool: pg.Pool, { size }: World): Promise<Statement[][]> {
  const townships = Array.from({ length: size.townships }, (_, index) => townshipOf(index))
  const { rows } = await pool.query<OpenWindow>(prepared(openWindows(townships, MONTH.from, MONTH.to)))
  const playbook = await readPlaybook()
  return townships.map((township) =>
    fullCounts(
      rows.filter((row) => row.township === township),
      playbook,
    ),
  )
}

let world: World | undefined
process.on('message', async (message: { world: World } | { task: Task }) => {
  if ('world' in message) world = message.world
  else if (world) process.send?.(await load(message.task, world))
})
process.on('disconnect', () => process.exit(0))
