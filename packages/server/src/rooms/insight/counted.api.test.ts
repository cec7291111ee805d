import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemActor } from '../../platform/db/scope.ts'
import { startTestApp, type TestApp } from '../../platform/test-app.ts'
import { casesPlaybook, officeOf, type SignedIn } from '../cases/cases-fixture.ts'
import { victimsOf } from './counted.ts'

let app: TestApp
let at: ReturnType<typeof officeOf>
let police: SignedIn
let civil: SignedIn

beforeAll(async () => {
  app = await startTestApp({ playbook: casesPlaybook })
  at = officeOf(app)
  police = await app.signIn('police', { unit: 'police', holder: '闻警官' })
  civil = await app.signIn('officer', { unit: 'civil' })
})
afterAll(() => app?.stop())

/** Ages of the victims that an analysis counts, once more than before. */
async function agesAdded(tell: () => Promise<unknown>): Promise<readonly (string | null)[]> {
  const ages = async () =>
    (await app.scopes.read(systemActor('north'), victimsOf)).map(({ ageBand }) => ageBand ?? null)
  const before = await ages()
  await tell()
  const rest = [...before]
  return (await ages()).filter((age) => {
    const at = rest.indexOf(age)
    if (at >= 0) rest.splice(at, 1)
    return at < 0
  })
}

async function caseWith(inLead: readonly object[], inCase: readonly object[]): Promise<void> {
  const lead = await at.make(civil, 'lead.report', { story: '看见有人跟着孩子', concerns: 'sexual' })
  await at.done(police, 'lead.accept', { concerns: 'sexual' }, { record: lead })
  const given = {
    receivedOn: '2024-05-10',
    concerns: 'sexual',
    specialSuspects: [],
    responsibleUnits: [],
    lead,
  }
  const matter = await at.make(police, 'case.open', given)
  for (const each of inLead) await at.make(police, 'seal.add', { matter: lead, part: 'victim', ...each })
  for (const each of inCase) await at.make(police, 'seal.add', { matter, part: 'victim', ...each })
}

test('an analysis counts a child who is sealed in a lead and in its case once, as the case says', async () => {
  const told = () => caseWith([{ name: '柳小鹿', ageBand: 'under-6' }], [{ name: '柳小鹿', ageBand: '6-11' }])
  expect(await agesAdded(told)).toEqual(['6-11'])
})

test('an analysis counts the children of a lead besides those of its case, and one whom nobody knows no longer', async () => {
  const told = () =>
    caseWith(
      [{ name: '安小舟', ageBand: 'under-6' }, { ageBand: '14-15' }],
      [{ name: '童小满', ageBand: '6-11' }],
    )
  expect([...(await agesAdded(told))].sort()).toEqual(['6-11', 'under-6'])
})
