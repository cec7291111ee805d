import { createHash, randomUUID } from 'node:crypto'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openChange } from '../acts/log.ts'
import { receiveFile } from '../files/index.ts'
import { lockOwnFiles, promiseFiles } from '../files/promises.ts'
import { type SignedIn, startTestApp, type TestApp } from '../test-app.ts'
import { actorOf } from '../test-server.ts'

let app: TestApp
let office: SignedIn
let worker: SignedIn
let colleague: SignedIn
let child: string

const drawn = async (): Promise<{ bytes: Buffer; sha256: string }> => {
  const bytes = await sharp({ create: { width: 60, height: 40, channels: 3, background: randomColour() } })
    .jpeg()
    .toBuffer()
  return { bytes, sha256: createHash('sha256').update(bytes).digest('hex') }
}
let shade = 0
const randomColour = () => ({ r: shade++ % 256, g: (shade * 7) % 256, b: 90 })

const send = (who: SignedIn, envelope: object) =>
  app.app.inject({ method: 'POST', url: '/api/acts', headers: who, payload: envelope })
const visit = (photos: readonly string[], awaits: readonly string[], more: object = {}) => ({
  id: randomUUID(),
  act: 'visit.record',
  record: randomUUID(),
  input: {
    visitedOn: '2024-05-18',
    visitor: '石山',
    outcome: 'met',
    children: [{ child, seen: true, alone: false }],
    answers: { living: 'good' },
    hazards: [],
    told: ['drowning'],
    signature: 'absent',
    signatureNote: '家里没有大人',
    signatureFile: [],
    photos,
    paperForm: [],
  },
  awaits,
  ...more,
})
async function* once(bytes: Buffer) {
  yield bytes
}
const handIn = (who: SignedIn, { bytes, sha256 }: { bytes: Buffer; sha256: string }) =>
  app.app.inject({
    method: 'POST',
    url: '/api/files',
    headers: { ...who, 'content-type': 'image/jpeg', 'hulei-sha256': sha256 },
    payload: bytes,
  })
const fetched = async (who: SignedIn, sha256: string) =>
  (await app.app.inject({ method: 'GET', url: `/api/files/${sha256}`, headers: who })).statusCode
const promised = async (who: SignedIn) => {
  const answer = await app.app.inject({ method: 'GET', url: '/api/files/promised', headers: who })
  expect(answer.statusCode).toBe(200)
  return (answer.json() as { promised: { sha256: string; promisedAt: string }[] }).promised
}
const faultsOf = (answer: { json(): unknown }) =>
  (answer.json() as { faults: { path: string; code: string }[] }).faults.map(({ path, code }) => ({
    path,
    code,
  }))

beforeAll(async () => {
  app = await startTestApp()
  office = await app.signIn('office')
  const enrolled = await send(office, {
    id: randomUUID(),
    act: 'child.enrol',
    record: randomUUID(),
    input: { name: '林小雨', sex: 'female', bornOn: '2014-03-05', village: 'shiqiao' },
  })
  child = (enrolled.json() as { record: string }).record
})
beforeEach(async () => {
  worker = await app.signIn('village')
  colleague = await app.signIn('village')
})
afterAll(() => app?.stop())

test('an act stands before its photo has arrived, and the photo shows once its account hands it in', async () => {
  const photo = await drawn()
  const act = visit([photo.sha256], [photo.sha256])
  expect((await send(worker, act)).statusCode).toBe(200)
  expect(await promised(worker)).toEqual([
    {
      sha256: photo.sha256,
      kind: 'visit',
      record: act.record,
      promisedAt: expect.stringMatching(/^\d{4}-.*Z$/),
    },
  ])
  expect(await fetched(worker, photo.sha256)).toBe(404)
  expect(await fetched(office, photo.sha256)).toBe(404)

  expect((await handIn(worker, photo)).statusCode).toBe(200)
  expect(await fetched(office, photo.sha256)).toBe(200)
  expect(await promised(worker)).toEqual([])
})

test('an act that awaits a file, sent twice, gives one promise', async () => {
  const photo = await drawn()
  const act = visit([photo.sha256], [photo.sha256])
  const [first, second] = await Promise.all([send(worker, act), send(worker, act)])
  expect([first?.statusCode, second?.statusCode]).toEqual([200, 200])
  expect(await send(worker, act)).toMatchObject({ statusCode: 200, body: first?.body })
  expect(await promised(worker)).toHaveLength(1)
})

test('a file that is here already is evidence at once, and nothing is promised', async () => {
  const photo = await drawn()
  await handIn(worker, photo)
  expect((await send(worker, visit([photo.sha256], [photo.sha256]))).statusCode).toBe(200)
  expect(await promised(worker)).toEqual([])
  expect(await fetched(office, photo.sha256)).toBe(200)
})

test('somebody else’s promise is not redeemed by my file, and my promise shows me nobody’s file', async () => {
  const photo = await drawn()
  // The colleague holds a file that no record names yet; the worker has learnt its hash.
  expect((await handIn(colleague, photo)).statusCode).toBe(200)
  expect((await send(worker, visit([photo.sha256], [photo.sha256]))).statusCode).toBe(200)
  expect(await promised(worker)).toHaveLength(1)
  expect(await fetched(worker, photo.sha256)).toBe(404)
  expect(await fetched(office, photo.sha256)).toBe(404)
  // Handed in once more by the colleague, it is still not what the worker promised.
  expect((await handIn(colleague, photo)).statusCode).toBe(200)
  expect(await promised(worker)).toHaveLength(1)
  expect(await promised(colleague)).toEqual([])
  expect(await fetched(office, photo.sha256)).toBe(404)
})

test('who promised a file hands it in after the child has left their sight', async () => {
  const photo = await drawn()
  expect((await send(worker, visit([photo.sha256], [photo.sha256]))).statusCode).toBe(200)
  const moved = actorOf('village', { account: worker['test-account'], villages: ['lianhua'] })
  await receiveFile(app, moved, once(photo.bytes), photo.sha256)
  expect(await fetched(office, photo.sha256)).toBe(200)
  expect(await promised(worker)).toEqual([])
})

test('a file that arrives before its act has committed waits for it, and is not left promised', async () => {
  const [photo, first] = [await drawn(), await drawn()]
  const { record } = (await send(worker, visit([first.sha256], [first.sha256]))).json() as { record: string }
  const actor = actorOf('village', { account: worker['test-account'] })
  let arrival: Promise<unknown> = Promise.resolve()
  // As an act does it, held open while the file comes in.
  await app.scopes.write(actor, async (tx) => {
    lockOwnFiles(tx, [photo.sha256])
    const use = { sha256: photo.sha256, kind: 'visit', record, field: 'photos' }
    await promiseFiles(tx, [use], randomUUID())
    arrival = receiveFile(app, actor, once(photo.bytes), photo.sha256)
    await new Promise((resolve) => setTimeout(resolve, 400))
  })
  await arrival
  expect((await promised(worker)).map(({ sha256 }) => sha256)).toEqual([first.sha256])
  expect(await fetched(office, photo.sha256)).toBe(200)
})

test('a file that is neither here nor awaited is a fault, as is one that is awaited and not named', async () => {
  const [named, other] = [await drawn(), await drawn()]
  const unknown = await send(worker, visit([named.sha256], []))
  expect(unknown.statusCode).toBe(422)
  expect(faultsOf(unknown)).toEqual([{ path: 'input.photos.0', code: 'files.unknown' }])
  const unnamed = await send(worker, visit([named.sha256], [named.sha256, other.sha256]))
  expect(unnamed.statusCode).toBe(422)
  expect(faultsOf(unnamed)).toEqual([{ path: 'awaits.1', code: 'files.await-unnamed' }])
  expect(await promised(worker)).toEqual([])
})

test('a promise is its account’s and its record’s readers’ to see, and goes only with bytes', async () => {
  const photo = await drawn()
  await send(worker, visit([photo.sha256], [photo.sha256]))
  const seenAs = async (settings: string, statement: string) => {
    const client = await app.scopes.pool.connect()
    try {
      await client.query(`BEGIN; ${settings}`)
      return (await client.query(statement)).rowCount
    } finally {
      await client.query('ROLLBACK')
      client.release()
    }
  }
  const account = `SET LOCAL app.account = '${worker['test-account']}'`
  const all = `SELECT FROM file_promise WHERE sha256 = '${photo.sha256}'`
  expect(await seenAs(`SET LOCAL app.township = 'north'; ${account}`, all)).toBe(1)
  expect(await seenAs(`SET LOCAL app.township = 'north'; SET LOCAL app.role = 'office'`, all)).toBe(1)
  expect(await seenAs(`SET LOCAL app.township = 'north'; SET LOCAL app.account = 'x'`, all)).toBe(0)
  expect(await seenAs(`SET LOCAL app.township = 'south'; ${account}`, all)).toBe(0)
  const remove = `DELETE FROM file_promise WHERE sha256 = '${photo.sha256}'`
  expect(await seenAs(`SET LOCAL app.township = 'north'; ${account}`, remove)).toBe(0)
  await handIn(colleague, photo)
  expect(await seenAs(`SET LOCAL app.township = 'north'; ${account}`, remove)).toBe(0)
  expect(await promised(worker)).toHaveLength(1)
})

test('an original follows beside the photo that was made of it: read by whoever reads the photo, named as that, in the chain', async () => {
  const [marked, original, stray] = [await drawn(), await drawn(), await drawn()]
  const envelope = visit([marked.sha256], [marked.sha256, original.sha256], {
    originals: { [marked.sha256]: original.sha256 },
  })
  expect((await send(worker, envelope)).statusCode).toBe(200)
  expect(await fetched(office, original.sha256)).toBe(404)
  await handIn(worker, marked)
  await handIn(worker, original)
  expect(await fetched(office, original.sha256)).toBe(200)
  expect(await promised(worker)).toEqual([])
  const opened = await app.app.inject({
    method: 'GET',
    url: `/api/registers/visit/${envelope.record}`,
    headers: office,
  })
  expect(opened.json()).toMatchObject({ originals: { [marked.sha256]: original.sha256 } })
  const { rows } = await app.owner.query<{ subject: string; body: Buffer; ordinal: number }>(
    'SELECT subject, body, ordinal FROM act_change WHERE act = $1',
    [envelope.id],
  )
  const [change] = rows
  const keys = await app.scopes.read(actorOf('office'), (scope) =>
    app.keyring.keysOf(scope, [change?.subject ?? '']),
  )
  expect(change && openChange('north', envelope.id, change, keys.get(change.subject))).toMatchObject({
    originals: { [marked.sha256]: original.sha256 },
  })

  const unnamed = await send(worker, {
    ...visit([marked.sha256], [stray.sha256]),
    originals: { [stray.sha256]: original.sha256 },
  })
  expect(faultsOf(unnamed)).toEqual(
    expect.arrayContaining([
      { path: 'awaits.0', code: 'files.await-unnamed' },
      { path: `originals.${stray.sha256}`, code: 'files.await-unnamed' },
    ]),
  )
  // One that was neither handed in nor awaited is no more to be had than a photo is.
  const missing = await send(worker, {
    ...visit([marked.sha256], []),
    originals: { [marked.sha256]: stray.sha256 },
  })
  expect(missing.statusCode).toBe(422)
})
