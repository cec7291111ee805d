import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, civilWindowAt, type Day, dayOfNumber } from '../calendar/index.ts'
import type { Cadence, Target } from '../playbook/index.ts'
import { evaluate } from './evaluate.ts'
import type { Evaluation, Part } from './evaluation.ts'
import { type Status, severityOf, statuses, statusWords } from './light.ts'

const may = civilWindowAt('month', '2024-05-01')

const visits = (counts: Part['counts'], target: Target = { each: 2 }): Part => ({
  measure: 'visits.listed-children',
  title: '重点儿童上户走访',
  unitOfCount: '人次',
  verb: '走访',
  counting: 'times',
  target,
  counts,
})
const files = (counts: Part['counts'], target: Target = 'all'): Part => ({
  measure: 'children.file-and-plan',
  title: '一人一档一策',
  unitOfCount: '人',
  counting: 'subjects',
  target,
  counts,
})
const word: Part = {
  measure: 'duties.attested',
  title: '履职报备',
  unitOfCount: '次',
  counting: 'word',
  target: 'attested',
  counts: { due: 0, done: 0, late: 0 },
}

const light = (more: Partial<Evaluation> = {}) =>
  evaluate({
    parts: [visits({ due: 34, done: 29, late: 0 })],
    window: may,
    today: '2024-05-20',
    cadence: { every: 'month' },
    isHolidayMonth: false,
    dueSoonDays: 5,
    makeUpDays: 5,
    ...more,
  })

describe('a light over things with a limit of their own', () => {
  const leads = (counts: Part['counts']): Part => ({
    measure: 'leads.decided',
    title: '线索限时处理',
    unitOfCount: '条',
    counting: 'subjects',
    target: 'all',
    counts,
    isDueAtLimit: true,
  })
  const at = (counts: Part['counts'], today: Day = '2024-05-03') =>
    light({ parts: [leads(counts)], cadence: { each: 'lead', within: '72 hours' }, today })

  it('is overdue from the first that is past its limit, not from the end of the month', () => {
    expect(at({ due: 0, done: 0, late: 0 }).status).toBe('not-due')
    expect(at({ due: 5, done: 3, late: 1 })).toMatchObject({
      status: 'overdue',
      missing: 2,
      reason: '5月线索限时处理应 5 条，已 3（其中 1 条超过时限），缺 2；已逾期，6月5日前可以补办',
    })
    expect(at({ due: 5, done: 5, late: 1 }).status).toBe('met-late')
    expect(at({ due: 5, done: 3, late: 0 }, '2024-06-06').status).toBe('missed')
  })
})

describe('a light', () => {
  it('says what was due, what is done, what is missing, and from when it is overdue', () => {
    expect(light()).toMatchObject({
      status: 'on-course',
      due: 34,
      done: 29,
      missing: 5,
      deadline: '2024-05-31',
      makeUpTo: '2024-06-05',
      reason: '5月应走访 34 人次，已 29，缺 5；6月1日起算逾期',
    })
  })

  it.each<[string, Partial<Evaluation>, Status, string]>([
    ['before its window', { today: '2024-04-30' }, 'not-due', '5月还没有开始，5月1日起算（每月）'],
    [
      'five days before the end',
      { today: '2024-05-26' },
      'due-soon',
      '5月应走访 34 人次，已 29，缺 5；6月1日起算逾期',
    ],
    [
      'six days before the end',
      { today: '2024-05-25' },
      'on-course',
      '5月应走访 34 人次，已 29，缺 5；6月1日起算逾期',
    ],
    [
      'the day after',
      { today: '2024-06-01' },
      'overdue',
      '5月应走访 34 人次，已 29，缺 5；已逾期，6月5日前可以补办',
    ],
    [
      'the last day of making up',
      { today: '2024-06-05' },
      'overdue',
      '5月应走访 34 人次，已 29，缺 5；已逾期，6月5日前可以补办',
    ],
    ['later', { today: '2024-06-06' }, 'missed', '5月应走访 34 人次，已 29，缺 5；补办期限6月5日已过'],
    [
      'all done in time',
      { parts: [visits({ due: 34, done: 34, late: 0 })], today: '2024-08-01' },
      'met',
      '5月应走访 34 人次，已 34',
    ],
    [
      'the rest entered afterwards',
      { parts: [visits({ due: 34, done: 34, late: 5 })], today: '2024-06-04' },
      'met-late',
      '5月应走访 34 人次，已 34（其中 5 人次为逾期补录）；逾期完成',
    ],
    [
      'more done than needed, the surplus late',
      { parts: [visits({ due: 0, done: 3, late: 1 }, { atLeast: 2 })] },
      'met',
      '5月应走访 2 人次，已 3（其中 1 人次为逾期补录）',
    ],
    [
      'twice as many in a holiday month',
      { parts: [visits({ due: 0, done: 2, late: 0 }, { atLeast: 2, holiday: 4 })], isHolidayMonth: true },
      'on-course',
      '5月应走访 4 人次，已 2，缺 2；6月1日起算逾期',
    ],
    [
      'a share, rounded up to whole subjects',
      { parts: [files({ due: 21, done: 19, late: 0 }, { share: 95 })] },
      'on-course',
      '5月一人一档一策应 20 人，已 19，缺 1；6月1日起算逾期',
    ],
    [
      'no subjects at all',
      { parts: [files({ due: 0, done: 0, late: 0 })] },
      'not-due',
      '5月没有应办的一人一档一策',
    ],
    [
      'a day of the month passed',
      { cadence: { every: 'month', by: 25 }, today: '2024-05-26' },
      'overdue',
      '5月应走访 34 人次，已 29，缺 5；已逾期，6月5日前可以补办',
    ],
    [
      'no time to make up',
      { cadence: { every: 'month', makeUpDays: 0 }, today: '2024-06-01' },
      'missed',
      '5月应走访 34 人次，已 29，缺 5；期限5月31日已过',
    ],
    [
      'no subjects of a verb',
      { parts: [visits({ due: 0, done: 0, late: 0 })] },
      'not-due',
      '5月没有应走访的对象',
    ],
    [
      'two proofs of one title that nothing counts yet',
      { parts: [files('not-measured'), files('not-measured')] },
      'not-measured',
      '一人一档一策尚未测算',
    ],
    ['nothing measured', { parts: [files('not-measured')] }, 'not-measured', '一人一档一策尚未测算'],
    [
      'one part met, the other not measured',
      { parts: [visits({ due: 4, done: 4, late: 0 }), files('not-measured')] },
      'not-measured',
      '5月应走访 4 人次，已 4；一人一档一策尚未测算',
    ],
    [
      'a figure beside a part that decides',
      { parts: [visits({ due: 4, done: 4, late: 0 }), files({ due: 0, done: 3, late: 0 }, 'figure')] },
      'met',
      '5月应走访 4 人次，已 4；5月一人一档一策 3 人',
    ],
    [
      'an exemption that covers the deadline',
      { exemption: { reason: '本月全村停电改造', to: '2024-05-31' }, today: '2024-06-20' },
      'exempt',
      '免除至5月31日：本月全村停电改造',
    ],
    [
      'an exemption that ended before the deadline',
      { exemption: { reason: '停电', to: '2024-05-10' }, today: '2024-06-02' },
      'overdue',
      '5月应走访 34 人次，已 29，缺 5；已逾期，6月5日前可以补办',
    ],
    [
      'a word not given yet',
      { parts: [word] },
      'to-attest',
      '5月履职情况待报备，请写明做了什么并附佐证；6月1日起算逾期',
    ],
    [
      'a word given',
      { parts: [word], attestation: { state: 'attested', on: '2024-05-18' } },
      'attested',
      '5月履职情况已于5月18日报备',
    ],
    [
      'a word given after the deadline',
      { parts: [word], attestation: { state: 'attested', on: '2024-06-02' }, today: '2024-06-20' },
      'met-late',
      '5月履职情况已于6月2日报备；逾期完成',
    ],
    [
      'a word returned',
      { parts: [word], attestation: { state: 'returned', on: '2024-05-19', reason: '没有照片' } },
      'returned',
      '5月的报备于5月19日被退回：没有照片；请在6月5日前重新报备',
    ],
    [
      'a word counted where the attestation itself may not be read',
      { parts: [{ ...word, counts: { due: 0, done: 1, late: 0 } }] },
      'attested',
      '5月履职情况已报备',
    ],
  ])('%s', (_name, more, status, reason) => {
    expect(light(more)).toMatchObject({ status, reason })
  })

  it('is decided by its worst part', () => {
    const parts = [visits({ due: 4, done: 4, late: 0 }), files({ due: 2, done: 1, late: 0 })]
    expect(light({ parts, today: '2024-06-03' })).toMatchObject({
      status: 'overdue',
      due: 6,
      done: 5,
      missing: 1,
    })
  })

  it('judges a proof of a longer cadence by its own window', () => {
    const own = {
      window: civilWindowAt('quarter', '2024-05-01'),
      label: '第二季度',
      cadence: { every: 'quarter' as const },
    }
    const parts = [visits({ due: 4, done: 4, late: 0 }), { ...files({ due: 9, done: 3, late: 0 }), own }]
    expect(light({ parts, today: '2024-06-03' })).toMatchObject({
      status: 'on-course',
      deadline: '2024-06-30',
      reason: '5月应走访 4 人次，已 4；第二季度一人一档一策应 9 人，已 3，缺 6；7月1日起算逾期',
    })
    expect(light({ parts, today: '2024-07-06' }).status).toBe('missed')
  })

  it('has words, shape and hue for every status', () => {
    expect(new Set(Object.values(statusWords).map((each) => each.word)).size).toBe(statuses.length)
    expect(new Set(Object.values(statusWords).map((each) => each.brief)).size).toBe(statuses.length)
  })
})

const dayNear = fc.integer({ min: 19_800, max: 19_950 }).map(dayOfNumber)
const target = fc.oneof(
  fc.constantFrom<Target>('all', 'none', 'figure', 'attested'),
  fc.integer({ min: 1, max: 100 }).map((share): Target => ({ share })),
  fc.integer({ min: 1, max: 9 }).map((each): Target => ({ each })),
  fc
    .tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 9 }))
    .map(([atLeast, more]): Target => ({ atLeast, holiday: atLeast + more })),
)
const counts = fc.oneof(
  { weight: 1, arbitrary: fc.constant('not-measured' as const) },
  {
    weight: 5,
    arbitrary: fc.record({
      due: fc.integer({ min: -2, max: 12 }),
      done: fc.integer({ min: -2, max: 12 }),
      late: fc.integer({ min: -2, max: 12 }),
    }),
  },
)
const part = fc
  .record({ target, counts })
  .map(({ target, counts }): Part => ({ ...files(counts, target), measure: 'children.file-and-plan' }))
const cadence = fc.constantFrom<Cadence>(
  { every: 'month' },
  { every: 'month', by: 25 },
  { every: 'month', by: 5, makeUpDays: 0 },
  { every: 'quarter', makeUpDays: 30 },
  { each: 'lead', within: '24 hours' },
  { standing: 'coverage' },
)
const evaluation: fc.Arbitrary<Evaluation> = fc.record(
  {
    parts: fc.array(part, { maxLength: 5 }),
    window: dayNear.chain((day) =>
      fc.constantFrom('month', 'half-month', 'quarter', 'day').map((kind) => civilWindowAt(kind, day)),
    ),
    today: dayNear,
    cadence,
    isHolidayMonth: fc.boolean(),
    dueSoonDays: fc.integer({ min: 0, max: 10 }),
    makeUpDays: fc.integer({ min: 0, max: 30 }),
    exemption: fc.record({ reason: fc.string(), to: dayNear }),
    attestation: fc.record({
      state: fc.constantFrom('attested', 'returned'),
      on: dayNear,
      reason: fc.string(),
    }),
  },
  { requiredKeys: ['parts', 'window', 'today', 'cadence', 'isHolidayMonth', 'dueSoonDays', 'makeUpDays'] },
)

describe('every light', () => {
  it('has a known status, whole counts and a sentence, whatever it is given', () => {
    fc.assert(
      fc.property(evaluation, (given) => {
        const found = evaluate(given)
        expect(statuses).toContain(found.status)
        for (const figure of [found.due, found.done, found.missing])
          expect(Number.isInteger(figure) && figure >= 0).toBe(true)
        expect(found.done).toBeLessThanOrEqual(found.due)
        expect(found.parts).toHaveLength(given.parts.length)
        if (given.parts.length > 0) expect(found.reason).not.toBe('')
        expect(found.reason).not.toMatch(/undefined|NaN|null/)
      }),
    )
  })

  it('never gets worse when more is done', () => {
    fc.assert(
      fc.property(
        evaluation,
        fc.nat(),
        fc.integer({ min: 1, max: 5 }),
        fc.boolean(),
        (given, at, more, isLate) => {
          const index = at % Math.max(1, given.parts.length)
          const parts = given.parts.map((each, position) =>
            position !== index || each.counts === 'not-measured'
              ? each
              : {
                  ...each,
                  counts: {
                    ...each.counts,
                    done: Math.max(0, each.counts.done) + more,
                    late: Math.max(0, each.counts.late) + (isLate ? more : 0),
                  },
                },
          )
          expect(severityOf(evaluate({ ...given, parts }).status)).toBeLessThanOrEqual(
            severityOf(evaluate(given).status),
          )
        },
      ),
    )
  })

  it('never gets better by the mere passing of days', () => {
    fc.assert(
      fc.property(evaluation, fc.integer({ min: 1, max: 60 }), (given, days) => {
        const later: Day = addDays(given.today, days)
        expect(severityOf(evaluate({ ...given, today: later }).status)).toBeGreaterThanOrEqual(
          severityOf(evaluate(given).status),
        )
      }),
    )
  })

  it('is met when every part is met, and never met when one is not measured', () => {
    fc.assert(
      fc.property(evaluation, (given) => {
        const { exemption: _exemption, ...plain } = given
        const found = evaluate(plain)
        const deciding = found.parts.filter((each) => !each.isFigure)
        if (deciding.length > 0 && deciding.every((each) => each.status === 'met'))
          expect(found.status).toBe('met')
        if (deciding.some((each) => each.status === 'not-measured'))
          expect(['met', 'met-late', 'attested', 'not-due']).not.toContain(found.status)
        if (deciding.length > 0 && deciding.every((each) => each.status === 'not-measured'))
          expect(found.status).toBe('not-measured')
      }),
    )
  })
})
