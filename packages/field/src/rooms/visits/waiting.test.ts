import type { Day } from '@hulei/core'
import { emptyVisit, type VisitValues } from '@hulei/core/rooms/visits/visit-values'
import { describe, expect, test } from 'vitest'
import type { OpenedAct } from '../../outbox/opened-act.ts'
import type { OutboxState } from '../../store/database.ts'
import { heldVisits } from './held-visits.ts'
import type { PackPlan, PackRecords, PackVisit } from './pack-records.ts'
import { waitingVisits } from './waiting.ts'

const [one, other] = ['child-one', 'child-other'] as const
const plan = {
  month: '2024-05',
  visitForm: { rows: [{ id: 'living' }] },
  visitOutcomes: [
    { id: 'met', counts: true },
    { id: 'nobody-home', counts: false },
  ],
} as unknown as PackPlan
const whole: VisitValues = {
  ...emptyVisit({ today: '2024-05-20' as Day, visitor: '石山', children: [one], first: one, outcome: 'met' }),
  answers: { living: 'good' },
  signatureFile: ['a'],
  photos: ['b'],
}
const records = (visits: readonly PackVisit[], madeAt = '2024-05-20T08:00:00Z'): PackRecords => ({
  plan,
  children: [],
  due: new Map(),
  visits,
  madeAt,
})
const onServer = (id: string, values: VisitValues, version = `${id}-1`): PackVisit => ({
  id,
  version,
  visitedOn: values.visitedOn,
  children: values.children.map(({ child }) => child),
  outcome: values.outcome ?? '',
  receivedAt: '2024-05-20T07:00:00Z',
  values: { ...values },
  extra: {},
})
const act = (
  name: 'visit.record' | 'visit.amend',
  id: string,
  record: string,
  input: Partial<VisitValues>,
  state: OutboxState = 'waiting',
  confirmedAt?: string,
): OpenedAct => ({
  row: { id, act: name, state, ...(confirmedAt && { confirmedAt }) } as OpenedAct['row'],
  record,
  version: undefined,
  input,
  extra: {},
  reason: undefined,
  originals: {},
})
const countOf = (acts: readonly OpenedAct[], given: PackRecords) =>
  Object.fromEntries(waitingVisits(acts, given))

describe('what waits beside the server’s count', () => {
  test('is one for each child of a visit that proves itself, none for one that does not or that was refused', () => {
    const both = { ...whole, children: [one, other].map((child) => ({ child, seen: true, alone: false })) }
    expect(countOf([act('visit.record', 'a', 'v', both)], records([]))).toEqual({ [one]: 1, [other]: 1 })
    expect(countOf([act('visit.record', 'a', 'v', { ...whole, photos: [] })], records([]))).toEqual({})
    expect(countOf([act('visit.record', 'a', 'v', whole, 'refused')], records([]))).toEqual({})
    expect(
      countOf([act('visit.record', 'a', 'v', { ...whole, outcome: 'nobody-home' })], records([])),
    ).toEqual({})
  })

  test('is nothing for an amendment that changes no count, and one more or less where it does', () => {
    const there = records([onServer('v', whole)])
    const amend = (input: Partial<VisitValues>) => [act('visit.amend', 'b', 'v', input)]
    expect(countOf(amend({ agreed: '周末接回' }), there)).toEqual({ [one]: 0 })
    expect(countOf(amend({ outcome: 'nobody-home' }), there)).toEqual({ [one]: -1 })
    const lacks = records([onServer('v', { ...whole, photos: [] })])
    expect(countOf(amend({ photos: ['b'] }), lacks)).toEqual({ [one]: 1 })
  })

  test('counts a visit recorded and amended here once, as it was amended', () => {
    const acts = [
      act('visit.record', 'a', 'v', { ...whole, outcome: 'nobody-home' }),
      act('visit.amend', 'b', 'v', { outcome: 'met' }),
    ]
    expect(countOf(acts, records([]))).toEqual({ [one]: 1 })
  })

  test('keeps a confirmed visit until the next pack, and lets go of one that the pack no longer has', () => {
    const sent = act('visit.record', 'a', 'v', whole, 'confirmed', '2024-05-20T08:00:30Z')
    expect(countOf([sent], records([], '2024-05-20T08:00:00Z'))).toEqual({ [one]: 1 })
    // The office took it back since: the newer pack is right.
    expect(countOf([sent], records([], '2024-05-20T09:00:00Z'))).toEqual({})
  })
})

test('a visit is known by the last act on it: the pack’s version, and on top of it what waits', () => {
  const amend = act('visit.amend', 'b', 'v', { agreed: '每天接回' })
  const [held] = heldVisits([amend], records([onServer('v', whole)]))
  expect(held).toMatchObject({ version: 'b', isWaiting: true, values: { agreed: '每天接回', photos: ['b'] } })
  const confirmed = {
    ...amend,
    row: { ...amend.row, state: 'confirmed', confirmedAt: '2024-05-20T07:59:00Z' } as const,
  }
  const [newer] = heldVisits([confirmed], records([onServer('v', { ...whole, agreed: '下周' }, 'c')]))
  expect(newer).toMatchObject({ version: 'c', isWaiting: false, values: { agreed: '下周' } })
})
