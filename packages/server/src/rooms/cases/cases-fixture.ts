import { createHash, randomUUID } from 'node:crypto'
import type { Playbook } from '@hulei/core'
import sharp from 'sharp'
import { expect } from 'vitest'
import { type SignedIn, startTestApp, type TestApp } from '../../platform/test-app.ts'
import { smallPlaybook } from '../leads/leads-fixture.ts'

export type { SignedIn, TestApp } from '../../platform/test-app.ts'

/** The small playbook with what cases need: steps, when they fall due, and the units that take part. */
export const casesPlaybook = {
  ...smallPlaybook,
  township: { code: 'north', name: '云溪镇', county: '甲县', city: '乙市', province: '丙省' },
  units: [
    ...smallPlaybook.units,
    { id: 'jiwei', name: '纪委', short: '纪委', kind: 'department', role: 'discipline', remits: [] },
    { id: 'court', name: '法庭', short: '法庭', kind: 'court', role: 'officer', remits: ['court'] },
  ],
  lists: {
    caseSteps: ['evaluation', 'consultation', 'higher-check', 'court-dates'].map((id) => ({ id, name: id })),
    venueTypes: [{ id: 'ktv', name: '歌厅' }],
    mechanismTypes: [{ id: 'working-mechanism', name: '工作机制' }],
  },
  caseChecklist: [{ step: 'court-dates', from: 'prosecuted' }],
} as unknown as Playbook

export const startCasesApp = (): Promise<TestApp> => startTestApp({ playbook: casesPlaybook })

/** Does acts and reads as people do, and says what the server refused. */
export function officeOf(app: TestApp) {
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
  const get = async (who: SignedIn, url: string) => await app.app.inject({ method: 'GET', url, headers: who })
  const read = async <T>(who: SignedIn, url: string): Promise<T> => {
    const answer = await get(who, url)
    expect(answer.statusCode, `${url}: ${answer.body}`).toBe(200)
    return answer.json() as T
  }
  /** The post of somebody, which an assignment names. */
  const postOf = async (who: SignedIn): Promise<string> => {
    const { rows } = await app.owner.query<{ id: string }>('SELECT id FROM post WHERE account = $1', [
      who['test-account'],
    ])
    return rows[0]?.id ?? ''
  }
  const advance = async (
    who: SignedIn,
    record: string,
    ...stages: readonly (readonly [string, string])[]
  ) => {
    for (const [to, on] of stages) await done(who, 'case.advance', { to, on }, { record })
  }
  /** A photo that somebody has handed in: its SHA-256. */
  const handIn = async (who: SignedIn): Promise<string> => {
    const photo = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#577' } })
      .jpeg()
      .toBuffer()
    const sha256 = createHash('sha256').update(photo).digest('hex')
    const answer = await app.app.inject({
      method: 'POST',
      url: '/api/files',
      headers: { ...who, 'hulei-sha256': sha256, 'content-type': 'image/jpeg' },
      payload: photo,
    })
    expect(answer.statusCode, answer.body).toBe(200)
    return sha256
  }
  return { send, done, make, get, read, postOf, advance, handIn }
}
