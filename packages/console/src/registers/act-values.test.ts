import { amendVisit, child, enrolChild, recordMeeting, visit } from '@hulei/core'
import { describe, expect, test } from 'vitest'
import {
  changedInput,
  extraFieldsOf,
  initialValues,
  inputOf,
  isNeeded,
  type RecordRow,
} from './act-values.ts'

const record: RecordRow = {
  id: '4c9d7a02-0000-4000-8000-000000000001',
  version: '4c9d7a02-0000-4000-8000-000000000002',
  village: 'shiqiao',
  school: null,
  unit: null,
  extra: {},
  agreed: '周末接回',
  hazards: ['water'],
  followUpOn: null,
}

describe('what was typed', () => {
  test('leaves out empty inputs but keeps what says no', () => {
    expect(inputOf({ name: ' 林小雨 ', hamlet: ' ', isAway: false, grade: undefined, left: null })).toEqual({
      name: '林小雨',
      isAway: false,
    })
  })
  test('of an amendment is what differs, null where it was emptied', () => {
    expect(changedInput(amendVisit, record, { agreed: '周末接回', hazards: ['water'] })).toEqual({})
    expect(changedInput(amendVisit, record, { hazards: ['water', 'road'] })).toEqual({
      agreed: null,
      hazards: ['water', 'road'],
    })
  })
})

describe('a form begins', () => {
  test('with the village where the post has one, and leaves it open where it has several', () => {
    expect(initialValues(enrolChild, undefined, ['shiqiao']).input.village).toBe('shiqiao')
    expect(initialValues(enrolChild, undefined, ['shiqiao', 'lianhua']).input.village).toBeUndefined()
    expect(initialValues(enrolChild, undefined, []).input.village).toBeUndefined()
  })
  test('with what the record holds when it is amended', () => {
    expect(initialValues(amendVisit, record, []).input).toMatchObject({
      agreed: '周末接回',
      hazards: ['water'],
    })
  })
})

test('only what the server would refuse to be without is marked as needed', () => {
  const { photos, followUp, visitedOn } = visit.fields
  expect([photos, followUp, visitedOn].map(isNeeded)).toEqual([false, false, true])
  expect(isNeeded(recordMeeting.input.decisions)).toBe(false)
})

test('a plan’s extra fields are asked for when a record is made or amended', () => {
  const fields = { [child.name]: [{ id: 'bus', label: '乘校车', type: 'flag', required: false }] } as const
  expect(extraFieldsOf(enrolChild, fields).map((each) => each.field.label)).toEqual(['乘校车'])
})

test('a question of the plan’s own keeps its type, needed or not', () => {
  const asked = (['text', 'number', 'flag', 'day', 'code'] as const).flatMap((type) =>
    [true, false].map((required) => ({
      id: `${type}-${required}`,
      label: '问',
      type,
      required,
      ...(type === 'code' && { list: 'bedrooms' }),
    })),
  )
  const fields = extraFieldsOf(enrolChild, { child: asked }).map(({ field }) => [
    field.type,
    field.isOptional,
  ])
  expect(fields).toEqual(
    ['text', 'count', 'flag', 'day', 'code'].flatMap((type) => [
      [type, false],
      [type, true],
    ]),
  )
})
