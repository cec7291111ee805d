import { randomUUID } from 'node:crypto'
import { type Child, child as childKind, type RightsRequest } from '@hulei/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { historyOf } from '../../platform/acts/history.ts'
import { verifyChain } from '../../platform/acts/verify.ts'
import { systemActor } from '../../platform/db/scope.ts'
import { startTestApp } from '../../platform/test-app.ts'
import { casesPlaybook, officeOf, type SignedIn, type TestApp } from '../cases/cases-fixture.ts'

let app: TestApp
let at: ReturnType<typeof officeOf>
let office: SignedIn
let police: SignedIn
let auditor: SignedIn
let worker: SignedIn

beforeAll(async () => {
  app = await startTestApp({ playbook: casesPlaybook, townships: ['north'] })
  at = officeOf(app)
  office = await app.signIn('office', { holder: '白干部' })
  police = await app.signIn('police', { unit: 'police', holder: '闻警官' })
  auditor = await app.signIn('auditor')
  worker = await app.signIn('village')
})
afterAll(() => app?.stop())

const NAME = '柳小鹿'
const enrol = (more: object = {}) =>
  at.make(office, 'child.enrol', {
    name: NAME,
    sex: 'female',
    bornOn: '2014-03-05',
    village: 'shiqiao',
    hamlet: '三组',
    guardianName: '柳阿婆',
    guardianPhone: '13800000000',
    address: '石桥村三组12号',
    ...more,
  })
const receive = (child: string, asks: string) =>
  at.make(office, 'rights.receive', {
    asks,
    child,
    relation: 'mother',
    askerName: '何秋月',
    identityBy: 'card-and-register',
    askedOn: '2024-05-20',
  })
const view = async (id: string) =>
  (await at.read<{ request: RightsRequest }>(office, `/api/rights-requests/${id}`)).request
type File = {
  isOpen: boolean
  child: { id: string }
  corrections: { id: string; title: string; fields: string[] }[]
  keptBecause: string | null
  doneBy: string | null
}
const file = (id: string, who = office) => at.read<File>(who, `/api/rights-requests/${id}/file`)
const open = async (id: string) => {
  const { covers } = await at.read<{ covers: { id: string; part: string }[] }>(office, `/api/matters/${id}`)
  const sealed = covers.find((cover) => cover.part === 'subject')?.id
  await at.make(office, 'seal.open', { file: sealed, purpose: 'answer' })
}
const refusal = async (who: SignedIn, act: string, input: object, record: string) => {
  const answer = await at.send(who, act, input, { record })
  return (answer.json() as { code?: string }).code ?? answer.statusCode
}
const openRequests = async () =>
  (await at.get(office, '/api/registers/rightsRequest?limit=200&fields=code,status')).body
const sections = async () =>
  Object.fromEntries(
    (
      await at.read<{ sections: { lines: [string, string][] }[] }>(office, '/api/privacy-audit?year=2024')
    ).sections.flatMap((section) => section.lines),
  )
const amend = async (child: string, input: object, who = office) => {
  const { version } = await at.read<Child>(who, `/api/registers/child/${child}`)
  const id = randomUUID()
  await at.done(who, 'child.amend', input, { id, record: child, version, reason: '按户口簿更正' })
  return id
}

describe('a correction that was agreed to', () => {
  test('stays open on the desk until the register was amended, and is then answered', async () => {
    const child = await enrol()
    const earlier = await amend(child, { grade: '三年级' })
    const id = await receive(child, 'correction')
    const { code } = await view(id)
    const answer = { result: 'corrected' }
    expect(await refusal(office, 'rights.answer', answer, id), 'nobody looked whose file it is').toBe(
      'sealing.not-open',
    )
    expect(await file(id)).toEqual({ isOpen: false })
    await open(id)
    await at.done(office, 'rights.answer', answer, { record: id })
    expect(await view(id)).toMatchObject({ status: 'granted', closedOn: null })
    expect(await openRequests()).toContain(code)
    expect((await sections()).已同意还没有办完).toBe('1件')
    // What was amended before anybody asked is not what was asked for.
    expect(await refusal(office, 'rights.correct', { amendment: earlier }, id)).toBe(
      'rights.no-such-correction',
    )
    const other = await amend(await enrol({ name: '何小雨' }), { grade: '一年级' })
    expect(await refusal(office, 'rights.correct', { amendment: other }, id)).toBe(
      'rights.no-such-correction',
    )
    const amendment = await amend(child, { bornOn: '2014-03-15' })
    expect((await file(id)).corrections).toEqual([
      expect.objectContaining({ id: amendment, title: '更正未成年人信息', fields: ['出生日期'] }),
    ])
    await at.done(office, 'rights.correct', { amendment }, { record: id })
    expect(await view(id)).toMatchObject({ status: 'answered', result: 'corrected', closedOn: '2024-05-20' })
    expect((await file(id)).doneBy).toBe(amendment)
    expect(await openRequests()).not.toContain(code)
    expect((await sections()).已同意还没有办完).toBe('0件')
    expect(await refusal(office, 'rights.correct', { amendment }, id)).toBe('rights.not-granted')
  })

  test('leaves nothing in the child’s file that says that somebody asked, nor in the request whose file it was', async () => {
    const child = await enrol()
    const id = await receive(child, 'correction')
    await open(id)
    await at.done(office, 'rights.answer', { result: 'corrected' }, { record: id })
    const amendment = await amend(child, { grade: '四年级' })
    await at.done(office, 'rights.correct', { amendment }, { record: id })
    const seen = await at.get(worker, `/api/children/${child}/file`)
    expect(seen.statusCode, seen.body).toBe(200)
    for (const said of [id, '权利', 'rights']) expect(seen.body).not.toContain(said)
    for (const url of [`/api/rights-requests/${id}`, `/api/registers/rightsRequest/${id}`]) {
      const shown = await at.get(office, url)
      for (const said of [child, amendment, NAME]) expect(shown.body).not.toContain(said)
    }
    expect((await at.get(police, `/api/rights-requests/${id}/file`)).statusCode).toBe(404)
    expect((await at.get(worker, `/api/rights-requests/${id}/file`)).statusCode).toBe(404)
  })

  test('may still be refused while it is not done; and what does not fit what was asked is not answered', async () => {
    const child = await enrol()
    const id = await receive(child, 'correction')
    await open(id)
    for (const result of ['given', 'deleted', 'explained'])
      expect(await refusal(office, 'rights.answer', { result }, id), result).toBe('input.invalid')
    await at.done(office, 'rights.answer', { result: 'corrected' }, { record: id })
    expect(await refusal(office, 'rights.answer', { result: 'corrected' }, id)).toBe('rights.granted')
    await at.done(office, 'rights.answer', { result: 'refused', ground: 'not-held' }, { record: id })
    expect(await view(id)).toMatchObject({ status: 'answered', result: 'refused' })
  })
})

describe('a deletion that was agreed to', () => {
  const reviewed = async (child: string) => {
    const id = await receive(child, 'deletion')
    await at.done(police, 'rights.review', { mayGive: true }, { record: id })
    await open(id)
    return id
  }
  const leave = (child: string, leftOn: string, leftBecause: string) =>
    at.done(office, 'child.leave', { leftOn, leftBecause }, { record: child, reason: '按实际情况' })

  test.each([
    ['is on the register', undefined, 'rights.on-register'],
    ['left less than three years ago', ['2021-05-21', 'moved'], 'rights.kept-by-law'],
  ] as const)('is not promised while the child %s, with the ground', async (_name, left, code) => {
    const child = await enrol()
    if (left) await leave(child, ...left)
    const id = await reviewed(child)
    expect(await refusal(office, 'rights.answer', { result: 'deleted' }, id)).toBe(code)
    expect((await file(id)).keptBecause).toContain('法定保存期限未满')
    await at.done(office, 'rights.answer', { result: 'refused', ground: 'kept-by-law' }, { record: id })
    expect((await view(id)).answer).toContain('保存期限还没有届满')
  })

  test('is not carried out under a hold of the police, and is when it is lifted', async () => {
    const child = await enrol()
    await leave(child, '2024-05-01', 'mistaken')
    const id = await reviewed(child)
    await at.done(office, 'rights.answer', { result: 'deleted' }, { record: id })
    const hold = await at.make(police, 'matter.hold', { matter: id, reason: '需要保全' })
    expect(await refusal(office, 'rights.erase', {}, id)).toBe('rights.held')
    expect((await view(id)).status).toBe('granted')
    expect((await at.get(office, `/api/registers/child/${child}`)).body).toContain(NAME)
    await at.done(police, 'matter.lift-hold', {}, { record: hold, reason: '不再需要' })
    await at.done(office, 'rights.erase', {}, { record: id })
    expect((await view(id)).status).toBe('answered')
  })

  test('removes the file: every name, number and word, their history and the way to find them; counts stay', async () => {
    const home = await at.make(office, 'household.register', {
      village: 'shiqiao',
      headName: '柳老栓',
      headPhone: '13800000001',
      facts: [],
    })
    const child = await enrol({ household: home, residentId: '110101201403051231', sex: 'male' })
    await at.make(office, 'plan.make', {
      child,
      situation: '跟奶奶住',
      measures: '每月走访',
      responsible: '白干部',
      from: '2021-01-01',
      reviewOn: '2021-06-01',
    })
    await at.make(office, 'child.verify', { child, verifiedOn: '2021-02-01', verifiedWith: '柳阿婆' })
    await leave(child, '2021-05-20', 'moved')
    const id = await reviewed(child)
    await at.done(office, 'rights.answer', { result: 'deleted' }, { record: id })
    await at.done(office, 'rights.erase', {}, { record: id })
    expect(await view(id)).toMatchObject({ status: 'answered', result: 'deleted', closedOn: '2024-05-20' })
    expect((await sections()).销毁事项).not.toBe('0件')

    const tables = ['child', 'child_token', 'household', 'household_token', 'child_plan', 'verification']
    for (const table of tables) {
      const { rows } = await app.owner.query(
        `SELECT t::text AS row FROM ${table} t WHERE id IN ($1, $2) OR id IN (SELECT id FROM child_plan WHERE child = $1)
           OR id IN (SELECT id FROM verification WHERE child = $1)`,
        [child, home],
      )
      for (const said of [NAME, '柳', '阿婆', '三组', '2014-03-05'])
        expect(JSON.stringify(rows), table).not.toContain(said)
    }
    const { rows: hashes } = await app.owner.query(
      'SELECT resident_id_hash AS hash FROM child WHERE id = $1',
      [child],
    )
    expect(hashes).toEqual([{ hash: null }])
    const { rows: keys } = await app.owner.query(
      'SELECT FROM keyring.data_key WHERE owner = ANY($1::uuid[])',
      [[child, home]],
    )
    expect(keys).toHaveLength(0)
    const history = await app.scopes.read(systemActor('north'), (scope) =>
      historyOf(scope, app.keyring, childKind, [child]),
    )
    expect(history.length).toBeGreaterThan(0)
    expect(history.every((entry) => entry.isErased)).toBe(true)
    expect(await verifyChain(app.owner, 'north')).toMatchObject({ ok: true })
    const certificates = await at.get(auditor, '/api/registers/erasure?state=all&limit=50')
    expect(certificates.body).toContain('未成年人档案')
    expect(certificates.body).not.toContain(NAME)
    // It can be neither done again nor written to again.
    expect(await refusal(office, 'rights.erase', {}, id)).toBe('rights.not-granted')
    const again = await reviewed(child)
    expect(await refusal(office, 'rights.answer', { result: 'deleted' }, again)).toBe('rights.erased')
  })

  test('leaves a household that a brother still needs', async () => {
    const home = await at.make(office, 'household.register', {
      village: 'shiqiao',
      headName: '柳老栓',
      facts: [],
    })
    const [child] = [await enrol({ household: home }), await enrol({ household: home, name: '柳小虎' })]
    await leave(child, '2021-05-20', 'moved')
    const id = await reviewed(child)
    await at.done(office, 'rights.answer', { result: 'deleted' }, { record: id })
    await at.done(office, 'rights.erase', {}, { record: id })
    expect((await at.get(office, `/api/registers/household/${home}`)).body).toContain('柳老栓')
  })
})
