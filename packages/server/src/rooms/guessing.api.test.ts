import { randomUUID } from 'node:crypto'
import { type AnyAct, type AnyField, acts, type CodeLists } from '@hulei/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SignedIn } from '../platform/test-app.ts'
import { addressesOf, readableRoutes, timeless } from './every-address.ts'
import { type Answer, type SealedMatter, type SealedWorld, startSealedWorld } from './sealed-child-fixture.ts'

/**
 * Somebody who knows ids that they should not know: of a matter that leaves them out, or that is none of their business.
 * Whatever they ask or do with one, the answer is that to an id that never was.
 */

let world: SealedWorld
let lists: CodeLists
/** Leaves out a leader, somebody of the discipline office, of the office, of the police and of the health office. */
let hidden: SealedMatter
/** Ids of a lead and a case that everybody who may see such sees: what is not guessed is taken from here. */
let plain: SealedMatter
let suspects: Readonly<Record<string, SignedIn>>

beforeAll(async () => {
  world = await startSealedWorld()
  lists = (await world.townships.get('north')).lists
  suspects = {
    leader: await world.signIn('leader', { unit: 'party', holder: '庄镇长' }),
    discipline: await world.signIn('discipline', { unit: 'jiwei', holder: '祝书记' }),
    office: await world.signIn('office', { holder: '白干部' }),
    police: await world.signIn('police', { unit: 'police', holder: '尹警官' }),
  }
  plain = await world.seal()
  hidden = await world.seal()
  for (const who of Object.values(suspects))
    await world.make(
      world.people.taker,
      'matter.leave-out',
      { matter: hidden.lead, post: await world.postOf(who) },
      { record: undefined, reason: '是当事人亲属' },
    )
})
afterAll(() => world?.stop())

/** Not the child’s own village and school: they are told to hold a session in which nobody is named. */
const outsiders = [
  'otherVillage',
  'otherSchool',
  'officer',
  'county',
  'auditor',
  'administrator',
  'education',
] as const
const everybody = (): [string, SignedIn][] => [
  ...Object.entries(suspects),
  ...outsiders.map((each): [string, SignedIn] => [each, world.people[each]]),
]

/** The least that a field takes. */
function valueFor(field: AnyField): unknown {
  const first = () => lists.get(field.list ?? '')?.[0]?.id ?? 'none'
  switch (field.type) {
    case 'day':
      return '2024-05-06'
    case 'instant':
      return '2024-05-19T00:00:00Z'
    case 'flag':
      return true
    case 'count':
      return 1
    case 'code':
      return first()
    case 'codes':
      return [first()]
    case 'evidence':
      return []
    default:
      return '试试看'
  }
}

const isId = ({ type }: AnyField) => type === 'matter' || type === 'ref' || type === 'refs'
/** Fields that name a post: everybody may know who holds one. */
const isPost = (name: string) => name === 'post'

/** Ids of the hidden matter that a field could name. */
function candidates(field: AnyField): readonly string[] {
  if (field.refersTo) return hidden.byKind.get(field.refersTo)?.slice(0, 1) ?? []
  return [
    hidden.lead,
    hidden.case,
    hidden.victim,
    ...['problem', 'assignment'].flatMap((kind) => hidden.byKind.get(kind)?.slice(0, 1) ?? []),
  ]
}
const plainIdFor = (name: string, field: AnyField): string | undefined => {
  if (field.refersTo) return plain.byKind.get(field.refersTo)?.[0]
  if (name === 'file' || name === 'person') return plain.victim
  if (name === 'problem') return plain.byKind.get('problem')?.[0]
  return plain.case
}

type Try = { input: Record<string, unknown>; record: string }
/** Everything that an act can be told of the hidden matter: as its record, and in each field in turn. */
function* triesOf(act: AnyAct, post: string): Generator<(id: string) => Try, void, void> {
  const base: Record<string, unknown> = {}
  for (const [name, field] of Object.entries(act.input)) {
    if (isPost(name)) base[name] = post
    else if (isId(field)) {
      const id = plainIdFor(name, field)
      if (!field.isOptional && id) base[name] = field.type === 'refs' ? [id] : id
    } else if (!field.isOptional) base[name] = valueFor(field)
  }
  const ownRecord = plain.byKind.get(act.kind.name)?.[0]
  const record = act.on === 'existing' ? (ownRecord ?? randomUUID()) : randomUUID()
  if (act.on === 'existing') yield (id) => ({ input: base, record: id })
  for (const [name, field] of Object.entries(act.input)) {
    if (!isId(field) || isPost(name)) continue
    yield (id) => ({
      input: { ...base, [name]: field.type === 'refs' ? [id] : id },
      record: act.on === 'new' ? randomUUID() : record,
    })
  }
}

const alike = (answer: Answer, ...ids: readonly string[]) =>
  `${answer.statusCode} ${ids.reduce((body, id) => body.replaceAll(id, 'ID'), timeless(answer.body))}`

describe('somebody who knows ids of a matter that is hidden from them', () => {
  test('can do nothing with them in any act: each answers as to an id that never was', async () => {
    const told: string[] = []
    let tried = 0
    for (const [who, signedIn] of everybody()) {
      const post = await world.postOf(signedIn)
      for (const act of acts.values()) {
        if (act.by.every((grant) => grant === 'system')) continue
        const owned = act.on === 'existing' ? (hidden.byKind.get(act.kind.name)?.slice(0, 2) ?? []) : []
        let at = -1
        for (const make of triesOf(act, post)) {
          at += 1
          const isRecord = act.on === 'existing' && at === 0
          const field = isRecord
            ? undefined
            : Object.entries(act.input).filter(([name, each]) => isId(each) && !isPost(name))[
                at - (act.on === 'existing' ? 1 : 0)
              ]?.[1]
          for (const id of isRecord ? owned : field ? candidates(field) : []) {
            const unknown = randomUUID()
            const [one, other] = [make(id), make(unknown)]
            const more = { reason: '试一试', ...(act.partial && { version: randomUUID() }) }
            const first = await world.send(signedIn, act.name, one.input, { ...more, record: one.record })
            const second = await world.send(signedIn, act.name, other.input, {
              ...more,
              record: other.record,
            })
            tried += 1
            const [theirs, none] = [alike(first, id, one.record), alike(second, unknown, other.record)].map(
              (text) => text.replaceAll(/"act":"[0-9a-f-]{36}"/g, 'A').replaceAll(/-[2-9A-Z]{5}"/g, 'C'),
            )
            // A report is taken whatever sign it names.
            const isTaken = first.statusCode === 200 && act.name !== 'lead.report'
            if (theirs !== none || isTaken)
              told.push(`${who} ${act.name} ${JSON.stringify(one.input).slice(0, 120)}: ${theirs} / ${none}`)
          }
        }
      }
    }
    expect(told).toEqual([])
    expect(tried).toBeGreaterThan(500)
  }, 300_000)

  test('reads nothing by them at any address, as if they never were', async () => {
    const told: string[] = []
    const unknown = randomUUID()
    const ids = [...new Set([...hidden.byKind.values()].flatMap((all) => all.slice(0, 1)))]
    for (const [who, signedIn] of everybody())
      for (const path of readableRoutes(world).filter(
        (each) => each.includes('{') && !each.includes('sha256'),
      ))
        for (const id of ids)
          for (const url of addressesOf(path, [id], { kindsOf: hidden.kindsOf })) {
            if (!url.includes(id)) continue
            const [one, other] = [
              await world.ask(signedIn, url),
              await world.ask(signedIn, url.replaceAll(id, unknown)),
            ]
            if (alike(one, id) !== alike(other, unknown))
              told.push(`${who} ${url}: ${one.body.slice(0, 200)}`)
          }
    expect(told).toEqual([])
  }, 300_000)

  test('has no opening, no assignment and no message of it', async () => {
    for (const [, signedIn] of everybody()) {
      const account = signedIn['test-account']
      for (const table of ['seal_opening', 'assignment']) {
        const { rows } = await world.owner.query(
          `SELECT FROM ${table} WHERE account = $1 AND matter = ANY($2)`,
          [account, [hidden.lead, hidden.case]],
        )
        expect(rows).toEqual([])
      }
    }
  })
})

describe('somebody who guesses other people’s keys', () => {
  test('finds by a hash neither a sealed photo nor that there is one', async () => {
    const unknown = 'ab'.repeat(32)
    for (const [, signedIn] of [...everybody(), ['taker', world.people.taker] as const])
      for (const form of ['', '/display']) {
        const one = await world.ask(signedIn, `/api/files/${hidden.photo}${form}`)
        const other = await world.ask(signedIn, `/api/files/${unknown}${form}`)
        expect(alike(one, hidden.photo)).toBe(alike(other, unknown))
        expect(one.statusCode).toBe(404)
      }
  })

  test('cannot name a sealed photo in a record of their own', async () => {
    const { village } = world.people
    const patrol = async (photo: string) =>
      await world.send(
        village,
        'patrol.record',
        { task: 'night', patrolledOn: '2024-05-10', who: '石山', photos: [photo], onVillage: 'shiqiao' },
        { record: randomUUID() },
      )
    const unknown = 'cd'.repeat(32)
    const [one, other] = [await patrol(hidden.photo), await patrol(unknown)]
    expect(alike(one, hidden.photo)).toBe(alike(other, unknown))
    expect(one.statusCode).not.toBe(200)
  })

  test('gets no reply to another’s act, by whatever id', async () => {
    const { rows } = await world.owner.query<{ id: string; act: string }>(
      `SELECT id, act FROM act_log WHERE record = ANY($1) ORDER BY seq LIMIT 40`,
      [[hidden.lead, hidden.case, hidden.victim]],
    )
    for (const { id } of rows)
      for (const who of [suspects.leader, suspects.police, world.people.village] as SignedIn[]) {
        const answer = await world.send(who, 'survey.hand-in', {}, { id, record: randomUUID() })
        for (const all of hidden.byKind.values())
          for (const each of all) expect(answer.body).not.toContain(each)
        expect(answer.body).not.toMatch(/某甲|线索-|案件-/)
      }
  })

  test('acknowledges nobody else’s message', async () => {
    const { rows } = await world.owner.query<{ id: string }>(
      'SELECT id FROM notification WHERE account = $1 AND acknowledged_at IS NULL LIMIT 1',
      [world.people.leader2['test-account']],
    )
    for (const who of Object.values(suspects)) {
      const [one, other] = [
        await world.send(who, 'message.acknowledge', { messages: [rows[0]?.id] }),
        await world.send(who, 'message.acknowledge', { messages: [randomUUID()] }),
      ]
      expect([one.statusCode, timeless(one.body)]).toEqual([404, timeless(other.body)])
    }
  })

  test('finds no upload of another’s', async () => {
    const begin = await world.app.inject({
      method: 'POST',
      url: '/api/uploads',
      headers: {
        ...world.people.reporter,
        'hulei-sealed': '1',
        'tus-resumable': '1.0.0',
        'upload-length': '100',
        'upload-metadata': `sha256 ${Buffer.from('ef'.repeat(32)).toString('base64')}`,
      },
    })
    expect(begin.statusCode, begin.body).toBe(201)
    const url = String(begin.headers.location)
    for (const who of Object.values(suspects))
      for (const method of ['PATCH', 'DELETE', 'HEAD'] as const) {
        const headers = {
          ...who,
          'tus-resumable': '1.0.0',
          'upload-offset': '0',
          ...(method === 'PATCH' && { 'content-type': 'application/offset+octet-stream' }),
        }
        const answerTo = async (to: string) =>
          await world.app.inject({
            method,
            url: to,
            headers,
            ...(method === 'PATCH' && { payload: Buffer.alloc(10) }),
          })
        const [one, other] = [await answerTo(url), await answerTo(`/api/uploads/${randomUUID()}`)]
        expect([one.statusCode, one.body]).toEqual([other.statusCode, other.body])
      }
  })

  test('cannot assign a matter to themselves, unless it is the police’s to take', async () => {
    const { office, leader2, discipline, taker } = world.people
    for (const who of [office, leader2, discipline]) {
      const input = { matter: plain.lead, post: await world.postOf(who), part: 'second' }
      const answer = await world.send(who, 'matter.assign', input, { record: randomUUID() })
      expect([answer.statusCode, (answer.json() as { code: string }).code]).toEqual([
        403,
        'matters.own-assignment',
      ])
    }
    const village = { matter: plain.lead, post: await world.postOf(world.people.village), part: 'second' }
    expect(
      (await world.send(world.people.village, 'matter.assign', village, { record: randomUUID() })).statusCode,
    ).toBe(403)
    await world.make(taker, 'matter.assign', {
      matter: plain.lead,
      post: await world.postOf(world.people.court),
      part: 'second',
    })
  })
})

describe('a reporter', () => {
  test('is not known by two reports being of one pseudonym', async () => {
    const { rows } = await world.owner.query<{ reported_by: string }>(
      'SELECT DISTINCT reported_by FROM lead WHERE id = ANY($1)',
      [[plain.lead, hidden.lead]],
    )
    expect(rows).toHaveLength(1)
    const pseudonym = rows[0]?.reported_by ?? ''
    for (const who of [
      world.people.taker,
      world.people.office,
      world.people.leader2,
      world.people.discipline,
    ])
      for (const path of readableRoutes(world).filter((each) => /registers|leads|matters|audit/.test(each)))
        for (const url of [
          ...addressesOf(path, [plain.lead]),
          '/api/registers/lead?fields=code,reportedBy&state=all',
        ])
          expect((await world.ask(who, url)).body, url).not.toContain(pseudonym)
    const filtered = await world.ask(world.people.taker, `/api/registers/lead?reportedBy=${pseudonym}`)
    expect(filtered.statusCode).toBe(400)
  })
})
