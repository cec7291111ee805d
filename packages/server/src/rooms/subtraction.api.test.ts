import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { idOf } from './children/import/import-fixture.ts'
import { addressesOf, contentOf, readableRoutes } from './every-address.ts'
import {
  ORDINARY,
  type People,
  type SealedMatter,
  type SealedWorld,
  startSealedWorld,
} from './sealed-child-fixture.ts'

/**
 * The same questions before and after a child is sealed: whoever may see no lead and no case cannot subtract her out, nor
 * find her by another order, another number, or more work of the database.
 */

let world: SealedWorld

beforeAll(async () => {
  world = await startSealedWorld()
  const { village } = world.people
  // Another child, of whom there is no matter, to compare with.
  await world.make(village, 'child.enrol', {
    village: 'shiqiao',
    school: 'zhongxin',
    name: '柳小禾',
    sex: 'female',
    bornOn: '2014-04-05',
    residentId: idOf('2014-04-05', 24),
  })
  // Not the township's first: that there is any is no secret to whoever sees the lights of the police.
  await world.seal()
})
afterAll(() => world?.stop())

/** Those who may see no lead and no case, nor anything that came of this one. */
const strangers: readonly (keyof People)[] = [
  'village',
  'otherVillage',
  'school',
  'otherSchool',
  'officer',
  'education',
  'county',
  'administrator',
]
/** The village and the school of a case are told to hold a session of warning (四(四)1), which names nobody. */
const isTold = (who: keyof People, url: string) =>
  (who === 'village' || who === 'school') && /^\/api\/(messages|registers\/warningSession)/.test(url)

const words = [ORDINARY.name, 'liuxiaolu', 'liu', 'lxl', '柳', ORDINARY.number]

async function everything(who: keyof People): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  for (const path of readableRoutes(world))
    for (const url of addressesOf(path, [world.child], { words, kindsOf: () => ['child'] })) {
      const answer = await world.ask(world.people[who], url)
      found.set(url, `${answer.statusCode} ${await contentOf(answer)}`)
    }
  return found
}

describe('a child who is sealed between two questions', () => {
  test('changes no answer to whoever may see no lead: no number, no order, no row', async () => {
    const before = new Map<keyof People, Map<string, string>>()
    for (const who of strangers) before.set(who, await everything(who))
    const matter: SealedMatter = await world.seal()
    expect(matter.files.length).toBeGreaterThan(5)
    const changed: string[] = []
    for (const who of strangers) {
      const after = await everything(who)
      for (const [url, answer] of before.get(who) ?? [])
        if (after.get(url) !== answer && !isTold(who, url))
          changed.push(`${who} ${url}\n- ${answer}\n+ ${after.get(url)}`)
    }
    expect(changed).toEqual([])
  }, 300_000)
})

describe('a search', () => {
  /** What the database is asked while something runs, word for word: each transaction a list, in the order of their beginning. */
  let asked: string[][] = []
  beforeAll(() => {
    world.scopes.pool.on('acquire', (client: pg.PoolClient) => {
      if (Object.hasOwn(client, 'query')) return
      const query = client.query.bind(client) as (...given: unknown[]) => unknown
      let transaction: string[] = []
      client.query = ((...given: unknown[]) => {
        const [first] = given as [string | { text?: string }]
        const text = typeof first === 'string' ? first : (first.text ?? '')
        if (text.startsWith('BEGIN') || !asked.includes(transaction)) {
          transaction = []
          asked.push(transaction)
        }
        transaction.push(text)
        return query(...given)
      }) as typeof client.query
    })
  })
  /** Who read what is written down now and then, by a clock of its own, and not for one question: that is left out. */
  const isOfReadLog = (transaction: readonly string[]) =>
    transaction.length === 1 || transaction.some((text) => text.includes('INSERT INTO read_log'))
  async function statementsOf(run: () => Promise<unknown>): Promise<string[]> {
    asked = []
    await run()
    const statements = asked.filter((each) => !isOfReadLog(each)).flat()
    expect(statements.length).toBeGreaterThan(2)
    return statements
  }

  test.each(['village', 'office', 'welfare', 'school'] as const)(
    'by name, spelling or number asks the database the same of a sealed child as of any other, for %s',
    async (who) => {
      for (const [sealed, other] of [
        [ORDINARY.name, '柳小禾'],
        ['liuxiaolu', 'liuxiaohe'],
        [ORDINARY.number, idOf('2014-04-05', 24)],
      ] as const) {
        const ask = (q: string) => () =>
          world.ask(world.people[who], `/api/registers/child?count=true&q=${encodeURIComponent(q)}`)
        // Once beforehand: what a connection is told when it is new is not the search's.
        for (const q of [sealed, other]) await ask(q)()
        // Nothing of the read log is under way when counting begins.
        await world.readLog.flush()
        const strip = (all: string[]) => all.map((text) => text.replaceAll(/'[^']*'/g, "'…'"))
        expect(strip(await statementsOf(ask(sealed)))).toEqual(strip(await statementsOf(ask(other))))
      }
    },
  )

  test('finds nothing of a matter’s people, for whoever is assigned as well: their files are opened, not searched', async () => {
    const { taker, office, leader, court } = world.people
    for (const who of [taker, office, leader, court])
      for (const q of words)
        for (const kind of ['lead', 'caseFile', 'sealedPerson', 'problem', 'assignment', 'interview']) {
          const answer = await world.ask(who, `/api/registers/${kind}?count=true&q=${encodeURIComponent(q)}`)
          if (answer.statusCode === 200) expect(answer.json()).toMatchObject({ rows: [] })
        }
  })
})
