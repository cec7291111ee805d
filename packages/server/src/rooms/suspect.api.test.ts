import { randomUUID } from 'node:crypto'
import { kinds } from '@hulei/core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dutyPlaybook } from './duties/duties-fixture.ts'
import { openDueWindows } from './duties/index.ts'
import { contentOf, timeless } from './every-address.ts'
import { measures } from './index.ts'
import { watchLeads } from './leads/index.ts'
import { type SignedIn, smallPlaybook, startTestApp, type TestApp } from './leads/leads-fixture.ts'

/**
 * The suspect is one of us. Before and after a lead against them, with everything that follows from it, every address that
 * can be read is read as the suspect: the answers are the same, byte for byte, but for the time of day.
 */

const playbook = {
  ...dutyPlaybook,
  ...smallPlaybook,
  plan: dutyPlaybook.plan,
  duties: [
    {
      id: 'police-1',
      unit: 'police',
      no: 1,
      title: '线索限时处理',
      clause: '附',
      cadence: { each: 'lead', within: '72 hours' },
      proves: ['leads.decided', 'leads.leaders-told', 'leads.mandatory-reports'].map((measure) => ({
        measure,
        target: 'all',
      })),
    },
  ],
} as unknown as typeof smallPlaybook

let app: TestApp
let others: Readonly<Record<'police' | 'teacher' | 'leader2' | 'outside' | 'office2', SignedIn>>
let paths: readonly string[]

beforeAll(async () => {
  app = await startTestApp({ playbook, townships: ['north'] })
  others = {
    police: await app.signIn('police', { unit: 'police', holder: '闻警官' }),
    teacher: await app.signIn('school', { holder: '苏老师' }),
    leader2: await app.signIn('leader', { unit: 'urban', holder: '江书记' }),
    outside: await app.signIn('outside', { unit: 'elsewhere', holder: '温检察官' }),
    office2: await app.signIn('office', { unit: 'pingan', holder: '白干部' }),
  }
  await openDueWindows(app.scopes, await app.townships.get('north'), measures)
  paths = Object.entries(
    (app.app as unknown as { swagger(): { paths: Record<string, object> } }).swagger().paths,
  )
    .filter(([, methods]) => 'get' in methods)
    .map(([path]) => path)
})
afterAll(() => app?.stop())

const act = async (who: SignedIn, name: string, input: object, more: object = {}) => {
  const answer = await app.app.inject({
    method: 'POST',
    url: '/api/acts',
    headers: { ...who, ...elsewhere() },
    payload: { id: randomUUID(), act: name, input, ...more },
  })
  expect(answer.statusCode, `${name}: ${answer.body}`).toBe(200)
  return answer.json() as { record: string }
}
let asked = 0
/** So many questions come from many addresses: one alone would be told to wait. */
const elsewhere = () => {
  asked += 1
  return { 'x-forwarded-for': `10.1.${(asked >> 8) & 255}.${asked & 255}` }
}
const get = async (who: SignedIn, url: string) =>
  await app.app.inject({ method: 'GET', url, headers: { ...who, ...elsewhere() } })
type Matter = { covers: { id: string; part: string }[]; assignments: { id: string }[] }
const matterOf = async (id: string) => (await get(others.leader2, `/api/matters/${id}`)).json() as Matter

/** Addresses of a path: its parameters filled with every kind, and with what is to be asked for. */
function addressesOf(path: string, ids: readonly string[]): string[] {
  if (!path.includes('{')) {
    const base = [path]
    if (path === '/api/leads')
      return ['open', 'undecided', 'over', 'ended', 'all'].map((state) => `${path}?state=${state}`)
    if (path === '/api/duties/lights') return [`${path}?month=2024-05`]
    if (path === '/api/duties/rows')
      return [0, 1, 2].map((part) => `${path}?duty=police-1&unit=police&window=2024-05&part=${part}`)
    if (path.startsWith('/api/privacy-audit')) return [`${path}?year=2024`]
    if (path === '/api/audit/acts') return [`${path}?limit=200`]
    return base
  }
  const withKind = path.includes('{kind}')
    ? [...kinds.keys()].map((kind) => path.replace('{kind}', kind))
    : [path]
  const counted = withKind.map((each) =>
    each.includes('{') || !each.startsWith('/api/registers/')
      ? each
      : `${each}?count=true&state=all&limit=200`,
  )
  return counted.flatMap((each) =>
    each.includes('{') ? ids.map((id) => each.replaceAll(/\{[a-zA-Z]+\}/g, id)) : [each],
  )
}

async function everything(who: SignedIn, ids: readonly string[]): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  for (const path of paths) {
    for (const url of addressesOf(path, ids)) {
      const answer = await get(who, url)
      expect(answer.statusCode, `${url} ${answer.body.slice(0, 300)}`).toBeLessThan(500)
      found.set(url, `${answer.statusCode} ${await contentOf(answer)}`)
    }
  }
  return found
}

/** A lead against somebody, and all that comes of one: told, taken, opened, broken, assigned, overdue, decided. */
async function allThatFollows(name: string): Promise<{ ids: readonly string[]; cover: string }> {
  const { record: lead } = await act(
    others.teacher,
    'lead.report',
    { story: '他对孩子动手', child: '柳小鹿', isInsider: true, insiderName: name, situation: 'other' },
    { record: randomUUID() },
  )
  for (const who of [others.police, others.leader2, others.outside])
    await act(who, 'lead.acknowledge', { matter: lead })
  await act(others.police, 'lead.take', {}, { record: lead })
  const { covers } = await matterOf(lead)
  const cover = covers.find((each) => each.part === 'account')?.id ?? ''
  await act(others.police, 'seal.open', { file: cover, purpose: 'check' }, { record: randomUUID() })
  expect((await get(others.police, `/api/sealed/${cover}`)).body).toContain('柳小鹿')
  await act(
    others.leader2,
    'seal.break',
    { file: cover, purpose: 'emergency' },
    { record: randomUUID(), reason: '孩子今晚可能有危险' },
  )
  await get(others.leader2, `/api/sealed/${cover}`)
  await act(
    others.leader2,
    'matter.leave-out',
    { matter: lead, village: 'lianhua' },
    { reason: '亲属' },
  ).catch(() => {})
  await app.owner.query(
    `UPDATE lead SET reported_at = reported_at - interval '200 hours', decide_by = decide_by - interval '200 hours' WHERE id = $1`,
    [lead],
  )
  await watchLeads(app, await app.townships.get('north'))
  const alarms = await app.owner.query<{ id: string }>('SELECT id FROM lead_alarm WHERE matter = $1', [lead])
  expect(alarms.rowCount).toBeGreaterThan(1)
  await act(others.police, 'lead.accept', { concerns: 'sexual' }, { record: lead })
  await app.readLog.flush()
  const { assignments } = await matterOf(lead)
  return {
    cover,
    ids: [lead, cover, ...assignments.map((each) => each.id), ...alarms.rows.map((row) => row.id)],
  }
}

test.each([
  ['a leader', 'leader', 'party', '庄镇长'],
  ['of the discipline office', 'discipline', 'jiwei', '祝书记'],
] as const)(
  'a suspect who is %s reads everything as if there were no lead',
  async (_who, role, unit, holder) => {
    const suspect = await app.signIn(role, { unit, holder })
    const { record: plain } = await act(
      others.teacher,
      'lead.report',
      { story: '平常的一条' },
      { record: randomUUID() },
    )
    for (const who of [others.police, others.leader2]) await act(who, 'lead.acknowledge', { matter: plain })
    await app.readLog.flush()
    const known = [plain, randomUUID()]
    // Read twice before: what one's own reading changes is not the lead's.
    await everything(suspect, known)
    await app.readLog.flush()
    const before = await everything(suspect, known)
    await app.readLog.flush()
    const again = await everything(suspect, known)
    await app.readLog.flush()
    const restless = [...before.keys()].filter((url) => before.get(url) !== again.get(url))
    expect(restless.filter((url) => !/audit\/readings/.test(url))).toEqual([])

    const { ids } = await allThatFollows(holder)
    const after = await everything(suspect, known)
    const changed = [...before.keys()].filter(
      (url) => !restless.includes(url) && before.get(url) !== after.get(url),
    )
    expect(changed.map((url) => ({ url, before: before.get(url), after: after.get(url) }))).toEqual([])
    await app.readLog.flush()
    const words = [...(await everything(suspect, known)).values()].join('\n')
    for (const hidden of ['柳小鹿', '他对孩子', ...ids]) expect(words).not.toContain(hidden)

    // What is asked for by its id looks like what never was.
    const unknown = randomUUID()
    for (const path of paths.filter((each) => each.includes('{'))) {
      for (const id of ids) {
        const [named, none] = [addressesOf(path, [id]), addressesOf(path, [unknown])]
        for (const [index, url] of named.entries()) {
          if (!url.includes(id)) continue
          const [one, other] = [await get(suspect, url), await get(suspect, none[index] ?? '')]
          const alike = (body: string) => timeless(body).replaceAll(id, 'ID').replaceAll(unknown, 'ID')
          expect({ url, status: one.statusCode, body: alike(one.body) }).toEqual({
            url,
            status: other.statusCode,
            body: alike(other.body),
          })
        }
      }
    }
  },
  240_000,
)
