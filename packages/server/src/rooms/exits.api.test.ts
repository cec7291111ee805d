import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { defaultLimits } from '../platform/sheets/limits.ts'
import { openParts } from '../platform/sheets/zip-parts.ts'
import type { SignedIn } from '../platform/test-app.ts'
import { addressesOf, readableRoutes } from './every-address.ts'
import {
  type Answer,
  ORDINARY,
  type People,
  SEALED,
  type SealedMatter,
  type SealedWorld,
  startSealedWorld,
} from './sealed-child-fixture.ts'

/** Every way out of the system, walked with a sealed child in the data, who is an ordinary child of the register as well. */

let world: SealedWorld
let matter: SealedMatter
let ids: readonly string[]
const logLines: string[] = []

beforeAll(async () => {
  world = await startSealedWorld({ logLines })
  matter = await world.seal()
  const files = [...new Set(matter.files)]
  ids = [
    ...new Set([world.child, ...[...matter.byKind.values()].flatMap((all) => all.slice(0, 3)), ...files]),
  ]
})
afterAll(() => world?.stop())

type Walker = keyof People
const walkers: readonly Walker[] = [
  'village',
  'officer',
  'office',
  'school',
  'police',
  'leader',
  'discipline',
  'auditor',
  'administrator',
  'county',
  'outside',
  'otherVillage',
  'otherSchool',
  'welfare',
  'education',
  'court',
  'taker',
  'reporter',
  'leader2',
]

/**
 * Where the ordinary child may be read under her own name, with her number, telephone and address, and by whom: written
 * by hand from what the kinds' declarations promise. Everything else is a leak.
 */
const REGISTER_ROUTES = [
  '/api/registers/child',
  '/api/registers/household',
  '/api/registers/visit',
  '/api/registers/listing',
  '/api/registers/child/export.xlsx',
  '/api/registers/household/export.xlsx',
  '/api/registers/visit/export.xlsx',
  '/api/registers/listing/export.xlsx',
  '/api/children/{id}/file',
  '/api/children/{id}/duplicates',
  '/api/children/export.xlsx',
  '/api/visits/due',
  '/api/duties/rows',
  '/api/duties/folder',
  '/api/field/pack',
]
const CLEARED: readonly Walker[] = ['village', 'office', 'welfare', 'school', 'reporter']
/** Who told: the posts of the township are known to those who read the register of posts. */
const POST_ROUTES = [
  '/api/registers/post',
  '/api/matters/{matter}/posts',
  '/api/me',
  '/api/field/me',
  '/api/audit/readings',
  '/api/access-record',
]
/** Who has the victim’s file open: one by assignment, one by breaking the seal. Its own address shows it, and nothing else does. */
const OPENED: readonly Walker[] = ['taker', 'leader2']

const seesTheChild = (who: Walker, route: string) =>
  CLEARED.includes(who) && REGISTER_ROUTES.some((each) => route.startsWith(each))

function hiddenFrom(who: Walker, route: string): [string, string][] {
  return Object.entries({
    ...SEALED,
    ...(seesTheChild(who, route) ? {} : ORDINARY),
    ...(POST_ROUTES.some((each) => route.startsWith(each)) && { reporter: '荀秋白不在别处' }),
  })
}

const isOpenTo = (who: Walker, route: string) => OPENED.includes(who) && route === '/api/sealed/{id}'
const IN_THE_FILE = new Set(['name', 'number', 'phone', 'address', 'custody'])

/** Everything that a reader of an answer could find: header lines, the body, what an office file holds, what is encoded. */
async function bytesOf(answer: Answer): Promise<string> {
  const texts = [decodeURIComponent(JSON.stringify(answer.headers).replaceAll('%', '%25'))]
  texts.push(...Object.values(answer.headers).map((value) => decoded(String(value))))
  texts.push(answer.body, unescaped(answer.body), decoded(answer.body))
  if (answer.rawPayload.subarray(0, 2).toString() === 'PK') {
    const parts = await openParts(answer.rawPayload, defaultLimits)
    for (const name of parts.names()) {
      const chunks: Buffer[] = []
      for await (const chunk of parts.stream(name)) chunks.push(chunk)
      texts.push(name, unescaped(Buffer.concat(chunks).toString('utf8')))
    }
  }
  for (const [long] of answer.body.matchAll(/[A-Za-z0-9+/_-]{16,}={0,2}/g))
    texts.push(Buffer.from(long, 'base64').toString('utf8'))
  return texts.join('\n')
}
const decoded = (text: string) => {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}
const unescaped = (text: string) =>
  text
    .replaceAll(/\\u([0-9a-f]{4})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replaceAll(/&#x([0-9a-f]+);/gi, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)))
    .replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))

async function leaksOf(who: Walker, route: string, url: string, answer: Answer): Promise<string[]> {
  const bytes = await bytesOf(answer)
  return hiddenFrom(who, route)
    .filter(([what, text]) => bytes.includes(text) && !(isOpenTo(who, route) && IN_THE_FILE.has(what)))
    .map(([what]) => `${who} ${url}: ${what}`)
}

/** What people type when they look for somebody. */
const words = [ORDINARY.name, 'liuxiaolu', ORDINARY.number, SEALED.witness, SEALED.reporter]

async function pack(who: SignedIn): Promise<Answer> {
  const phone = await world.send(
    who,
    'phone.register',
    { label: '测试手机', registeredOn: '2024-05-20' },
    { record: randomUUID() },
  )
  const { record } = phone.json() as { record?: string }
  return await world.app.inject({
    method: 'POST',
    url: '/api/field/pack',
    remoteAddress: '10.9.9.9',
    headers: { ...who, 'hulei-phone': record ?? '' },
    payload: { have: {} },
  })
}

describe('a sealed child', () => {
  test.each(walkers)('comes out of no address for %s', { timeout: 300_000 }, async (who) => {
    const found: string[] = []
    const statuses = new Map<number, number>()
    for (const route of readableRoutes(world))
      for (const url of addressesOf(route, ids, { words, kindsOf: matter.kindsOf })) {
        const answer = await world.ask(world.people[who], url)
        statuses.set(answer.statusCode, (statuses.get(answer.statusCode) ?? 0) + 1)
        const of = route.replace('{kind}', url.split(/[/?]/)[3] ?? '')
        found.push(...(await leaksOf(who, of, url, answer)))
        if (answer.statusCode >= 500 || answer.statusCode === 429) found.push(`${url}: ${answer.statusCode}`)
      }
    found.push(...(await leaksOf(who, '/api/field/pack', 'pack', await pack(world.people[who]))))
    expect(found).toEqual([])
    expect(statuses.get(200) ?? 0).toBeGreaterThan(who === 'administrator' || who === 'outside' ? 3 : 15)
  })

  test('is found by this walk where she may be read, in a page, in a workbook and in a sealed file that is open', async () => {
    const { village, taker, office } = world.people
    const file = await bytesOf(await world.ask(village, `/api/children/${world.child}/file`))
    for (const text of Object.values(ORDINARY)) expect(file).toContain(text)
    expect(await bytesOf(await world.ask(office, '/api/children/export.xlsx?state=all'))).toContain(
      ORDINARY.name,
    )
    expect((await pack(village)).body).toContain(ORDINARY.name)
    const sealed: string[] = []
    for (const id of matter.files) {
      await world.send(taker, 'seal.open', { file: id, purpose: 'check' })
      sealed.push((await world.ask(taker, `/api/sealed/${id}`)).body)
    }
    for (const text of [...Object.values(SEALED), ...Object.values(ORDINARY)])
      expect(sealed.join('\n'), text).toContain(text)
  })

  test('stands nowhere in the clear but in the register: in no table, no job, no message, no log', async () => {
    const { rows: tables } = await world.owner.query<{ name: string }>(
      `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
        WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')`,
    )
    const isRegister = (name: string) => /^public\.(child|child_token)$/.test(name)
    const found: string[] = []
    for (const { name } of tables)
      for (const [what, text] of Object.entries({ ...SEALED, ...ORDINARY })) {
        if (what === 'name' && isRegister(name)) continue
        if (what === 'reporter' && name === 'public.post') continue
        const { rows } = await world.owner.query(`SELECT FROM ${name} t WHERE t::text LIKE $1 LIMIT 1`, [
          `%${text}%`,
        ])
        if (rows.length > 0) found.push(`${name}: ${what}`)
      }
    expect(found).toEqual([])
  })

  test('is in no line of the server’s own log, whatever was searched for and refused', async () => {
    const { office, taker } = world.people
    await world.ask(
      office,
      `/api/registers/child?q=${encodeURIComponent(ORDINARY.name)}&sort=${ORDINARY.name}`,
    )
    await world.ask(office, `/api/registers/${encodeURIComponent(ORDINARY.name)}`)
    await world.send(taker, 'seal.add', { matter: matter.case, part: ORDINARY.name, name: ORDINARY.name })
    await world.app.inject({
      method: 'POST',
      url: '/api/acts',
      headers: { ...taker, 'content-type': 'application/json' },
      payload: `{"act":"seal.add","input":{"name":"${ORDINARY.name}"`,
    })
    const lines = unescaped(decoded(logLines.join('\n').replaceAll(/%(?![0-9A-F]{2})/gi, '%25')))
    for (const text of [...Object.values(SEALED), ...Object.values(ORDINARY)])
      expect(lines.includes(text), text).toBe(false)
  })
})
