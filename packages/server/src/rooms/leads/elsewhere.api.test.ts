import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { deliverDue } from '../../platform/notify/index.ts'
import { handOutside, watchLeads } from './index.ts'
import { type SignedIn, smallPlaybook, startTestApp, type TestApp } from './leads-fixture.ts'

/** A lead that nobody in the township may see. */

let app: TestApp
let teacher: SignedIn
let administrator: SignedIn
const texted: { phone: string; text: string }[] = []
const toGroup: string[] = []

beforeAll(async () => {
  app = await startTestApp({
    playbook: {
      ...smallPlaybook,
      leadingGroup: [
        { id: 'secretary', title: '书记', rank: 'head' },
        { id: 'deputy', title: '副职', rank: 'standing-deputy' },
        { id: 'members', title: '成员', rank: 'member' },
      ],
      contacts: {
        ...smallPlaybook.contacts,
        outside: { ...smallPlaybook.contacts.outside, mobile: '13700001111' },
      },
    } as typeof smallPlaybook,
  })
  teacher = await app.signIn('school', { holder: '苏老师' })
  administrator = await app.signIn('administrator')
  for (const role of ['police', 'leader', 'office', 'discipline'] as const)
    await app.signIn(role, { unit: role === 'police' ? 'police' : 'party' })
})
afterAll(() => app?.stop())

const act = async (who: SignedIn, name: string, input: object, more: object = {}) => {
  const answer = await app.app.inject({
    method: 'POST',
    url: '/api/acts',
    headers: who,
    payload: { id: randomUUID(), act: name, input, ...more },
  })
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json() as { record: string }
}
const report = async (input: object) =>
  (
    await act(
      teacher,
      'lead.report',
      { story: '他对孩子动手', child: '柳小鹿', ...input },
      { record: randomUUID() },
    )
  ).record
const deliver = async () => {
  texted.length = 0
  toGroup.length = 0
  await deliverDue(
    {
      scopes: app.scopes,
      keyring: app.keyring,
      channels: {
        groups: [
          {
            channel: 'wecom',
            name: 'all',
            townships: [],
            roles: [],
            send: async ({ text }) => {
              toGroup.push(text)
              return { result: 'sent', detail: 'ok' }
            },
          },
        ],
        texts: {
          channel: 'sms',
          // Even where the settings send text messages to leaders only.
          roles: ['leader'],
          send: async (phone, { text }) => {
            texted.push({ phone, text })
            return { result: 'sent', detail: 'ok' }
          },
        },
      },
    },
    await app.townships.get('north'),
    Date.now,
  )
}
const ownersOf = async (lead: string) =>
  (
    await app.owner.query<{ account: string }>(
      'SELECT account FROM assignment WHERE matter = $1 AND ended_on IS NULL',
      [lead],
    )
  ).rows.map((row) => row.account)

describe('while nobody outside has an account', () => {
  test('a lead that leaves everybody out goes to the plan’s contact by text message, without a word of what it is', async () => {
    await deliver()
    const lead = await report({ isInsider: true })
    expect(await ownersOf(lead)).toEqual([])
    await deliver()
    expect(texted).toEqual([{ phone: '13700001111', text: expect.stringContaining('镇外受理') }])
    expect(texted[0]?.text).not.toMatch(/柳|苏|孩子|动手|[0-9a-f]{8}-/)
    expect(toGroup).toEqual([])
    await deliver()
    expect(texted).toEqual([])
  })

  test('a lead that has somebody does not', async () => {
    await report({})
    await report({ isInsider: true, insiderVillage: 'shiqiao' })
    await deliver()
    expect(texted).toEqual([])
  })

  test('the contact hears again when the limit has run out', async () => {
    const lead = await report({ isInsider: true })
    await deliver()
    await app.owner.query(
      `UPDATE lead SET reported_at = reported_at - interval '80 hours', decide_by = decide_by - interval '80 hours' WHERE id = $1`,
      [lead],
    )
    await watchLeads(app, await app.townships.get('north'))
    await deliver()
    expect(texted.map((each) => each.phone)).toEqual(['13700001111'])
  })

  test('the administrator is warned, and of every leading post that nobody holds', async () => {
    const answer = await app.app.inject({ method: 'GET', url: '/api/accounts', headers: administrator })
    expect((answer.json() as { vacancies: unknown[] }).vacancies).toEqual([
      { what: 'outside', isTexted: true },
      { what: 'leading', title: '书记' },
      { what: 'leading', title: '副职' },
    ])
  })

  test('whoever is appointed outside then has what nobody could see, and the warning is gone', async () => {
    const lead = await report({ isInsider: true })
    const account = randomUUID()
    const appoint = (role: string, more: object = {}) =>
      act(
        administrator,
        'post.assign',
        {
          account: role === 'outside' ? account : randomUUID(),
          holder: '温检察官',
          title: '镇外受理',
          role,
          postUnit: 'pingan',
          villages: [],
          from: '2024-01-01',
          approvedBy: '李书记',
          ...more,
        },
        { record: randomUUID() },
      )
    await appoint('outside')
    const watch = async () => await handOutside(app, await app.townships.get('north'))
    expect(await watch()).toBeGreaterThan(0)
    expect(await ownersOf(lead)).toEqual([account])
    expect(await watch()).toBe(0)
    await appoint('leader', { leadingPost: 'secretary' })
    const answer = await app.app.inject({ method: 'GET', url: '/api/accounts', headers: administrator })
    expect((answer.json() as { vacancies: unknown[] }).vacancies).toEqual([
      { what: 'leading', title: '副职' },
    ])
    await deliver()
    await report({ isInsider: true })
    await deliver()
    expect(texted.map((each) => each.phone)).not.toContain('13700001111')
  })
})

describe('somebody who is left out after they were told', () => {
  test('finds no message of it at the bell, and none that was still to be carried out', async () => {
    const police = await app.signIn('police', { unit: 'police', holder: '尹警官' })
    const other = await app.signIn('police', { unit: 'police', holder: '闻警官' })
    const lead = await report({})
    const bell = async () =>
      (
        (await app.app.inject({ method: 'GET', url: '/api/messages/count', headers: police })).json() as {
          open: number
        }
      ).open
    const before = await bell()
    const { rows } = await app.owner.query<{ id: string }>('SELECT id FROM post WHERE account = $1', [
      police['test-account'],
    ])
    await act(other, 'matter.leave-out', { matter: lead, post: rows[0]?.id }, { reason: '是亲属' })
    expect(await bell()).toBe(before - 1)
    await deliver()
    expect(toGroup).toEqual([])
    const sent = await app.owner.query(
      `SELECT FROM notification_delivery d JOIN notification n ON n.id = d.notification
        WHERE n.account = $1 AND n.about_record = $2 AND d.state = 'sent'`,
      [police['test-account'], lead],
    )
    expect(sent.rowCount).toBe(0)
  })
})
