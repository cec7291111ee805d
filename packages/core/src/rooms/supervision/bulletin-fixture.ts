import type { DutyLight, LightPart } from '../../duties/index.ts'
import type { Playbook } from '../../playbook/index.ts'

/** A plan of one village duty and two units, as much of it as a bulletin reads. */
export const bulletinPlan = {
  township: { code: 'north', name: '北镇', county: '试县', city: '试市', province: '试省' },
  units: [
    { id: 'pingan', name: '平安建设办公室', short: '平安办', kind: 'office' },
    { id: 'civil', name: '民政办', short: '民政办', kind: 'department' },
    { id: 'village', name: '村', short: '村', kind: 'village' },
  ],
  holidayMonths: [],
  duties: [
    {
      id: 'village-1',
      unit: 'village',
      no: 1,
      title: '每月上户两次',
      clause: '附·村级1',
      cadence: { every: 'month' },
      proves: [{ measure: 'visits.listed-children', target: { each: 2 } }],
    },
  ],
} as unknown as Playbook

const partDefaults = {
  measure: 'children.file-and-plan',
  title: '一人一档一策',
  unitOfCount: '人',
  counting: 'subjects',
  needs: '全部',
  status: 'met',
  due: 0,
  done: 0,
  late: 0,
  missing: 0,
  deadline: '2024-05-31',
  makeUpTo: '2024-06-05',
  isFigure: false,
} as const satisfies LightPart

/** A proof of a light, met unless said. */
export const partOf = (given: Partial<LightPart> = {}): LightPart => ({ ...partDefaults, ...given })

/** The visits of listed children. */
export const visitPart = (given: Partial<LightPart> = {}): LightPart =>
  partOf({
    measure: 'visits.listed-children',
    title: '重点儿童上户走访',
    unitOfCount: '人次',
    counting: 'times',
    ...given,
  })

/** A light of May, met unless said; a village's where `village` is given. */
export const lightOf = (given: Partial<DutyLight> = {}): DutyLight => {
  const village = given.village ?? null
  const unit = given.unit ?? (village ? 'village' : 'civil')
  return {
    duty: `${unit}-1`,
    title: '职责',
    clause: '附·一',
    no: 1,
    unit,
    village,
    subject: village ?? unit,
    window: { kind: 'month', key: '2024-05', from: '2024-05-01', to: '2024-05-31' },
    windowLabel: '5月',
    cadence: '每月',
    status: 'met',
    due: 0,
    done: 0,
    missing: 0,
    reason: '',
    deadline: '2024-05-31',
    makeUpTo: '2024-06-05',
    parts: [],
    attestation: null,
    exemption: null,
    ...given,
  }
}
