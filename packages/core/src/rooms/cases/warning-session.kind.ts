import { codes, count, day, evidence, kind, matter, note, type RecordOf } from '../../kinds/index.ts'

/** Within so many days the responsible unit holds its warning session (附·党政办3). */
export const SESSION_DAYS = 7

/**
 * The warning session of a unit that is responsible in a case (警示教育会): called when the case is filed, held by the unit.
 * The unit learns that it must hold one, and nothing of the case.
 */
export const warningSession = kind('warningSession', {
  title: '警示教育',
  room: 'cases',
  basis: '四(四)1；附·党政办3',
  purpose: '涉案责任单位七日内召开班子会、干部职工警示教育大会',
  owner: 'unit-or-village',
  readers: [
    'office',
    'leader',
    'police',
    'discipline',
    'remit:party',
    'own-unit',
    'own-village',
    'own-school',
    'assigned',
  ],
  writers: ['office', 'police', 'own-unit', 'own-village', 'own-school', 'assigned'],
  cleared: [
    'office',
    'leader',
    'police',
    'discipline',
    'remit:party',
    'own-unit',
    'own-village',
    'own-school',
    'assigned',
  ],
  subject: 'matter',
  matter: 'matter',
  keep: { years: 5, after: 'dueOn', basis: '方案 四(四)1' },
  fields: {
    matter: matter('案件'),
    dueOn: day('召开期限'),
    heldOn: day('召开日期').optional(),
    forms: codes('会议形式', { list: 'warningForms' }),
    attended: count('参加人数', { max: 5000 }).optional(),
    summary: note('反思和整改', { max: 500 }).optional(),
    evidence: evidence('签到、照片'),
  },
})
export type WarningSession = RecordOf<typeof warningSession>
