import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Day } from '../../calendar/index.ts'
import type { Playbook } from '../../playbook/index.ts'
import {
  changedVisit,
  emptyVisit,
  isComplete,
  lackOf,
  stepOf,
  type VisitValues,
  valuesOfVisit,
  visitInput,
  withNextStep,
} from './visit-values.ts'

const form: Playbook['visitForm'] = {
  rows: ['living', 'school'].map((id) => ({
    id,
    name: id,
    choices: [
      { id: 'good', name: '好', needsFollowUp: false },
      { id: 'poor', name: '差', needsFollowUp: true },
    ],
  })),
  hazards: [],
  told: [],
  nextSteps: [],
}
const steps = [
  { id: 'again', name: '按期再访' },
  { id: 'school', name: '联系学校' },
  { id: 'school-now', name: '联系学校老师' },
]
const [one, other] = ['4c9d7a02-0000-4000-8000-000000000001', '4c9d7a02-0000-4000-8000-000000000002'] as const
const fresh = (): VisitValues =>
  emptyVisit({
    today: '2024-05-20' as Day,
    visitor: '石山',
    children: [one, other],
    first: one,
    outcome: 'met',
  })
const whole: VisitValues = {
  ...fresh(),
  answers: { living: 'good', school: 'poor' },
  signatureFile: ['a'.repeat(64)],
  photos: ['b'.repeat(64)],
}

describe('an empty form', () => {
  test('names the child that was chosen, not the others of the household, and claims nothing seen', () => {
    expect(fresh().children).toEqual([{ child: one, seen: false, alone: false }])
  })
  test('lacks every answer, the signature and a photo', () => {
    expect(lackOf(fresh(), form, false)).toEqual({ answers: 2, signature: true, photo: true })
  })
})

describe('what a visit lacks', () => {
  test('is nothing once form, signature and photo are there', () => {
    expect(isComplete(lackOf(whole, form, false))).toBe(true)
  })
  test('takes ink on the screen for a signature before it is sent', () => {
    expect(lackOf({ ...whole, signatureFile: [] }, form, true).signature).toBe(false)
  })
  test('takes a refusal only with its reason, and nobody there for no confirmation at all', () => {
    const refused = { ...whole, signatureFile: [], signature: 'refused' }
    expect(lackOf({ ...refused, signatureNote: ' ' }, form, false).signature).toBe(true)
    expect(lackOf({ ...refused, signatureNote: '不识字' }, form, false).signature).toBe(false)
    expect(lackOf({ ...refused, signature: 'absent', signatureNote: '外出' }, form, false).signature).toBe(
      true,
    )
  })
  test('is only the photo where the paper form was scanned', () => {
    const lack = lackOf({ ...fresh(), paperForm: ['c'.repeat(64)] }, form, false)
    expect(lack).toEqual({ answers: 0, signature: false, photo: true })
  })
})

describe('the next step', () => {
  test('keeps what was typed behind it', () => {
    expect(withNextStep('下次看作业', steps, 'again')).toBe('按期再访；下次看作业')
    expect(withNextStep('按期再访；下次看作业', steps, 'school')).toBe('联系学校；下次看作业')
  })
  test('is taken away when it is chosen again', () => {
    expect(withNextStep('联系学校；下次看作业', steps, 'school')).toBe('下次看作业')
    expect(withNextStep('按期再访', steps, 'again')).toBe('')
  })
  test('is the longer of two that begin alike', () => {
    expect(stepOf('联系学校老师；周五', steps)?.id).toBe('school-now')
  })
  test('never loses what was typed, however often steps are changed', () => {
    const typed = fc.string({ minLength: 1 }).filter((each) => !/^[；;，,。\s]|^(按期|联系)/.test(each))
    fc.assert(
      fc.property(typed, fc.array(fc.constantFrom('again', 'school', 'school-now')), (note, chosen) => {
        const after = chosen.reduce((now, id) => withNextStep(now, steps, id), note)
        expect(after.endsWith(note)).toBe(true)
      }),
    )
  })
})

describe('what is sent', () => {
  test('leaves out what was left empty, and trims', () => {
    const input = visitInput({ ...whole, agreed: ' 周末接回 ', place: '  ' })
    expect(input).toMatchObject({ agreed: '周末接回', photos: ['b'.repeat(64)], hazards: [] })
    expect(Object.keys(input)).not.toContain('place')
    expect(Object.keys(input)).not.toContain('followUpOn')
  })
  test('shows a photo beside a hazard only while both are still there', () => {
    const [kept, removed] = ['b'.repeat(64), 'd'.repeat(64)]
    const values = {
      ...whole,
      hazards: ['water', 'road'],
      hazardPhotos: { water: [kept, removed], road: [removed], fire: [kept] },
    }
    expect(visitInput(values).hazardPhotos).toEqual({ water: [kept] })
    expect(Object.keys(visitInput(whole))).not.toContain('hazardPhotos')
    expect(changedVisit(values, { ...values, hazards: [] })).toEqual({ hazards: [], hazardPhotos: null })
  })
  test('of an amendment is what differs; what was emptied is null', () => {
    const before = valuesOfVisit({ ...whole, agreed: '周末接回' })
    expect(changedVisit(before, before)).toEqual({})
    expect(changedVisit(before, { ...before, agreed: '', hazards: ['water'] })).toEqual({
      agreed: null,
      hazards: ['water'],
    })
  })
})
