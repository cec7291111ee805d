import { createHash, randomUUID } from 'node:crypto'
import type { Playbook } from '@hulei/core'
import sharp from 'sharp'
import { expect } from 'vitest'
import { type SignedIn, startTestApp, type TestApp } from '../../platform/test-app.ts'
import { smallPlaybook } from '../leads/leads-fixture.ts'

export type { SignedIn, TestApp } from '../../platform/test-app.ts'

/** The small playbook with the units that a rescue needs. */
export const supportPlaybook = {
  ...smallPlaybook,
  units: [
    ...smallPlaybook.units,
    ...(
      [
        ['health', '卫生院'],
        ['justice', '司法所'],
        ['youth', '团委'],
      ] as const
    ).map(([id, name]) => ({ id, name, short: name, kind: 'department', role: 'officer', remits: [id] })),
  ],
} as unknown as Playbook

export const startSupportApp = (): Promise<TestApp> => startTestApp({ playbook: supportPlaybook })

/** Does acts and reads as people do, and says what the server refused. */
export function deskOf(app: TestApp) {
  const send = async (who: SignedIn, act: string, input: object, more: object = {}) =>
    await app.app.inject({
      method: 'POST',
      url: '/api/acts',
      headers: who,
      payload: { id: randomUUID(), act, input, ...more },
    })
  const done = async (who: SignedIn, act: string, input: object, more: object = {}): Promise<string> => {
    const answer = await send(who, act, input, more)
    expect(answer.statusCode, `${act}: ${answer.body}`).toBe(200)
    return (answer.json() as { record: string }).record
  }
  /** Makes a record under an id of its own. */
  const make = (who: SignedIn, act: string, input: object, more: object = {}) =>
    done(who, act, input, { record: randomUUID(), ...more })
  /** The code with which an act is refused. */
  const refusal = async (who: SignedIn, act: string, input: object, more: object = {}): Promise<string> => {
    const answer = await send(who, act, input, { record: randomUUID(), ...more })
    expect(answer.statusCode, `${act}: ${answer.body}`).toBeGreaterThanOrEqual(400)
    return (answer.json() as { code: string }).code
  }
  const get = async (who: SignedIn, url: string) => await app.app.inject({ method: 'GET', url, headers: who })
  const read = async <T>(who: SignedIn, url: string): Promise<T> => {
    const answer = await get(who, url)
    expect(answer.statusCode, `${url}: ${answer.body}`).toBe(200)
    return answer.json() as T
  }
  const postOf = async (who: SignedIn): Promise<string> => {
    const { rows } = await app.owner.query<{ id: string }>('SELECT id FROM post WHERE account = $1', [
      who['test-account'],
    ])
    return rows[0]?.id ?? ''
  }
  /** A photo that somebody has handed in to be kept encrypted: its SHA-256. */
  const handIn = async (who: SignedIn, background = '#577', headers: object = { 'hulei-sealed': 'file' }) => {
    const photo = await sharp({ create: { width: 40, height: 30, channels: 3, background } })
      .jpeg()
      .toBuffer()
    const sha256 = createHash('sha256').update(photo).digest('hex')
    const answer = await app.app.inject({
      method: 'POST',
      url: '/api/files',
      headers: { ...who, ...headers, 'hulei-sha256': sha256, 'content-type': 'image/jpeg' },
      payload: photo,
    })
    expect(answer.statusCode, answer.body).toBe(200)
    return sha256
  }
  return { send, done, make, refusal, get, read, postOf, handIn }
}
