import { createHash, randomUUID } from 'node:crypto'
import { type Playbook, postRoles, type Role } from '@hulei/core'
import sharp from 'sharp'
import { expect } from 'vitest'
import { type SignedIn, startTestApp, type TestApp } from '../platform/test-app.ts'
import { casesPlaybook } from './cases/cases-fixture.ts'
import { idOf } from './children/import/import-fixture.ts'
import { dutyPlaybook, visitTo } from './duties/duties-fixture.ts'
import { openDueWindows } from './duties/index.ts'
import { measures } from './index.ts'

/**
 * A township with a sealed child in its data: an ordinary child of the register who is the victim of a lead and its case,
 * with everything that belongs to one. Tests try to bring her out of it.
 */

/** What stands in the register too, where whoever may see the ordinary child reads it. */
export const ORDINARY = {
  name: '柳小鹿',
  number: idOf('2014-03-05', 22),
  phone: '13800007788',
  address: '桑树湾二组十七号',
}
/** What stands in sealed files only. */
export const SEALED = {
  story: '放学后在粮仓背后听到哭声',
  told: '她说那天没有敢回家',
  hideout: '旧粮仓东侧三号',
  reporter: '荀秋白',
  caller: '13900004455',
  witness: '乔晚舟',
  suspect: '贺北川',
  aunt: '冉听雨',
  custody: '证物室九号柜',
}

const playbook = {
  ...casesPlaybook,
  ...dutyPlaybook,
  units: [
    ...casesPlaybook.units,
    { id: 'women', name: '妇联', short: '妇联', kind: 'department', role: 'officer', remits: ['women'] },
  ],
  lists: casesPlaybook.lists,
  contacts: casesPlaybook.contacts,
  caseChecklist: casesPlaybook.caseChecklist,
  leadingGroup: [],
  duties: [
    ...dutyPlaybook.duties,
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
    {
      id: 'police-2',
      unit: 'police',
      no: 2,
      title: '案件倒查、问题销号、一站式取证',
      clause: '附',
      cadence: { every: 'month' },
      proves: [
        'cases.reviews',
        'cases.problems-owned',
        'cases.recommendations-answered',
        'cases.one-stop-interviews',
      ].map((measure) => ({ measure, target: 'all' })),
    },
  ],
} as unknown as Playbook

/** Everybody who walks: one of each role, and those who stand elsewhere. */
export type People = Readonly<
  Record<
    | Role
    | 'otherVillage'
    | 'otherSchool'
    | 'welfare'
    | 'education'
    | 'court'
    | 'taker'
    | 'reporter'
    | 'leader2',
    SignedIn
  >
>

export type SealedWorld = TestApp & {
  readonly people: People
  readonly child: string
  /** Asks from an address of its own each time: a question that is refused as one too many proves nothing. */
  ask(who: SignedIn, url: string): Promise<Answer>
  send(who: SignedIn, act: string, input: object, more?: object): Promise<Answer>
  /** Does an act that must succeed; the record's id. */
  make(who: SignedIn, act: string, input: object, more?: object): Promise<string>
  handIn(who: SignedIn, shade: number, isSealed: boolean): Promise<string>
  postOf(who: SignedIn): Promise<string>
  /** Reports the child's lead and opens her case, with all that follows; every id of it by kind. */
  seal(more?: SealOptions): Promise<SealedMatter>
}
export type SealOptions = {
  /** Against one of the township’s own, who holds a post under this name. */
  readonly insiderName?: string
  /** Roles that are left out with them, whose part others take or nobody. */
  readonly without?: readonly Role[]
}
export type Answer = {
  readonly statusCode: number
  readonly headers: object
  readonly body: string
  readonly rawPayload: Buffer
  json(): unknown
}
export type SealedMatter = {
  readonly lead: string
  readonly case: string
  readonly victim: string
  readonly files: readonly string[]
  readonly photo: string
  readonly byKind: ReadonlyMap<string, readonly string[]>
  /** Of which kinds a record is: a cover and its file have one id. */
  kindsOf(id: string): readonly string[]
}

export async function startSealedWorld(options: { logLines?: string[] } = {}): Promise<SealedWorld> {
  const app = await startTestApp({ playbook, townships: ['north'], ...options })
  const people = await everybody(app)
  let asked = 0
  const elsewhere = () => {
    asked += 1
    return { remoteAddress: `10.${(asked >> 16) & 255}.${(asked >> 8) & 255}.${asked & 255}` }
  }
  const ask = async (who: SignedIn, url: string) =>
    await app.app.inject({ ...elsewhere(), method: 'GET', url, headers: who })
  const send = async (who: SignedIn, act: string, input: object, more: object = {}) =>
    await app.app.inject({
      ...elsewhere(),
      method: 'POST',
      url: '/api/acts',
      headers: who,
      payload: { id: randomUUID(), act, input, ...more },
    })
  const make = async (who: SignedIn, act: string, input: object, more: object = {}) => {
    const answer = await send(who, act, input, { record: randomUUID(), ...more })
    expect(answer.statusCode, `${act}: ${answer.body}`).toBe(200)
    return (answer.json() as { record: string }).record
  }
  const handIn = async (who: SignedIn, shade: number, isSealed: boolean) => {
    const bytes = await sharp({
      create: { width: 40, height: 30, channels: 3, background: { r: shade, g: 90, b: 90 } },
    })
      .jpeg()
      .toBuffer()
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const answer = await app.app.inject({
      ...elsewhere(),
      method: 'POST',
      url: '/api/files',
      headers: {
        ...who,
        'hulei-sha256': sha256,
        'content-type': 'image/jpeg',
        ...(isSealed && { 'hulei-sealed': '1' }),
      },
      payload: bytes,
    })
    expect(answer.statusCode, answer.body).toBe(200)
    return sha256
  }
  const postOf = async (who: SignedIn) => {
    const { rows } = await app.owner.query<{ id: string }>('SELECT id FROM post WHERE account = $1', [
      who['test-account'],
    ])
    return rows[0]?.id ?? ''
  }
  const given = { app, people, make, handIn, postOf }
  await openDueWindows(app.scopes, await app.townships.get('north'), measures)
  const child = await enrol(given)
  return { ...app, people, child, ask, send, make, handIn, postOf, seal: (more) => seal(given, child, more) }
}

type Given = Pick<SealedWorld, 'people' | 'make' | 'handIn' | 'postOf'> & { readonly app: TestApp }

async function everybody(app: TestApp): Promise<People> {
  const units: Partial<Record<Role, string>> = {
    police: 'police',
    discipline: 'jiwei',
    officer: 'women',
    outside: 'elsewhere',
    leader: 'party',
    auditor: 'party',
    administrator: 'party',
    county: 'elsewhere',
  }
  const byRole: [string, SignedIn][] = []
  for (const role of postRoles)
    byRole.push([role, await app.signIn(role, { ...(units[role] && { unit: units[role] }) })])
  return {
    ...Object.fromEntries(byRole),
    otherVillage: await app.signIn('village', { villages: ['lianhua'] }),
    otherSchool: await app.signIn('school', { school: 'dongxi' }),
    welfare: await app.signIn('officer', { unit: 'civil' }),
    education: await app.signIn('officer', { unit: 'edu' }),
    court: await app.signIn('officer', { unit: 'court' }),
    taker: await app.signIn('police', { unit: 'police', holder: '闻警官' }),
    reporter: await app.signIn('school', { holder: SEALED.reporter }),
    leader2: await app.signIn('leader', { unit: 'urban', holder: '江书记' }),
  } as People
}

/** The ordinary child, with what a village has of her: a home, a listing, a plan, a visit. */
async function enrol({ people, make, handIn }: Given): Promise<string> {
  const { village } = people
  const household = await make(village, 'household.register', {
    village: 'shiqiao',
    headName: '柳长根',
    headPhone: ORDINARY.phone,
    address: ORDINARY.address,
    facts: [],
  })
  const child = await make(village, 'child.enrol', {
    village: 'shiqiao',
    school: 'zhongxin',
    household,
    name: ORDINARY.name,
    sex: 'female',
    bornOn: '2014-03-05',
    residentId: ORDINARY.number,
    guardianPhone: ORDINARY.phone,
    address: ORDINARY.address,
  })
  await make(village, 'listing.open', {
    child,
    category: 'left-behind',
    basis: 'statutory',
    from: '2024-05-01',
  })
  await make(village, 'plan.make', {
    child,
    situation: '父母在外务工',
    measures: '每月两次上户',
    responsible: '石山',
    from: '2024-05-01',
    reviewOn: '2024-11-01',
  })
  const photos = [await handIn(village, 10, false), await handIn(village, 20, false)]
  await make(village, 'visit.record', visitTo(child, '2024-05-10', photos))
  return child
}

async function seal(
  given: Given,
  child: string,
  { insiderName, without = [] }: SealOptions = {},
): Promise<SealedMatter> {
  const { app, people, make, handIn, postOf } = given
  const { reporter, taker, discipline, leader2, court, welfare } = people
  const office = without.includes('office') ? taker : people.office
  const photo = await handIn(reporter, 30 + Math.floor(Math.random() * 200), true)
  const lead = await make(reporter, 'lead.report', {
    story: SEALED.story,
    child: ORDINARY.name,
    where: SEALED.hideout,
    reporterName: SEALED.reporter,
    reporterPhone: SEALED.caller,
    onVillage: 'shiqiao',
    onSchool: 'zhongxin',
    situation: 'other',
    photos: [photo],
    ...(insiderName && { isInsider: true, insiderName }),
  })
  await make(taker, 'lead.take', {}, { record: lead })
  await make(taker, 'lead.accept', { concerns: 'sexual', decision: '立案侦查' }, { record: lead })
  await make(reporter, 'lead.add', { story: SEALED.told }, { record: lead })
  const matter = await make(taker, 'case.open', {
    receivedOn: '2024-04-01',
    concerns: 'sexual',
    specialSuspects: [],
    responsibleUnits: ['civil'],
    lead,
  })
  const victim = await make(taker, 'seal.add', {
    matter,
    part: 'victim',
    name: ORDINARY.name,
    residentId: ORDINARY.number,
    bornOn: '2014-03-05',
    phone: ORDINARY.phone,
    address: ORDINARY.address,
    guardian: `柳长根 ${ORDINARY.phone}`,
    child,
    evidenceAt: SEALED.custody,
  })
  await make(taker, 'seal.add', { matter, part: 'witness', name: SEALED.witness })
  await make(taker, 'seal.add', { matter, part: 'offender', name: SEALED.suspect })
  await make(taker, 'seal.add', { matter, part: 'family', name: SEALED.aunt })
  await make(taker, 'seal.open', { file: victim, purpose: 'check' })
  await make(leader2, 'seal.break', { file: victim, purpose: 'emergency' }, { reason: '今晚可能有危险' })
  await make(taker, 'matter.assign', { matter, post: await postOf(court), part: 'second' })
  await make(taker, 'interview.record', {
    matter,
    person: victim,
    heardOn: '2024-04-02',
    byUnit: 'police',
    isOneStop: true,
    hasAdult: true,
  })
  await make(taker, 'case.advance', { to: 'filed', on: '2024-04-02' }, { record: matter })
  await make(taker, 'case-step.record', {
    matter,
    step: 'consultation',
    doneOn: '2024-04-03',
    units: ['police'],
  })
  await make(office, 'case-review.record', {
    matter,
    reviewedOn: '2024-05-05',
    units: ['police', 'court'],
    traced: '门禁登记缺失三天',
    dissected: '值守制度没有落实',
    rectified: '补装门禁并专人值守',
    heldToAccount: '责任明确，限期整改',
    accountability: 'none',
  })
  const problem = await make(office, 'problem.register', {
    matter,
    source: 'review',
    what: '门禁登记没有专人负责',
    toUnit: 'civil',
    dueOn: '2024-05-15',
  })
  await make(taker, 'recommendation.issue', {
    problem,
    form: 'police',
    number: '云公提〔2024〕3号',
    title: '关于落实门禁登记的公安提示函',
    toUnit: 'civil',
    body: '建议安排专人值守，逐日登记。',
    issuedOn: '2024-05-06',
    answerBy: '2024-05-20',
  })
  await make(
    welfare,
    'problem.report',
    { doneOn: '2024-05-12', doneNote: '已安排专人', evidence: [await handIn(welfare, 240, false)] },
    { record: problem },
  )
  const needed = { helps: ['money'], isAbandoned: false, situation: '家庭困难' }
  const plan = await make(office, 'rescue.plan', {
    matter,
    person: victim,
    ...needed,
    reviewBy: '2024-06-20',
  })
  const agreed = { by: 'guardian', form: 'written', isChildHeard: true, keptAt: '保密柜' }
  await make(office, 'rescue.consent', { plan, helps: ['money'], ...agreed, givenOn: '2024-05-06' })
  const asked = { help: 'money', toUnit: 'civil', dueOn: '2024-05-30' }
  const task = await make(office, 'rescue-task.assign', { plan, ...asked })
  const result = { doneOn: '2024-05-20', result: 'not-needed', story: '本月已领', photos: [] }
  await make(welfare, 'rescue-task.report', result, { record: task })
  // Asked by name to help, and in the know of nothing else.
  await make(taker, 'matter.assign', { matter, post: await postOf(welfare), part: 'care' })
  await make(taker, 'matter.hold', { matter, reason: '申诉中' })
  if (!without.includes('discipline'))
    await make(discipline, 'accountability.open', {
      matter,
      finding: 'idle-duty',
      grounds: '值守缺失',
      toUnit: 'civil',
      openedOn: '2024-05-07',
    })
  await app.readLog.flush()
  const { rows } = await app.owner.query<{ kind: string; record: string }>(
    'SELECT kind, record FROM matter_record WHERE matter = ANY($1) ORDER BY kind, record',
    [[lead, matter]],
  )
  const byKind = new Map(
    [...Map.groupBy(rows, (row) => row.kind)].map(([kind, all]) => [kind, all.map(({ record }) => record)]),
  )
  const kindsOf = (id: string) =>
    id === child ? ['child'] : rows.filter((row) => row.record === id).map((row) => row.kind)
  return { lead, case: matter, victim, files: byKind.get('sealedFile') ?? [], photo, byKind, kindsOf }
}
