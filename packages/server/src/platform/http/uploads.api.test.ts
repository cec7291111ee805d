import { createHash, randomUUID } from 'node:crypto'
import { readdir, rm, symlink, utimes, writeFile } from 'node:fs/promises'
import { request as httpRequest } from 'node:http'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type SignedIn, startTestApp, type TestApp } from '../test-app.ts'

/** Uploads over a real connection, since what breaks is the line. */

let app: TestApp
let base: string
let office: SignedIn
let worker: SignedIn
let child: string

type File = { readonly bytes: Buffer; readonly sha256: string }

const hashOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
/** A photo of some hundred kilobytes: noise does not compress. */
const photo = async (): Promise<File> => {
  const size = { width: 400, height: 300, channels: 3 as const }
  const noise = Buffer.from(Array.from({ length: 400 * 300 * 3 }, () => Math.floor(Math.random() * 256)))
  const bytes = await sharp(noise, { raw: size }).jpeg({ quality: 95 }).toBuffer()
  return { bytes, sha256: hashOf(bytes) }
}
const tus = { 'tus-resumable': '1.0.0' }
const piece = { ...tus, 'content-type': 'application/offset+octet-stream' }
const metadata = (sha256: string) => `sha256 ${Buffer.from(sha256).toString('base64')}`

const create = (who: SignedIn, { bytes, sha256 }: File, more: Record<string, string> = {}) =>
  fetch(`${base}/api/uploads`, {
    method: 'POST',
    headers: {
      ...who,
      ...tus,
      'upload-length': String(bytes.length),
      'upload-metadata': metadata(sha256),
      ...more,
    },
  })
const begin = async (who: SignedIn, file: File): Promise<string> => {
  const answer = await create(who, file)
  expect(answer.status).toBe(201)
  return new URL(answer.headers.get('location') ?? '', base).href
}
const patch = (who: SignedIn, url: string, offset: number, bytes: Buffer) =>
  fetch(url, {
    method: 'PATCH',
    headers: { ...who, ...piece, 'upload-offset': String(offset) },
    body: new Uint8Array(bytes),
  })
const head = (who: SignedIn, url: string) => fetch(url, { method: 'HEAD', headers: { ...who, ...tus } })
const offsetAt = async (who: SignedIn, url: string) => {
  const answer = await head(who, url)
  expect(answer.status).toBe(200)
  return Number(answer.headers.get('upload-offset'))
}
const codeOf = async (answer: Response) => {
  expect(answer.headers.get('content-type')).toContain('application/problem+json')
  expect(answer.headers.get('cache-control')).toContain('no-store')
  expect(answer.headers.get('tus-resumable')).toBe('1.0.0')
  return { status: answer.status, code: ((await answer.json()) as { code: string }).code }
}
/** Announces a piece, sends part of it, and lets the line break (or hangs it up without a word). */
const sendPart = (who: SignedIn, url: string, offset: number, announced: number, bytes: Buffer) =>
  new Promise<{ cut(): void }>((resolve) => {
    const sent = httpRequest(url, {
      method: 'PATCH',
      headers: { ...who, ...piece, 'upload-offset': offset, 'content-length': announced },
    })
    sent.on('error', () => {})
    sent.write(bytes, () => setTimeout(() => resolve({ cut: () => void sent.destroy() }), 100))
  })
const get = (who: SignedIn, path: string) => fetch(`${base}${path}`, { headers: who })
const partials = () => readdir(join(app.filesDir, 'uploads'))
const visitWith = (who: SignedIn, sha256: string) =>
  fetch(`${base}/api/acts`, {
    method: 'POST',
    headers: { ...who, 'content-type': 'application/json' },
    body: JSON.stringify({
      id: randomUUID(),
      act: 'visit.record',
      record: randomUUID(),
      awaits: [sha256],
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
        photos: [sha256],
        paperForm: [],
      },
    }),
  })

beforeAll(async () => {
  app = await startTestApp()
  base = await app.app.listen({ port: 0, host: '127.0.0.1' })
  office = await app.signIn('office')
  const enrolled = await app.app.inject({
    method: 'POST',
    url: '/api/acts',
    headers: office,
    payload: {
      id: randomUUID(),
      act: 'child.enrol',
      record: randomUUID(),
      input: { name: '林小雨', sex: 'female', bornOn: '2014-03-05', village: 'shiqiao' },
    },
  })
  child = (enrolled.json() as { record: string }).record
})
beforeEach(async () => {
  worker = await app.signIn('village')
})
afterAll(() => app?.stop())

describe('a file in pieces', () => {
  test('goes on where the line broke, and the office sees the photo of the visit that went ahead of it', async () => {
    const file = await photo()
    expect((await visitWith(worker, file.sha256)).status).toBe(200)
    expect((await get(office, `/api/files/${file.sha256}`)).status).toBe(404)
    const third = Math.floor(file.bytes.length / 3)

    const url = await begin(worker, file)
    const first = await patch(worker, url, 0, file.bytes.subarray(0, third))
    expect([first.status, first.headers.get('upload-offset')]).toEqual([204, String(third)])
    const line = await sendPart(worker, url, third, third, file.bytes.subarray(third, third + 9_000))
    line.cut()
    // Every byte that arrived counts.
    const arrived = await offsetAt(worker, url)
    expect(arrived).toBe(third + 9_000)
    expect((await get(office, `/api/files/${file.sha256}`)).status).toBe(404)
    const last = await patch(worker, url, arrived, file.bytes.subarray(arrived))
    expect([last.status, last.headers.get('upload-offset')]).toEqual([204, String(file.bytes.length)])

    const seen = await get(office, `/api/files/${file.sha256}`)
    expect(seen.status).toBe(200)
    expect(hashOf(Buffer.from(await seen.arrayBuffer()))).toBe(file.sha256)
    expect(await (await get(worker, '/api/files/promised')).json()).toEqual({ promised: [] })
    expect(await partials()).toEqual([])
    // The reply to the last piece was lost: the phone asks, begins anew, and is told.
    expect((await head(worker, url)).status).toBe(404)
    expect(await codeOf(await create(worker, file))).toEqual({ status: 409, code: 'files.already-here' })
  })

  test('may be one piece, sent with the announcement', async () => {
    const file = await photo()
    const answer = await fetch(`${base}/api/uploads`, {
      method: 'POST',
      headers: {
        ...worker,
        ...piece,
        'upload-length': String(file.bytes.length),
        'upload-metadata': metadata(file.sha256),
      },
      body: new Uint8Array(file.bytes),
    })
    expect(answer.status).toBe(201)
    expect((await get(worker, `/api/files/${file.sha256}`)).status).toBe(200)
    expect(await partials()).toEqual([])
  })

  test('is not torn by two senders at once', async () => {
    const file = await photo()
    const url = await begin(worker, file)
    const half = Math.floor(file.bytes.length / 2)
    const answers = await Promise.all(
      [0, 1, 2].map(() => patch(worker, url, 0, file.bytes.subarray(0, half))),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 409, 409])
    const late = answers.find(({ status }) => status === 409)
    expect(late && (await codeOf(late))).toEqual({ status: 409, code: 'uploads.offset' })
    expect((await patch(worker, url, half, file.bytes.subarray(half))).status).toBe(204)
    expect((await get(worker, `/api/files/${file.sha256}`)).status).toBe(200)
  })

  test('does not wait for a line that hangs', async () => {
    const file = await photo()
    const url = await begin(worker, file)
    const line = await sendPart(worker, url, 0, 20_000, file.bytes.subarray(0, 5_000))
    const asked = performance.now()
    expect(await offsetAt(worker, url)).toBe(5_000)
    expect(performance.now() - asked).toBeLessThan(5_000)
    line.cut()
    expect((await patch(worker, url, 5_000, file.bytes.subarray(5_000))).status).toBe(204)
    expect((await get(worker, `/api/files/${file.sha256}`)).status).toBe(200)
  })

  test('is never said to be whole before it is kept: a server killed in between makes up for it', async () => {
    const file = await photo()
    const url = await begin(worker, file)
    const id = url.split('/').at(-1) ?? ''
    // As the last byte was written and the process ended.
    await writeFile(join(app.filesDir, 'uploads', id), file.bytes)
    expect(await offsetAt(worker, url)).toBe(file.bytes.length)
    expect((await get(worker, `/api/files/${file.sha256}`)).status).toBe(200)

    const other = await begin(worker, { ...(await photo()), bytes: file.bytes })
    await writeFile(join(app.filesDir, 'uploads', other.split('/').at(-1) ?? ''), file.bytes)
    expect((await head(worker, other)).status).toBe(422)
    expect((await head(worker, other)).status).toBe(404)
  })

  test.runIf(process.platform === 'linux')(
    'is told that the disk is full, and goes on when it is not',
    async () => {
      const file = await photo()
      const url = await begin(worker, file)
      const path = join(app.filesDir, 'uploads', url.split('/').at(-1) ?? '')
      await rm(path)
      await symlink('/dev/full', path)
      expect(await codeOf(await patch(worker, url, 0, file.bytes))).toEqual({
        status: 507,
        code: 'storage.full',
      })
      await rm(path)
      await writeFile(path, '')
      expect((await patch(worker, url, 0, file.bytes)).status).toBe(204)
      expect((await get(worker, `/api/files/${file.sha256}`)).status).toBe(200)
    },
  )

  test('can be given up', async () => {
    const url = await begin(worker, await photo())
    expect((await fetch(url, { method: 'DELETE', headers: { ...worker, ...tus } })).status).toBe(204)
    expect((await head(worker, url)).status).toBe(404)
  })
})

describe('refused, with nothing kept', () => {
  afterEach(async () => expect(await partials()).toEqual([]))
  const whole = async (who: SignedIn, bytes: Buffer, sha256 = hashOf(bytes)) => {
    const url = await begin(who, { bytes, sha256 })
    const answer = await patch(who, url, 0, bytes)
    expect((await get(who, `/api/files/${sha256}`)).status).toBe(404)
    expect((await get(who, `/api/files/${hashOf(bytes)}`)).status).toBe(404)
    return await codeOf(answer)
  }

  test('a file that is not what was announced', async () => {
    const { bytes } = await photo()
    expect(await whole(worker, bytes, 'a'.repeat(64))).toEqual({ status: 422, code: 'files.hash-mismatch' })
  })

  test('a text that pretends to be a photo', async () => {
    const text = Buffer.from('这不是照片，只是一段文字。'.repeat(50))
    expect(await whole(worker, text)).toEqual({ status: 422, code: 'files.not-a-picture' })
  })

  test('a photo that does not open', async () => {
    const { bytes } = await photo()
    const cut = bytes.subarray(0, Math.floor(bytes.length / 2))
    expect(await whole(worker, cut)).toEqual({ status: 422, code: 'files.broken-picture' })
  })

  test('more bytes than any file may have, before one of them is read', async () => {
    const announced = { 'upload-length': String(40 * 1024 * 1024 + 1) }
    const answer = await create(worker, { bytes: Buffer.alloc(1), sha256: 'b'.repeat(64) }, announced)
    expect(await codeOf(answer)).toEqual({ status: 413, code: 'files.too-large' })
  })

  test('an upload without the hash of its file, or none at all', async () => {
    for (const said of ['', 'filename eA==', `sha256 ${Buffer.from('xyz').toString('base64')}`]) {
      const file = { bytes: Buffer.alloc(1), sha256: '' }
      expect(await codeOf(await create(worker, file, { 'upload-metadata': said }))).toEqual({
        status: 422,
        code: 'files.hash-missing',
      })
    }
  })

  test('what does not speak the protocol', async () => {
    const file = await photo()
    expect(await codeOf(await create(worker, file, { 'tus-resumable': '0.2.1' }))).toEqual({
      status: 400,
      code: 'uploads.malformed',
    })
    expect((await create(worker, file, { 'upload-length': 'many' })).status).toBe(400)
  })

  test('whoever has not signed in', async () => {
    expect(await codeOf(await create({} as SignedIn, await photo()))).toEqual({
      status: 401,
      code: 'identity.signed-out',
    })
  })
})

describe('somebody else’s upload', () => {
  test('looks like none, whatever is asked of it', async () => {
    const file = await photo()
    const url = await begin(worker, file)
    const colleague = await app.signIn('village')
    expect((await head(colleague, url)).status).toBe(404)
    expect(await codeOf(await patch(colleague, url, 0, file.bytes))).toEqual({
      status: 404,
      code: 'uploads.not-found',
    })
    expect((await fetch(url, { method: 'DELETE', headers: { ...colleague, ...tus } })).status).toBe(404)
    expect((await head(worker, `${base}/api/uploads/${randomUUID()}`)).status).toBe(404)
    // It goes on, unharmed.
    expect(await offsetAt(worker, url)).toBe(0)
    expect((await patch(worker, url, 0, file.bytes)).status).toBe(204)
  })

  test('does not redeem what I promised', async () => {
    const file = await photo()
    expect((await visitWith(worker, file.sha256)).status).toBe(200)
    const colleague = await app.signIn('village')
    expect((await patch(colleague, await begin(colleague, file), 0, file.bytes)).status).toBe(204)
    expect((await get(office, `/api/files/${file.sha256}`)).status).toBe(404)
    // Nor is the file here already for me: that would tell me of hers.
    expect((await patch(worker, await begin(worker, file), 0, file.bytes)).status).toBe(204)
    expect((await get(office, `/api/files/${file.sha256}`)).status).toBe(200)
  })
})

test('lets no other site’s page in, tells its owner what it said, and keeps nothing else of it', async () => {
  const file = await photo()
  const named = {
    'upload-metadata': `${metadata(file.sha256)},filename ${Buffer.from('林小雨').toString('base64')}`,
  }
  const created = await create(worker, file, { ...named, origin: 'https://elsewhere.example' })
  expect(created.headers.get('location')).toMatch(/^\/api\/uploads\/[0-9a-f-]{36}$/)
  expect([...created.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([])
  const asked = await head(worker, `${base}${created.headers.get('location')}`)
  expect(asked.headers.get('upload-metadata')).toBe(metadata(file.sha256))
  expect(asked.headers.get('upload-length')).toBe(String(file.bytes.length))
  expect(asked.headers.get('cache-control')).toContain('no-store')
  expect(created.headers.get('cache-control')).toContain('no-store')
})

test('what was begun and not finished is removed after two weeks, and not before', async () => {
  const url = await begin(worker, await photo())
  const id = url.split('/').at(-1) ?? ''
  const days = (count: number) => new Date(Date.now() - count * 24 * 60 * 60 * 1000)
  const age = async (count: number) => {
    for (const name of [id, `${id}.json`])
      await utimes(join(app.filesDir, 'uploads', name), days(count), days(count))
  }
  await age(13)
  await app.files.uploads.removeOld(Date.now())
  expect((await head(worker, url)).status).toBe(200)
  await age(15)
  expect(await app.files.uploads.removeOld(Date.now())).toBe(2)
  expect((await head(worker, url)).status).toBe(404)
})
