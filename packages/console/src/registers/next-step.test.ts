import { patrol, surveyForm } from '@hulei/core'
import { expect, test } from 'vitest'
import type { RecordRow } from './act-values.ts'
import { nextStepOf } from './next-step.ts'

const form = (counts: object): RecordRow => ({
  id: 'one',
  version: 'first',
  village: 'shiqiao',
  school: null,
  unit: null,
  extra: {},
  month: '2024-05',
  ...counts,
})

test.each([
  ['nothing found', {}, undefined],
  ['all reported already', { beaten: 2, reported: 2 }, undefined],
  ['one found', { venues: 1, reported: 0 }, '排查表里有1个情况还没有报告'],
  ['several, some reported', { harmed: 1, online: 2, reported: 1 }, '排查表里有2个情况还没有报告'],
])('a survey form with %s', (_, counts, words) => {
  const step = nextStepOf(surveyForm, form(counts))
  expect(step?.words.split('，')[0]).toBe(words)
  if (words) expect(step?.to).toBe('/suspicions/new')
})

test('other records call for nothing', () => {
  expect(nextStepOf(patrol, form({ harmed: 3 }))).toBeUndefined()
})
