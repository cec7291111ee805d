import { randomUUID } from 'node:crypto'
import { type ActEnvelope, type Actor, recordVisit } from '@hulei/core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { actsInOrder, bodyOf, refusalOf, retryAct } from '../../../packages/field/src/store/outbox.ts'
import { readPack } from '../../../packages/field/src/store/pack.ts'
import { systemActor } from '../../../packages/server/src/platform/db/scope.ts'
import { type Hulei, startHulei } from '../hulei.ts'
import { faultyLine } from './faulty-line.ts'
import { contact, newPhone, type Phone, registration, visitAct, write } from './phone.ts'
import { findPlace, type Place, photoOf, signedIn } from './place.ts'
import { seeded } from './random.ts'

/** What happens to phones while they are away: a child moves, a phone is revoked, a clock is wrong. */
let hulei: Hulei
let place: Place
let sessions: Awaited<ReturnType<typeof signedIn>>
const random = seeded(3)
const DAY_MS = 86_400_000

beforeAll(async () => {
  hulei = await startHulei()
  place = await findPlace(hulei.system, 2)
  sessions = await signedIn(hulei.url, place)
})
afterAll(() => hulei?.stop())

/** A phone of a worker on a good line, registered and with its first pack. */
async function phoneOf(index: number, clockOffMs = 0): Promise<Phone> {
  const worker = place.workers[index]
  const session = sessions[index]
  if (!worker || !session) throw new Error('No such worker')
  const line = faultyLine({
    url: () => hulei.url,
    cookie: session.cookie,
    address: '10.0.0.1',
    random,
    rate: 0,
  })
  const phone = await newPhone({
    name: `${worker.userName}-${randomUUID()}`,
    account: worker.account,
    post: worker.post,
    serverKey: session.serverKey,
    line,
    clockOffMs,
  })
  await write(phone, registration(phone), random)
  expect((await contact(phone)).is).toBe('current')
  return phone
}

const visitOf = async (phone: Phone, child: string) =>
  visitAct(phone, {
    record: crypto.randomUUID(),
    child,
    photo: await photoOf(random),
    visitedOn: place.today,
    answers: place.answers,
  })

async function office(act: string, input: object, more: Partial<ActEnvelope> = {}) {
  const actor: Actor = { ...systemActor(place.township), role: 'office', unit: 'pingan', name: '办公室' }
  return await hulei.system.server.performer.perform(actor, { id: randomUUID(), act, input, ...more })
}

const packKeys = async (phone: Phone) =>
  Object.keys((await readPack(phone.db, phone.vault, phone.post))?.items ?? {})

test('a visit to a child who has moved meanwhile is refused, kept with its reason, and the child leaves the phone', async () => {
  const [here, there] = place.workers
  const child = here?.children[0] ?? ''
  const phone = await phoneOf(0)
  expect(await packKeys(phone)).toContain(`child/${child}`)
  const act = await visitOf(phone, child)
  await write(phone, act, random)
  await office(
    'child.move',
    { village: there?.village, movedOn: place.today },
    { record: child, reason: '随父母迁往邻村' },
  )
  expect((await contact(phone)).is).toBe('current')

  const row = (await actsInOrder(phone.db)).find((each) => each.id === act.id)
  if (!row) throw new Error('The act is gone')
  expect(row.state).toBe('refused')
  expect((await refusalOf(phone.vault, row))?.title).toContain('没有找到')
  expect(await bodyOf(phone.vault, row)).toBe(act.body)
  expect(await phone.db.count('files')).toBe(1)
  expect(await packKeys(phone)).not.toContain(`child/${child}`)
  expect(await packKeys(await phoneOf(1))).toContain(`child/${child}`)

  // The office moves the child back: the same bytes are tried again, and taken.
  await office(
    'child.move',
    { village: here?.village, movedOn: place.today },
    { record: child, reason: '迁错了，改回' },
  )
  await retryAct(phone.db, act.id)
  expect((await contact(phone)).is).toBe('current')
  expect((await actsInOrder(phone.db)).find((each) => each.id === act.id)?.state).toBe('confirmed')
  expect((await phone.db.getAll('files'))[0]?.state).toBe('confirmed')
})

test('a revoked phone sends what waits, and then holds nothing of a child', async () => {
  const phone = await phoneOf(0)
  const act = await visitOf(phone, place.workers[0]?.children[1] ?? '')
  await write(phone, act, random)
  await office('phone.revoke', {}, { record: phone.vault.row.phone, reason: '手机丢失' })
  expect((await contact(phone)).is).toBe('revoked')
  const { rows } = await hulei.system.owner.query('SELECT act FROM act_log WHERE id = $1', [act.id])
  expect(rows).toEqual([{ act: recordVisit.name }])
  expect(await packKeys(phone)).toEqual([])
  expect(await phone.db.count('files')).toBe(0)
  expect(await actsInOrder(phone.db)).toEqual([])
  expect((await contact(phone)).is).toBe('revoked')
})

test('a clock that is days off is noticed, and does not change when a visit was made', async () => {
  const phone = await phoneOf(0, 3 * DAY_MS)
  const act = await visitOf(phone, place.workers[0]?.children[1] ?? '')
  await write(phone, act, random)
  await contact(phone)
  const { rows } = await hulei.system.owner.query<{ off: number; visited_on: string }>(
    `SELECT r.clock_offset_seconds AS off, v.visited_on::text FROM act_receipt r
     JOIN act_log l ON l.township = r.township AND l.id = r.id JOIN visit v ON v.township = l.township AND v.id = l.record
     WHERE r.id = $1`,
    [act.id],
  )
  expect(Math.round((rows[0]?.off ?? 0) / 86_400)).toBe(3)
  expect(rows[0]?.visited_on).toBe(place.today)
})
