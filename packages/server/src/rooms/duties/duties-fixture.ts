import { createHash } from 'node:crypto'
import type { Day, Playbook } from '@hulei/core'
import sharp from 'sharp'
import { type SignedIn, startTestApp, type TestApp } from '../../platform/test-app.ts'
import { smallPlaybook } from '../../platform/test-server.ts'
import { measures } from '../index.ts'
import { openDueWindows } from './windows.ts'

/** The duties of the tests: of every sort of target and cadence that can be measured, and one that cannot yet. */
const duties = [
  {
    id: 'village-1',
    unit: 'village',
    no: 1,
    title: '重点儿童每月上户两次，一人一档一策',
    clause: '附·村级1',
    cadence: { every: 'month' },
    proves: [
      { measure: 'visits.listed-children', target: { each: 2 } },
      { measure: 'children.file-and-plan', target: 'all', cadence: { every: 'quarter' } },
    ],
  },
  {
    id: 'civil-1',
    unit: 'civil',
    no: 1,
    title: '走访困难家庭',
    clause: '附·民政办1',
    cadence: { every: 'month', by: 25 },
    proves: [{ measure: 'duties.attested', target: 'attested' }],
  },
  {
    id: 'civil-2',
    unit: 'civil',
    no: 2,
    title: '每月10日前核实在册信息',
    clause: '附·民政办2',
    cadence: { every: 'month', by: 10 },
    proves: [{ measure: 'children.verified', target: 'all' }],
  },
  {
    id: 'edu-1',
    unit: 'edu',
    no: 1,
    title: '检查手机进校园',
    clause: '附·学区1',
    cadence: { every: 'half-month' },
    proves: [{ measure: 'schools.phone-checks', target: { each: 1 } }],
  },
  {
    id: 'pingan-1',
    unit: 'pingan',
    no: 1,
    title: '每周讲评一次',
    clause: '附·平安办1',
    cadence: { every: 'month' },
    proves: [{ measure: 'supervision.critique', target: { atLeast: 1 }, cadence: { every: 'week' } }],
  },
]
const supervision = [
  {
    id: 'dispatch',
    unit: 'pingan',
    title: '半月一调度',
    clause: '五(四)',
    cadence: { every: 'half-month' },
    proves: [{ measure: 'supervision.dispatch', target: { atLeast: 1 } }],
  },
]

/** The small playbook of the platform's tests with duties, in force all of 2024. */
export const dutyPlaybook = {
  ...smallPlaybook,
  township: { code: 'north', name: '北镇', county: '试县', city: '试市', province: '试省' },
  plan: { from: '2024-01-05', to: '2024-12-31', documentNumber: '测试' },
  schoolCalendar: { terms: [], breaks: [] },
  limits: { dueSoonDays: 5, makeUpDays: 5, leadDecisionHours: 72, mandatoryReportHours: 24 },
  units: smallPlaybook.units.map((unit) => ({
    ...unit,
    short: unit.name,
    kind: unit.id === 'village' ? 'village' : 'department',
  })),
  duties,
  supervision,
} as unknown as Playbook

/** An application that stands on a day and can be moved to another, as time does. */
export type DutyApp = TestApp & {
  /** Moves the business day; windows that have begun open, as the daily job does. */
  standOn(day: Day): Promise<void>
  /** Hands in a picture; its hash. */
  photo(who: SignedIn, shade: number): Promise<string>
}

export async function startDutyApp(today: Day): Promise<DutyApp> {
  const app = await startTestApp({ today, playbook: dutyPlaybook })
  const standOn = async (day: Day) => {
    await app.owner.query('UPDATE township SET business_day = $1', [day])
    await app.townships.reload()
    for (const township of app.townships.all()) await openDueWindows(app.scopes, township, measures)
  }
  await standOn(today)
  return {
    ...app,
    standOn,
    async photo(who, shade) {
      const bytes = await sharp({
        create: { width: 40, height: 30, channels: 3, background: { r: shade, g: shade, b: 90 } },
      })
        .jpeg()
        .toBuffer()
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      const answer = await app.app.inject({
        method: 'POST',
        url: '/api/files',
        headers: { ...who, 'content-type': 'image/jpeg', 'hulei-sha256': sha256 },
        payload: bytes,
      })
      if (answer.statusCode !== 200) throw new Error(answer.body)
      return sha256
    },
  }
}

/** A visit that proves itself, to one child. */
export const visitTo = (child: string, visitedOn: Day, photos: readonly string[]) => ({
  visitedOn,
  visitor: '石山',
  outcome: 'met',
  children: [{ child, seen: true, alone: false }],
  answers: { living: 'good' },
  hazards: [],
  told: [],
  signature: 'signed',
  signer: '林大山',
  signatureFile: photos.slice(0, 1),
  photos: photos.slice(1),
  paperForm: [],
})
