import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { escalateSilence } from '../../platform/notify/escalate.ts'
import { type SignedIn, smallPlaybook, startTestApp, type TestApp } from './leads-fixture.ts'

const NAME = '柳小鹿'

let app: TestApp
let heads: readonly SignedIn[]
let officers: readonly SignedIn[]
let office: SignedIn
let village: SignedIn
let otherVillage: SignedIn
let teacher: SignedIn

const playbook = {
  ...smallPlaybook,
  leadingGroup: [
    { id: 'secretary', title: '书记', rank: 'head' },
    { id: 'mayor', title: '镇长', rank: 'head' },
  ],
} as typeof smallPlaybook

beforeAll(async () => {
  app = await startTestApp({ playbook })
  officers = [
    await app.signIn('police', { unit: 'police', holder: '闻警官' }),
    await app.signIn('police', { unit: 'police', holder: '秦警官' }),
  ]
  office = await app.signIn('office', { holder: '白干部' })
  village = await app.signIn('village', { villages: ['shiqiao'], holder: '石主任' })
  otherVillage = await app.signIn('village', { villages: ['lianhua'], holder: '莲主任' })
  teacher = await app.signIn('school', { holder: '苏老师' })
  heads = [
    await app.signIn('leader', { unit: 'party', holder: '庄书记' }),
    await app.signIn('leader', { unit: 'party', holder: '江镇长' }),
  ]
  for (const [index, post] of ['secretary', 'mayor'].entries())
    await app.owner.query('UPDATE post SET leading_post = $1 WHERE account = $2', [
      post,
      heads[index]?.['test-account'],
    ])
  await app.signIn('leader', { unit: 'civil', holder: '联村领导' })
  await app.signIn('discipline', { unit: 'party', holder: '祝书记' })
})
afterAll(() => app?.stop())

const act = async (who: SignedIn, name: string, input: object, more: object = {}) =>
  await app.app.inject({
    method: 'POST',
    url: '/api/acts',
    headers: who,
    payload: { id: randomUUID(), act: name, input, ...more },
  })
const report = async (who: SignedIn, more: object = {}) => {
  const record = randomUUID()
  const input = {
    calledAt: '2024-05-19T01:00:00.000Z',
    lastSeen: '小学门口',
    clothes: '红外套、蓝书包',
    onVillage: 'shiqiao',
    child: NAME,
    guardian: '柳大田 15400001111',
    ...more,
  }
  const answer = await act(who, 'missing.report', input, { record })
  expect(answer.statusCode, answer.body).toBe(200)
  return record
}
type Search = {
  tellings: { holder: string; part: string; isMine: boolean; acknowledgedAt: string | null }[]
}
const searchOf = async (who: SignedIn, id: string): Promise<Search> =>
  (await app.app.inject({ method: 'GET', url: `/api/missing/${id}`, headers: who })).json()
type Message = { account: string; template: string; acknowledged_at: Date | null; escalate_at: Date | null }
const messagesOf = async (id: string): Promise<readonly Message[]> =>
  (
    await app.owner.query<Message>(
      `SELECT account, template, acknowledged_at, escalate_at FROM notification
       WHERE about_record = $1 ORDER BY template, account`,
      [id],
    )
  ).rows
const accountOf = (who: SignedIn | undefined) => who?.['test-account'] ?? ''

describe('a child who is missing', () => {
  test('is told at once to both heads, the police, the office and the village, and the text says not who', async () => {
    const id = await report(teacher)
    const { tellings } = await searchOf(office, id)
    expect(tellings.map((each) => [each.part, each.holder]).sort()).toEqual([
      ['head', '庄书记'],
      ['head', '江镇长'],
      ['office', '白干部'],
      ['officer', '秦警官'],
      ['officer', '闻警官'],
      ['village', '石主任'],
    ])
    const told = await messagesOf(id)
    expect(told.map((each) => each.account).sort()).toEqual(
      [...heads, ...officers, office, village].map(accountOf).sort(),
    )
    expect(new Set(told.map((each) => each.template))).toEqual(new Set(['missing.reported']))
    for (const who of [heads[0], village] as SignedIn[]) {
      const bell = await app.app.inject({ method: 'GET', url: '/api/messages', headers: who })
      expect(bell.body).toContain('有一名儿童走失')
      expect(bell.body).not.toMatch(/柳|15400001111|红外套|小学门口/)
    }
    const unheard = await app.app.inject({ method: 'GET', url: '/api/messages', headers: otherVillage })
    expect(unheard.body).not.toContain('走失')
  })

  test('is not told to whoever registers it, who knows', async () => {
    const id = await report(village)
    expect((await messagesOf(id)).map((each) => each.account)).not.toContain(accountOf(village))
    expect((await searchOf(office, id)).tellings.map((each) => each.holder)).not.toContain('石主任')
  })

  test('is acknowledged on its page or from the bell, at its time; one officer is enough, each head must', async () => {
    const id = await report(teacher)
    const [one, other] = officers as [SignedIn, SignedIn]
    expect((await act(one, 'missing.acknowledge', { matter: id })).statusCode).toBe(200)
    const { rows } = await app.owner.query<{ id: string }>(
      'SELECT id FROM notification WHERE about_record = $1 AND account = $2',
      [id, accountOf(heads[0])],
    )
    const fromTheBell = await act(heads[0] as SignedIn, 'message.acknowledge', {
      messages: rows.map((row) => row.id),
    })
    expect(fromTheBell.statusCode, fromTheBell.body).toBe(200)
    const { tellings } = await searchOf(office, id)
    const seen = tellings.filter((each) => each.acknowledgedAt).map((each) => each.holder)
    expect(seen.sort()).toEqual(['庄书记', '闻警官'])
    const byAccount = new Map((await messagesOf(id)).map((each) => [each.account, each]))
    expect(byAccount.get(accountOf(one))?.acknowledged_at).not.toBeNull()
    // The silence of the second officer is nobody's business any more; that of the second head is.
    expect(byAccount.get(accountOf(other))?.escalate_at).toBeNull()
    expect(byAccount.get(accountOf(heads[1]))?.escalate_at).not.toBeNull()
  })

  test('passes a head’s silence on after ten minutes', async () => {
    const id = await report(teacher)
    for (const who of [...officers, office, village, heads[0]] as SignedIn[])
      expect((await act(who, 'missing.acknowledge', { matter: id })).statusCode).toBe(200)
    const township = await app.townships.get('north')
    const silent = (await messagesOf(id)).filter((each) => each.escalate_at && !each.acknowledged_at)
    expect(silent.map((each) => each.account)).toEqual([accountOf(heads[1])])
    const at = silent[0]?.escalate_at?.getTime() ?? 0
    const silences = async () =>
      (await messagesOf(id)).filter((each) => each.template === 'notice.silence').map((each) => each.account)
    await escalateSilence(app.scopes, township, at - 1000)
    expect(await silences()).toEqual([])
    await escalateSilence(app.scopes, township, at + 1000)
    expect(await silences()).toContain(accountOf(office))
    expect(await silences()).not.toContain(accountOf(heads[1]))
  })

  test('has nothing to acknowledge for who was not told, or does not see it', async () => {
    const id = await report(village)
    expect((await act(otherVillage, 'missing.acknowledge', { matter: id })).statusCode).toBe(404)
    expect((await act(village, 'missing.acknowledge', { matter: id })).statusCode).toBe(404)
    expect((await act(teacher, 'missing.acknowledge', { matter: id })).statusCode).toBe(403)
  })

  test('once found, stops the search of everybody who was told', async () => {
    const id = await report(teacher)
    const found = { foundAt: '2024-05-19T03:00:00.000Z', foundHow: 'search' }
    expect((await act(office, 'missing.found', found, { record: id })).statusCode).toBe(200)
    const told = (await messagesOf(id)).filter((each) => each.template === 'missing.found')
    expect(told.map((each) => each.account).sort()).toEqual(
      [...heads, ...officers, village].map(accountOf).sort(),
    )
  })

  test.each([
    ['clothes', { clothes: `${NAME}穿红外套` }],
    ['clothes', { clothes: '柳 小鹿穿红外套' }],
    ['lastSeen', { lastSeen: `小学门口，找${NAME}` }],
    ['clothes', { clothes: '红外套，见到请打15400001111' }],
  ])('is not described by its name or a number in what is passed on (%s)', async (field, words) => {
    const input = { lastSeen: '小学门口', onVillage: 'shiqiao', child: NAME, ...words }
    const answer = await act(teacher, 'missing.report', input, { record: randomUUID() })
    expect(answer.statusCode).toBe(422)
    expect(answer.json().faults).toMatchObject([{ path: `input.${field}` }])
  })
})
