import { randomUUID } from 'node:crypto'
import { type DutyLight, type DutyRows, postRoles } from '@hulei/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SignedIn } from '../../platform/test-app.ts'
import { type DutyApp, startDutyApp, visitTo } from './duties-fixture.ts'

let app: DutyApp
let office: SignedIn
let worker: SignedIn
let civil: SignedIn
const children: Record<string, string> = {}

const get = async (who: SignedIn, path: string) =>
  app.app.inject({ method: 'GET', url: `/api/duties/${path}`, headers: who })
const read = async <T>(who: SignedIn, path: string): Promise<T> => {
  const answer = await get(who, path)
  if (answer.statusCode !== 200) throw new Error(answer.body)
  return answer.json() as T
}
const act = async (who: SignedIn, name: string, input: object, more: object = {}) => {
  const answer = await app.app.inject({
    method: 'POST',
    url: '/api/acts',
    headers: who,
    payload: { id: randomUUID(), act: name, input, ...more },
  })
  if (answer.statusCode !== 200) throw new Error(answer.body)
  return answer.json() as { record: string; act: string }
}

beforeAll(async () => {
  app = await startDutyApp('2024-05-20')
  office = await app.signIn('office')
  worker = await app.signIn('village', { unit: 'village' })
  civil = await app.signIn('officer', { unit: 'civil' })
  for (const [name, village] of [
    ['林小雨', 'shiqiao'],
    ['周安', 'shiqiao'],
    ['何田', 'lianhua'],
  ] as const) {
    const { record } = await act(office, 'child.enrol', {
      name,
      sex: 'female',
      bornOn: '2014-03-05',
      village,
    })
    children[name] = record
    const listing = { child: record, category: 'left-behind', basis: 'statutory', from: '2024-03-01' }
    await act(office, 'listing.open', listing)
  }
  const photos = [await app.photo(worker, 10), await app.photo(worker, 200)]
  await act(worker, 'visit.record', visitTo(children.林小雨 ?? '', '2024-05-18', photos))
})
afterAll(() => app?.stop())

describe('duty lights over HTTP', () => {
  test('come for this month and today unless said, a village seeing its own', async () => {
    const all = await read<{ month: string; asOf: string; today: string; lights: DutyLight[] }>(
      office,
      'lights',
    )
    expect(all).toMatchObject({ month: '2024-05', asOf: '2024-05-20', today: '2024-05-20' })
    expect(all.lights.filter((light) => light.duty === 'village-1').map((light) => light.subject)).toEqual([
      '石桥村',
      '莲花村',
    ])
    const own = await read<{ lights: DutyLight[] }>(worker, 'lights')
    expect(own.lights.map((light) => [light.subject, light.parts[0]?.due, light.parts[0]?.done])).toEqual([
      ['石桥村', 4, 1],
    ])
    expect((await read<{ lights: DutyLight[] }>(worker, 'lights?village=lianhua')).lights).toEqual([])
  })

  test('are for those who have duties or watch over them', async () => {
    const allowed = ['village', 'officer', 'office', 'police', 'leader', 'discipline', 'county']
    for (const role of postRoles) {
      const { statusCode } = await get(await app.signIn(role), 'lights')
      expect([role, statusCode]).toEqual([role, allowed.includes(role) ? 200 : 403])
    }
  })

  test('keep their colour but not their figures where few people are counted, for those who see no records', async () => {
    const one = 'lights?duty=village-1'
    const seen = await read<{ lights: DutyLight[] }>(office, one)
    expect(seen.lights.map((light) => light.due)).toEqual([6, 3])
    for (const role of ['county', 'discipline'] as const) {
      const overseer = await app.signIn(role)
      for (const path of [one, `${one}&village=shiqiao`]) {
        const told = await read<{ lights: DutyLight[] }>(overseer, path)
        for (const light of told.lights) {
          expect(light.status).toBe(seen.lights.find((each) => each.village === light.village)?.status)
          expect([light.due, light.done, light.missing]).toEqual([0, 0, 0])
          expect(light.reason).toContain('涉及人数较少，不列数目')
          expect(JSON.stringify(light)).not.toContain('人次，已')
        }
      }
      const behind = await get(overseer, 'rows?duty=village-1&village=shiqiao&window=2024-05')
      expect([behind.statusCode, behind.json().code]).toEqual([403, 'duties.rows-withheld'])
    }
  })

  test('come for several months of one unit or village, in one answer', async () => {
    type Span = { months: { month: string; lights: DutyLight[] }[] }
    const span = await read<Span>(office, 'span?from=2024-04&to=2024-05&village=shiqiao')
    expect(span.months.map(({ month }) => month)).toEqual(['2024-04', '2024-05'])
    const single = await read<{ lights: DutyLight[] }>(office, 'lights?month=2024-05&village=shiqiao')
    expect(span.months[1]?.lights).toEqual(single.lights)
    const foreign = await read<Span>(worker, 'span?from=2024-05&to=2024-05&village=lianhua')
    expect(foreign.months[0]?.lights).toEqual([])
    for (const wrong of ['from=2024-05&to=2024-04', 'from=2022-01&to=2024-05']) {
      expect((await get(office, `span?${wrong}`)).json()).toMatchObject({ faults: [{ code: 'duties.span' }] })
    }
  })

  test('of several months are those known on a day past, and only of units and villages that the post sees', async () => {
    type Span = { asOf: string; months: { month: string; lights: DutyLight[] }[] }
    const visits = async (path: string) => {
      const { asOf, months } = await read<Span>(office, `span?from=2024-03&to=2024-05&village=shiqiao${path}`)
      const line = (lights: DutyLight[]) => lights.find((light) => light.duty === 'village-1')?.parts[0]
      return [asOf, ...months.map(({ lights }) => line(lights)?.done)]
    }
    expect(await visits('')).toEqual(['2024-05-20', 0, 0, 1])
    expect((await visits('&asOf=2024-05-17'))[3]).toBe(0)
    const lightsFor = async (who: SignedIn, path: string) =>
      (await read<Span>(who, `span?from=2024-04&to=2024-05${path}`)).months.map(({ lights }) => [
        ...new Set(lights.map((light) => light.unit)),
      ])
    expect(await lightsFor(civil, '')).toEqual([['civil'], ['civil']])
    for (const other of ['&unit=edu', '&village=shiqiao', '&unit=pingan']) {
      expect([other, await lightsFor(civil, other)]).toEqual([other, [[], []]])
    }
    expect((await get(await app.signIn('auditor'), 'span?from=2024-04&to=2024-05')).statusCode).toBe(403)
    expect((await get(office, 'span?from=2024-04&to=2024-05&asOf=2024-05-21')).statusCode).toBe(422)
  })

  test('are refused for a month that is none, a day that is none, a day that has not come', async () => {
    expect((await get(office, 'lights?month=5')).body).toContain('月份应写作 2024-05')
    expect((await get(office, 'lights?asOf=2024-05-32')).body).toContain('日期应写作 2024-05-20')
    expect((await get(office, 'lights?asOf=2024-05-21')).json()).toMatchObject({
      status: 422,
      faults: [{ code: 'duties.as-of-future', message: '截至日期不能晚于今天' }],
    })
  })

  test('are described in OpenAPI, shape and all', async () => {
    const { paths } = (await app.app.inject({ url: '/api/openapi.json' })).json()
    const schema = paths['/api/duties/lights'].get.responses['200'].content['application/json'].schema
    const { lights } = await read<{ lights: DutyLight[] }>(office, 'lights')
    expect(Object.keys(schema.properties.lights.items.properties).sort()).toEqual(
      Object.keys(lights[0] ?? {}).sort(),
    )
  })
})

describe('the rows behind a light', () => {
  const path = 'rows?duty=village-1&village=shiqiao&window=2024-05&part=0'

  test('are named with what proves them, the missing first', async () => {
    const found = await read<DutyRows>(worker, path)
    expect(found.rows.map((row) => [row.label, row.due, row.done, row.proofs.length])).toEqual([
      ['周安', 2, 0, 0],
      ['林小雨', 2, 1, 1],
    ])
    expect(found).toMatchObject({ hidden: 0, left: 0, unitOfCount: '人次' })
    expect(found.rows[1]?.proofs[0]).toMatchObject({ kind: 'visit', on: '2024-05-18' })
  })

  test('are withheld, their number too, from a post that may not read such records', async () => {
    const discipline = await app.signIn('discipline')
    const answer = await get(discipline, path)
    expect(answer.json()).toMatchObject({ status: 403, code: 'duties.rows-withheld' })
    expect(answer.body).not.toContain('林小雨')
  })

  test('of another village, unit or window do not exist', async () => {
    for (const other of [
      'rows?duty=village-1&village=lianhua&window=2024-05',
      'rows?duty=village-1&window=2024-05',
      'rows?duty=dispatch&unit=pingan&window=2024-05-H1',
      'rows?duty=village-1&village=shiqiao&window=2024-13',
      'rows?duty=village-1&village=shiqiao&window=2024-05&part=5',
      'rows?duty=nothing&village=shiqiao&window=2024-05',
    ])
      expect([other, (await get(worker, other)).statusCode]).toEqual([other, 404])
  })

  test('are those known on the day', async () => {
    expect((await read<DutyRows>(office, `${path}&asOf=2024-05-19`)).rows).toEqual([])
  })
})

describe('a reminder', () => {
  test('carries counts, and no name', async () => {
    const { text } = await read<{ text: string }>(office, 'reminder?village=shiqiao')
    expect(text).toContain('【履职提醒】石桥村：截至5月20日，2024年5月还有 1 项职责未完成')
    expect(text).toContain('重点儿童上户走访应 4 人次，已 1，缺 3')
    for (const name of Object.keys(children)) expect(text).not.toContain(name)
  })

  test('is for one unit or village that the post sees', async () => {
    expect((await get(office, 'reminder')).statusCode).toBe(422)
    expect((await get(office, 'reminder?unit=village')).json()).toMatchObject({
      faults: [{ code: 'duties.whose' }],
    })
    expect((await get(worker, 'reminder?village=lianhua')).statusCode).toBe(404)
    expect((await get(civil, 'reminder?unit=edu')).statusCode).toBe(404)
  })

  test('goes to the unit’s people as a message with a count, from the office alone', async () => {
    const asked = { onUnit: 'village', onVillage: 'shiqiao', month: '2024-05' }
    expect(await act(office, 'duty.remind', asked)).toMatchObject({ told: expect.any(Number) })
    const { messages } = (
      await app.app.inject({ method: 'GET', url: '/api/messages', headers: worker })
    ).json() as { messages: { title: string; text: string }[] }
    expect(messages).toMatchObject([
      { title: '履职提醒', text: expect.stringMatching(/^2024年5月还有\d项职责未完成，请及时补齐。$/) },
    ])
    await expect(act(worker, 'duty.remind', asked)).rejects.toThrow('act.not-allowed')
    await expect(act(office, 'duty.remind', { onUnit: 'edu', month: '2024-05' })).rejects.toThrow(
      'duties.nothing-owed',
    )
  })
})

describe('the inspection folder', () => {
  type Folder = {
    subject: string
    lights: { duty: string; behind: (DutyRows & { evidence: unknown[] })[] }[]
  }

  test('has every light with its rows and the files that prove them', async () => {
    const folder = await read<Folder>(worker, 'folder?village=shiqiao')
    expect(folder.subject).toBe('石桥村')
    expect(folder.lights[0]?.behind.map((part) => [part.rows.length, part.evidence.length])).toEqual([
      [2, 2],
      [2, 0],
    ])
  })

  test('of a unit has what it attested and the file with it', async () => {
    const list = await app.photo(civil, 77)
    const input = { duty: 'civil-1', window: '2024-05', statement: '走访困难家庭12户', evidence: [list] }
    await act(civil, 'duty.attest', input)
    const folder = await read<Folder>(office, 'folder?unit=civil')
    expect(folder.lights[0]?.behind[0]).toMatchObject({
      rows: [{ kind: 'attestation', label: '5月20日报备 走访困难家庭12户' }],
      evidence: [{ sha256: list, mediaType: 'image/jpeg' }],
    })
  })

  test('notes in the read log what kinds were listed', async () => {
    await app.readLog.flush()
    const { rows } = await app.owner.query(
      "SELECT DISTINCT kind FROM read_log WHERE what = 'list' ORDER BY 1",
    )
    expect(rows.map((row) => row.kind)).toEqual(['attestation', 'child'])
  })
})

describe('an attestation', () => {
  const attest = (who: SignedIn, more: object) =>
    act(who, 'duty.attest', {
      duty: 'civil-1',
      window: '2024-05',
      statement: '已做',
      evidence: ['e'.repeat(64)],
      ...more,
    })

  test('is refused for another unit’s duty, for what is measured, and for a window that is not the duty’s', async () => {
    await expect(attest(worker, {})).rejects.toThrow('您的岗位不能办理')
    await expect(attest(worker, { duty: 'village-1' })).rejects.toThrow('由系统按记录测算')
    await expect(attest(civil, { window: '2024-05-H1' })).rejects.toThrow('没有这个周期')
    await expect(attest(civil, { window: '2024-06' })).rejects.toThrow('还没有开始')
  })

  test('without evidence is no attestation', async () => {
    await expect(attest(civil, { evidence: [] })).rejects.toThrow('请附佐证材料')
    await expect(attest(civil, { evidence: undefined })).rejects.toThrow('请附佐证材料')
  })
})
