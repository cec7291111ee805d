import { randomUUID } from 'node:crypto'
import JSZip from 'jszip'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { watchLeads } from '../leads/index.ts'
import type { CaseRoom } from './case-room.reads.ts'
import { officeOf, type SignedIn, startCasesApp, type TestApp } from './cases-fixture.ts'

let app: TestApp
let at: ReturnType<typeof officeOf>
let police: SignedIn
let leader: SignedIn
let office: SignedIn
let discipline: SignedIn
let court: SignedIn
let civil: SignedIn
let edu: SignedIn
let worker: SignedIn
let photo: string

beforeAll(async () => {
  app = await startCasesApp()
  at = officeOf(app)
  police = await app.signIn('police', { unit: 'police' })
  leader = await app.signIn('leader')
  office = await app.signIn('office')
  discipline = await app.signIn('discipline', { unit: 'jiwei' })
  court = await app.signIn('officer', { unit: 'court' })
  civil = await app.signIn('officer', { unit: 'civil' })
  edu = await app.signIn('officer', { unit: 'edu' })
  worker = await app.signIn('village')
  photo = await at.handIn(civil)
})
afterAll(() => app?.stop())

const openCase = (more: object = {}) =>
  at.make(police, 'case.open', {
    receivedOn: '2024-04-01',
    concerns: 'sexual',
    specialSuspects: [],
    responsibleUnits: [],
    ...more,
  })
const review = (matter: string, more: object = {}) => ({
  matter,
  reviewedOn: '2024-05-05',
  units: ['police', 'court'],
  traced: '门禁登记缺失三天',
  dissected: '值守制度没有落实',
  rectified: '补装门禁并专人值守',
  heldToAccount: '责任明确，限期整改',
  accountability: 'none',
  ...more,
})
const roomOf = (who: SignedIn, id: string) => at.read<CaseRoom>(who, `/api/cases/${id}`)
const codeOf = async (answer: ReturnType<typeof at.send>) => ((await answer).json() as { code: string }).code

describe('the chain from a case to a rule', () => {
  test('is walked by the office, the owner and the issuer, and stands on one page', async () => {
    const id = await openCase()
    await at.make(office, 'case-review.record', review(id))
    expect(await codeOf(at.send(office, 'case-review.record', review(id), { record: randomUUID() }))).toBe(
      'cases.already-reviewed',
    )
    const found = await at.make(office, 'problem.register', {
      matter: id,
      source: 'review',
      what: '门禁登记没有专人负责',
      toUnit: 'civil',
      dueOn: '2024-05-15',
    })
    const letter = await at.make(police, 'recommendation.issue', {
      problem: found,
      form: 'police',
      number: '云公提〔2024〕3号',
      title: '关于落实门禁登记的公安提示函',
      toUnit: 'civil',
      body: '建议安排专人值守，逐日登记。',
      issuedOn: '2024-05-06',
      answerBy: '2024-05-20',
    })
    const mended = { doneOn: '2024-05-12', doneNote: '已安排专人', evidence: [photo] }
    await at.done(civil, 'problem.report', mended, { record: found })
    await at.done(
      civil,
      'recommendation.answer',
      { answeredOn: '2024-05-12', answer: '已落实', evidence: [] },
      { record: letter },
    )
    const checked = { checkedOn: '2024-05-14', checkNote: '现场看过，登记齐全' }
    await at.done(police, 'recommendation.close', checked, { record: letter })
    await at.done(office, 'problem.close', checked, { record: found })
    const rule = await at.make(civil, 'rule.adopt', {
      name: '门禁值守登记制度',
      edition: '2024年第1版',
      inForceFrom: '2024-05-15',
      document: [],
    })
    await at.done(civil, 'problem.improve-rule', { rule }, { record: found })
    const room = await roomOf(leader, id)
    expect(room.problems).toMatchObject([{ id: found, status: 'closed', rule }])
    expect(room.recommendations).toMatchObject([{ id: letter, status: 'closed', issuedBy: 'police' }])
    expect(room.rules).toMatchObject([{ id: rule, name: '门禁值守登记制度' }])
  })

  test('shows the owner the problem and never the case; others see neither', async () => {
    const id = await openCase()
    const found = await at.make(office, 'problem.register', {
      matter: id,
      source: 'evaluation',
      what: '台账没有更新',
      toUnit: 'civil',
      dueOn: '2024-05-30',
    })
    const url = `/api/registers/problem/${found}`
    expect(await at.read(civil, url)).toMatchObject({ what: '台账没有更新' })
    expect((await at.get(civil, `/api/cases/${id}`)).statusCode).toBe(404)
    for (const who of [edu, worker, court]) expect((await at.get(who, url)).statusCode).toBe(404)
    await at.done(police, 'matter.leave-out', { matter: id, unit: 'civil' }, { reason: '回避' })
    expect((await at.get(civil, url)).statusCode).toBe(404)
  })

  test('is not closed by whoever mends it, nor before it was reported', async () => {
    const own = await at.make(office, 'problem.register', {
      source: 'inspection',
      what: '台账口径不一',
      toUnit: 'pingan',
      dueOn: '2024-05-30',
    })
    const checked = { checkedOn: '2024-05-18', checkNote: '看过' }
    expect(await codeOf(at.send(office, 'problem.close', checked, { record: own }))).toBe(
      'problems.not-reported',
    )
    const evidence = [await at.handIn(office)]
    await at.done(
      office,
      'problem.report',
      { doneOn: '2024-05-17', doneNote: '已统一', evidence },
      { record: own },
    )
    expect(await codeOf(at.send(office, 'problem.close', checked, { record: own }))).toBe(
      'problems.own-check',
    )
    await at.done(discipline, 'problem.return', checked, { record: own })
    expect(await at.read(office, `/api/registers/problem/${own}`)).toMatchObject({ status: 'returned' })
  })
})

describe('a recommendation', () => {
  const letter = (more: object = {}) => ({
    form: 'court',
    number: '云法建〔2024〕1号',
    title: '关于监护指导的司法建议书',
    toVillage: 'shiqiao',
    body: '建议定期开展监护指导。',
    issuedOn: '2024-05-06',
    answerBy: '2024-05-20',
    ...more,
  })

  test('is issued by the body whose paper it is, and answered by whom it was sent to', async () => {
    const issue = (who: SignedIn, more: object = {}) =>
      at.send(who, 'recommendation.issue', letter(more), { record: randomUUID() })
    expect((await issue(police)).statusCode).toBe(403)
    expect((await issue(civil)).statusCode).toBe(403)
    expect((await issue(court, { toOther: '某公司' })).statusCode).toBe(422)
    const sent = await issue(court)
    expect(sent.statusCode, sent.body).toBe(200)
    const { record } = sent.json() as { record: string }
    const answer = { answeredOn: '2024-05-10', answer: '已落实', evidence: [] }
    expect((await at.send(police, 'recommendation.answer', answer, { record })).statusCode).toBe(403)
    await at.done(worker, 'recommendation.answer', answer, { record })
    const checked = { checkedOn: '2024-05-12', checkNote: '没有台账', answerBy: '2024-05-25' }
    await at.done(court, 'recommendation.return', checked, { record })
    await at.done(worker, 'recommendation.answer', { ...answer, answeredOn: '2024-05-16' }, { record })
  })

  test('and the report of a month are Word files in official layout, with codes and without anybody’s name', async () => {
    const id = await openCase()
    await at.make(police, 'seal.add', { matter: id, part: 'victim', name: '柳小鹿', school: '东溪小学' })
    await at.make(office, 'case-review.record', review(id))
    const record = await at.make(court, 'recommendation.issue', letter({ number: '云法建〔2024〕2号' }))
    for (const [who, url, words] of [
      [worker, `/api/recommendations/${record}/document.docx`, '石桥村：'],
      [office, '/api/case-reviews/document.docx?month=2024-04', '门禁登记缺失三天'],
    ] as const) {
      const answer = await at.get(who, url)
      expect(answer.statusCode, answer.body).toBe(200)
      const xml = await (await JSZip.loadAsync(answer.rawPayload)).file('word/document.xml')?.async('string')
      expect(xml).toContain(words)
      expect(xml).not.toMatch(/柳小鹿|东溪/)
    }
    expect((await at.get(civil, `/api/recommendations/${record}/document.docx`)).statusCode).toBe(404)
    expect((await at.get(civil, '/api/case-reviews/document.docx?month=2024-04')).statusCode).toBe(404)
  })

  test('takes no telephone or identity number into words that others read', async () => {
    const words = letter({ body: '请联系138 0000 1234' })
    const refused = await at.send(court, 'recommendation.issue', words, { record: randomUUID() })
    expect(refused.json()).toMatchObject({ faults: [{ path: 'input.body' }] })
  })

  describe('about somebody sealed', () => {
    const issue = async (who: SignedIn, matter: string, more: object) =>
      await at.send(
        who,
        'recommendation.issue',
        letter({ form: 'police', matter, number: `云公提〔2024〕${randomUUID().slice(0, 8)}号`, ...more }),
        { record: randomUUID() },
      )
    const sealed = async (name: string) => {
      const matter = await openCase()
      const content = { name, school: '东溪小学', address: '石桥村三组柳家大屋' }
      const file = await at.make(police, 'seal.add', { matter, part: 'victim', ...content })
      await at.make(leader, 'matter.assign', { matter, post: await at.postOf(police), part: 'lead' })
      return { matter, file }
    }
    const openFor = async (who: SignedIn, file: string) =>
      await at.make(who, 'seal.open', { file, purpose: 'investigate' })

    test('is refused with a name that the writer has open, by its field and without the word', async () => {
      const { matter, file } = await sealed('柳小鹿')
      await openFor(police, file)
      for (const [field, words] of [
        ['body', { body: '请对柳小鹿一家做好监护指导。' }],
        ['body', { body: '请对柳 小\n鹿一家做好监护指导。' }],
        ['title', { title: '关于柳小鹿监护的提示函' }],
        ['body', { body: '东溪小学门禁缺失。' }],
        ['body', { body: '石桥村三组柳家大屋没有路灯。' }],
      ] as const) {
        const answer = await issue(police, matter, words)
        expect(answer.statusCode, answer.body).toBe(422)
        expect(answer.json().faults).toMatchObject([
          { path: `input.${field}`, code: 'sealing.names-a-person' },
        ])
        expect(answer.body).not.toMatch(/柳|东溪|大屋/)
      }
      expect((await issue(police, matter, { body: '建议定期开展监护指导。' })).statusCode).toBe(200)
      // To the school itself its own name may be written.
      const toSchool = { toVillage: undefined, toSchool: 'dongxi', body: '建议东溪小学补齐门禁登记。' }
      expect((await issue(police, matter, toSchool)).statusCode).toBe(200)
    })

    test('tells nothing to a writer who has nothing open: a right guess and a wrong one are taken alike', async () => {
      const { matter } = await sealed('苗小满')
      const answers = []
      for (const name of ['苗小满', '林小雨']) {
        const answer = await issue(police, matter, { body: `请对${name}一家做好监护指导。` })
        answers.push([answer.statusCode, Object.keys(answer.json()).sort()])
      }
      expect(answers[0]).toEqual(answers[1])
      expect(answers[0]?.[0]).toBe(200)
    })
  })
})

describe('holding to account', () => {
  test('falls due by itself, once, when the arrest of a special suspect is approved, within three working days', async () => {
    const id = await openCase({ specialSuspects: ['school-staff'] })
    await at.advance(police, id, ['filed', '2024-04-02'], ['arrest-asked', '2024-04-20'])
    expect((await roomOf(discipline, id)).accountabilities).toEqual([])
    // The Friday before the May holidays; the Sunday after it is worked, and so is 11 May.
    await at.advance(police, id, ['arrested', '2024-04-26'])
    const { version } = (await roomOf(police, id)).case
    const more = { record: id, version, reason: '身份查清' }
    await at.done(police, 'case.amend', { specialSuspects: ['school-staff', 'party-member'] }, more)
    const { accountabilities } = await roomOf(discipline, id)
    expect(accountabilities).toMatchObject([{ status: 'due', openBy: '2024-04-30', openedOn: null }])
    const record = accountabilities[0]?.id
    expect((await roomOf(police, id)).accountabilities).toEqual([])
    const decide = { decidedOn: '2024-05-20', decision: 'discipline' }
    expect(await codeOf(at.send(discipline, 'accountability.decide', decide, { record }))).toBe(
      'accountability.not-open',
    )
    await at.done(
      discipline,
      'accountability.start',
      { toUnit: 'edu', post: '分管领导', openedOn: '2024-04-29' },
      { record },
    )
    await at.done(discipline, 'accountability.decide', decide, { record })
    expect((await roomOf(office, id)).accountabilities).toMatchObject([
      { status: 'decided', decideBy: '2024-05-29', unit: 'edu' },
    ])
    const messages = await app.owner.query(
      `SELECT template FROM notification WHERE template = 'case.accountability-due'`,
    )
    expect(messages.rowCount).toBe(1)
  })

  test('begins from a report that came late, and from a lead that was left lying; a finding opened is listed no more', async () => {
    const report = (who: SignedIn, more: object) =>
      at.make(who, 'lead.report', { story: '孩子身上有伤', situation: 'other', ...more })
    const teacher = await app.signIn('school')
    const prompt = await report(teacher, {})
    const late = await report(teacher, { knewAt: '2024-05-01T08:00:00+08:00' })
    const lying = await report(worker, {})
    await app.owner.query(
      `UPDATE lead SET reported_at = reported_at - interval '200 hours', decide_by = decide_by - interval '200 hours'
       WHERE id = $1`,
      [lying],
    )
    await watchLeads(app, await app.townships.get('north'))
    type Found = {
      ground: string
      matter: string
      record: string
      school: string | null
      unit: string | null
    }
    const due = async () =>
      (await at.read<{ findings: Found[] }>(discipline, '/api/accountability/due')).findings
    const found = await due()
    expect(found.filter(({ ground }) => ground === 'late-report')).toMatchObject([
      { matter: late, school: 'zhongxin' },
    ])
    expect(found.filter(({ ground }) => ground === 'undecided-twice')).toMatchObject([{ matter: lying }])
    expect(JSON.stringify(found)).not.toContain(prompt)
    for (const each of found)
      await at.make(discipline, 'accountability.open', {
        ...(each.ground === 'late-report'
          ? { finding: 'late-report', reportDuty: each.record, toSchool: each.school }
          : { finding: 'idle-duty', matter: each.matter, toUnit: 'police' }),
        grounds: '超过时限',
        openedOn: '2024-05-20',
      })
    expect(await due()).toEqual([])
    for (const who of [office, police, leader, worker])
      expect((await at.get(who, '/api/accountability/due')).statusCode).toBe(404)
  })

  test('of an award is a veto that office, leaders and discipline see, and nobody else', async () => {
    const id = await openCase()
    const record = await at.make(leader, 'veto.decide', {
      matter: id,
      toVillage: 'shiqiao',
      decidedOn: '2024-05-10',
      grounds: '属地责任不落实',
    })
    const seen = async (who: SignedIn) => (await at.get(who, `/api/registers/veto/${record}`)).statusCode
    for (const who of [office, leader, discipline]) expect(await seen(who)).toBe(200)
    for (const who of [police, worker, civil, court]) expect(await seen(who)).toBe(404)
    expect((await roomOf(police, id)).vetoes).toEqual([])
    const { rowCount } = await app.owner.query('SELECT FROM notification WHERE about_record = $1', [record])
    expect(rowCount).toBe(0)
  })
})

describe('the responsible unit', () => {
  test('is called to a warning session when the case is filed, once, and learns nothing of the case', async () => {
    const id = await openCase({ responsibleUnits: ['civil'], onVillage: 'shiqiao' })
    expect((await roomOf(office, id)).sessions).toEqual([])
    await at.advance(police, id, ['filed', '2024-05-17'], ['arrest-asked', '2024-05-18'])
    const { sessions } = await roomOf(office, id)
    expect(sessions.map(({ unit, village, dueOn }) => [unit ?? village, dueOn]).sort()).toEqual([
      ['civil', '2024-05-27'],
      ['shiqiao', '2024-05-27'],
    ])
    const record = sessions.find((each) => each.unit === 'civil')?.id ?? ''
    const own = await at.get(civil, `/api/registers/warningSession/${record}`)
    expect(own.statusCode).toBe(200)
    expect(own.body).not.toContain('sexual')
    expect((await at.get(edu, `/api/registers/warningSession/${record}`)).statusCode).toBe(404)
    const held = {
      heldOn: '2024-05-20',
      forms: ['board', 'staff'],
      attended: 23,
      summary: '逐人表态',
      evidence: [photo],
    }
    await at.done(civil, 'warning-session.hold', held, { record })
  })
})

describe('a case', () => {
  test('is closed only after its review', async () => {
    const id = await openCase()
    const ending = { to: 'ended', on: '2024-04-03', ending: 'not-filed', endingReason: '没有犯罪事实' }
    await at.done(police, 'case.advance', ending, { record: id })
    const close = () => at.send(police, 'case.advance', { to: 'closed', on: '2024-05-06' }, { record: id })
    expect(await codeOf(close())).toBe('cases.no-review')
    await at.make(office, 'case-review.record', review(id))
    expect((await close()).statusCode).toBe(200)
    const { lines } = await at.read<{ lines: { case: { id: string }; review: object | null }[] }>(
      leader,
      '/api/case-reviews?month=2024-04',
    )
    expect(lines.find((line) => line.case.id === id)?.review).toMatchObject({ reviewedOn: '2024-05-05' })
  })
})
