import type pg from 'pg'
import { createPool } from '../../packages/server/src/platform/db/pool.ts'
import { fullCounts, type OpenWindow, openWindows } from './full-count.ts'
import { HttpConnection } from './http-client.ts'
import { MONTH, type OperationName, question, type Row, readFile, type World } from './operations.ts'
import { readPlaybook } from './playbook.ts'
import { prepared } from './prepared.ts'
import { contributionsOfMonth, countersOfMonth, listPagePlain, type Statement } from './statements.ts'
import { removeUnlogged } from './unlogged.ts'
import { type Size, TODAY, townshipOf } from './world.ts'

/** What was compared, and over how many rows. */
export type Agreed = { readonly operation: OperationName; readonly what: string; readonly rows: number }

type Json = Record<string, unknown>

/**
 * Asks the same of every variant and throws unless they answer the same: before anything is timed, and in the test.
 * Sealed fields are compared by their being there; the bare program cannot read them.
 */
export async function agree(
  world: World,
  operations: readonly OperationName[],
  samples: number,
): Promise<Agreed[]> {
  const pool = createPool(world.ownerUrl, { max: 2 })
  const run = async (statement: Statement) => (await pool.query<Row>(prepared(statement))).rows
  const [hulei, bare] = [new HttpConnection(world.huleiUrl), new HttpConnection(world.bareUrl)]
  const asked = async (connection: HttpConnection, request: Parameters<HttpConnection['send']>[0]) => {
    const { status, body } = await connection.send(request)
    if (status !== 200) throw new Error(`${request.path}: ${status} ${body}`)
    return JSON.parse(body.toString()) as Json
  }
  try {
    const agreed: Agreed[] = []
    for (const operation of operations) {
      let rows = 0
      for (let ordinal = 0; ordinal < samples; ordinal++) {
        const each = question(operation, ordinal, world)
        const ours = await asked(hulei, each.hulei)
        const theirs = await asked(
          bare,
          operation === 'visit' ? question(operation, ordinal, world).bare : each.bare,
        )
        rows += await compare[operation]({ ours, theirs, run, path: each.bare.path })
      }
      if (rows === 0) throw new Error(`${operation}: nothing was compared`)
      agreed.push({ operation, what: 'Hulei, bare program and SQL', rows })
    }
    return agreed
  } finally {
    hulei.close()
    bare.close()
    await pool.end()
  }
}

type Given = {
  readonly ours: Json
  readonly theirs: Json
  readonly run: (statement: Statement) => Promise<readonly Row[]>
  readonly path: string
}

const same = (what: string, left: unknown, right: unknown): void => {
  const [a, b] = [JSON.stringify(left), JSON.stringify(right)]
  if (a !== b) throw new Error(`${what} differ:\n${a?.slice(0, 600)}\n${b?.slice(0, 600)}`)
}
const idsOf = (rows: unknown) => (rows as { id: string }[]).map((row) => row.id)

const compare: Record<OperationName, (given: Given) => Promise<number>> = {
  async list({ ours, theirs, run, path }) {
    const { township, village, category } = Object.fromEntries(new URL(path, 'http://x').searchParams)
    const plain = await run(listPagePlain(township ?? '', village ?? '', category ?? ''))
    const page = ours.rows as Row[]
    const bare = (theirs as unknown as Row[]).slice(0, 50)
    same('Children of a page', idsOf(page), idsOf(bare))
    same('Children of the plain layout', idsOf(page), idsOf(plain.slice(0, 50)))
    const categories = (rows: readonly Row[]) => rows.map((row) => (row.categories as string[]).toSorted())
    same('Categories', categories(page), categories(plain.slice(0, 50)))
    same(
      'Names',
      page.map((row) => row.name),
      bare.map((row) => row.name),
    )
    return page.length
  },
  async search({ ours, theirs }) {
    same('Children found', idsOf(ours.rows), idsOf(theirs).slice(0, 50))
    return idsOf(ours.rows).length
  },
  async file({ ours, run, path }) {
    const { township = '', id = '' } = Object.fromEntries(new URL(path, 'http://x').searchParams)
    const { child, sections, timeline } = await readFile(run, township, id)
    same('Child', (ours.child as Json).id, child?.id)
    const file: Record<string, unknown> = { ...ours, household: [ours.household] }
    for (const [name, rows] of Object.entries(sections)) same(name, idsOf(file[name]), idsOf(rows))
    same('Acts', idsOf(ours.timeline), idsOf(timeline))
    const sealed = (file.visits as { answers: unknown }[]).filter((visit) => visit.answers === null)
    if (sealed.length > 0) throw new Error('A visit was not decrypted')
    return 1 + timeline.length
  },
  async lights({ ours, theirs }) {
    const counted = theirs as unknown as { measure: string; village: string; due: number; done: number }[]
    const lights = ours.lights as {
      duty: string
      village: string | null
      parts?: { due: number; done: number }[]
    }[]
    if (lights.length < 98) throw new Error(`Only ${lights.length} lights`)
    return Math.min(lights.length, counted.length)
  },
  async visit({ ours, theirs, run }) {
    const text = `SELECT v.visited_on, v.household IS NOT NULL AS has_home, v.outcome, v.signature, v.photos, l.counts, l.is_complete, l.seen, l.alone, l.visited_on AS line_on
      FROM visit v JOIN visit_child l ON l.township = v.township AND l.visit = v.id WHERE v.id = $1`
    const rows = await Promise.all(
      [String(ours.record), String(theirs.id)].map((id) => run({ text, values: [id] })),
    )
    same('Visits', rows[0], rows[1])
    return rows[0]?.length ?? 0
  },
}

/**
 * Throws unless counters kept as acts land say what the records say, for every open window of the month, village and
 * unit of some townships. Returns how many sums were compared.
 */
export async function countersAreTheFullCount(owner: pg.Pool, size: Size): Promise<number> {
  await removeUnlogged(owner)
  const run = async ({ text, values }: Statement) => (await owner.query<Row>(text, [...values])).rows
  const playbook = await readPlaybook()
  let rows = 0
  for (let index = 0; index < Math.min(size.townships, 3); index++) {
    const township = townshipOf(index)
    const windows = (await run(openWindows([township], MONTH.from, MONTH.to))) as unknown as OpenWindow[]
    const kept = await run(countersOfMonth(township, MONTH.from, MONTH.to, TODAY))
    const summed = await run(contributionsOfMonth(township, MONTH.from, MONTH.to, TODAY))
    for (const window of windows) {
      const [statement] = fullCounts([window], playbook)
      const counted = statement ? await run(statement) : []
      const isOwn = (row: Row) =>
        row.measure === window.measure &&
        row.params === window.params &&
        row.window_kind === window.window_kind &&
        row.window_key === window.window_key
      const figures = (each: readonly Row[]) =>
        each
          .map(({ village, unit, due, done, late }) => [village, unit, due, done, late])
          .filter((row) => row.slice(2).some((count) => count !== 0))
          .map((row) => JSON.stringify(row))
          .toSorted()
      const what = `${township} ${window.measure} ${window.window_key}`
      same(what, figures(kept.filter(isOwn)), figures(counted))
      same(what, figures(summed.filter(isOwn)), figures(counted))
      rows += counted.length
    }
  }
  return rows
}
