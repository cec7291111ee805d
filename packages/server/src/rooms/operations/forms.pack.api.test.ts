import { createHash, randomUUID } from 'node:crypto'
import type { PackForm, PackRef, PackReply, Playbook } from '@hulei/core'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type SignedIn, startTestApp, type TestApp } from '../../platform/test-app.ts'
import { smallPlaybook } from '../../platform/test-server.ts'

const playbook = {
  ...smallPlaybook,
  limits: { recheckDays: 15 },
  units: [...smallPlaybook.units, { id: 'police', name: '派出所', remits: [] }],
  lists: { venueTypes: [{ id: 'ktv', name: '歌厅' }], inspectionFocuses: [{ id: 'alcohol', name: '售酒' }] },
  fields: { patrol: [{ id: 'weather', label: '天气', type: 'text', required: true }] },
} as unknown as Playbook

let app: TestApp
let police: SignedIn
let venue: string

const act = async (who: SignedIn, name: string, input: object, more: object = {}) => {
  const answer = await app.app.inject({
    method: 'POST',
    url: '/api/acts',
    headers: who,
    payload: { id: randomUUID(), act: name, record: randomUUID(), input, ...more },
  })
  if (answer.statusCode !== 200) throw new Error(answer.body)
  return answer.json() as { record: string; act: string }
}
const withPhone = async (who: SignedIn) => {
  const phone = randomUUID()
  await act(who, 'phone.register', { label: '手机', registeredOn: '2024-05-20' }, { record: phone })
  return { ...who, 'hulei-phone': phone }
}
const itemsOf = async (who: SignedIn) => {
  const answer = await app.app.inject({
    method: 'POST',
    url: '/api/field/pack',
    headers: who,
    payload: {},
  })
  expect(answer.statusCode, answer.body).toBe(200)
  return (answer.json() as PackReply).items
}
const formsOf = async (who: SignedIn) =>
  new Map(
    (await itemsOf(who))
      .filter(({ key }) => key.startsWith('form/'))
      .map(({ body }) => [(body as PackForm).act, body as PackForm]),
  )
const refsOf = async (who: SignedIn, kind: string) =>
  (await itemsOf(who)).filter(({ key }) => key.startsWith(`ref/${kind}/`)).map(({ body }) => body as PackRef)

const photo = async () => {
  const bytes = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#226' } })
    .jpeg()
    .toBuffer()
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const headers = { ...police, 'content-type': 'image/jpeg', 'hulei-sha256': sha256 }
  const answer = await app.app.inject({ method: 'POST', url: '/api/files', headers, payload: bytes })
  expect(answer.statusCode).toBe(200)
  return sha256
}

beforeAll(async () => {
  app = await startTestApp({ playbook })
  police = await withPhone(await app.signIn('police', { unit: 'police' }))
  const register = (name: string, village: string) =>
    act(police, 'venue.register', {
      name,
      village,
      type: 'ktv',
      licence: 'licensed',
      licensee: '金太阳',
      phone: '13800000001',
      hasCamera: true,
      hasHotline: true,
      noMinorsSign: 'up',
      noSaleSign: 'up',
    })
  venue = (await register('金太阳歌厅', 'shiqiao')).record
  await register('莲花茶馆', 'lianhua')
})
afterAll(() => app?.stop())

describe('forms of field work in the work pack', () => {
  test('are those that the post may fill in, with what the plan adds', async () => {
    const forms = await formsOf(police)
    expect([...forms.keys()]).toEqual(
      expect.arrayContaining(['patrol.record', 'inspection.record', 'venue.register', 'operation.record']),
    )
    expect(forms.get('patrol.record')?.fields.find((field) => field.name === 'weather')).toMatchObject({
      isExtra: true,
      label: '天气',
    })
    expect(forms.get('patrol.record')?.fields.find((field) => field.name === 'who')?.preset).toBe('测试员')
    const school = await formsOf(await withPhone(await app.signIn('school')))
    expect([...school.keys()]).not.toContain('patrol.record')
    const village = await formsOf(await withPhone(await app.signIn('village')))
    expect([...village.keys()]).toContain('head-count.confirm')
    expect([...village.keys()]).not.toContain('inspection.record')
  })

  test('bring the records that they may name, by the words people know, and no more of them', async () => {
    const refs = await refsOf(police, 'venue')
    expect(refs.find((ref) => ref.id === venue)).toEqual({
      id: venue,
      version: expect.stringMatching(/-/),
      name: '金太阳歌厅',
      facts: ['歌厅', '石桥村'],
      tokens: expect.arrayContaining(['jintaiyanggeting', 'jtygt', '歌厅']),
      may: [],
    })
    expect(JSON.stringify(refs)).not.toMatch(/13800000001|licensee/)
  })

  test('bring a village post its own village’s records alone', async () => {
    const village = await withPhone(await app.signIn('village'))
    expect((await refsOf(village, 'venue')).map((ref) => ref.name)).toEqual(['金太阳歌厅'])
  })

  test('offer a record for following up until that is done, and only to whom it is granted', async () => {
    const other = await withPhone(await app.signIn('officer', { unit: 'civil' }))
    await act(police, 'inspection.record', {
      inspectedOn: '2024-05-19',
      venue,
      focuses: ['alcohol'],
      inspectors: '石山',
      outcome: '查验身份证登记',
      problem: '没有张贴禁入标识',
      problemDueOn: '2024-05-25',
      photos: [],
    })
    const [finding] = await refsOf(police, 'finding')
    expect(finding).toMatchObject({
      name: '金太阳歌厅',
      facts: ['没有张贴禁入标识', '整改期限 2024-05-25', '石桥村'],
      may: ['finding.close'],
    })
    expect((await refsOf(other, 'finding')).flatMap((ref) => ref.may)).toEqual([])
    await act(
      police,
      'finding.close',
      { closedOn: '2024-05-20', closure: '已张贴', proof: [await photo()] },
      { record: finding?.id, version: finding?.version },
    )
    expect(await refsOf(police, 'finding')).toEqual([])
  })

  test('are written to the read log by the kind of record that was read', async () => {
    const who = await withPhone(await app.signIn('police', { unit: 'police' }))
    await itemsOf(who)
    await app.readLog.flush()
    const { rows } = await app.owner.query(
      'SELECT kind, rows FROM read_log WHERE account = $1 ORDER BY kind',
      [who['test-account']],
    )
    expect(rows).toEqual(expect.arrayContaining([{ kind: 'venue', rows: 2 }]))
    expect(rows.map((row) => row.kind)).not.toContain('child')
  })
})
