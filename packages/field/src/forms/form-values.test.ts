import type { PackForm } from '@hulei/core'
import { describe, expect, test } from 'vitest'
import { formAct } from './form-act.ts'
import {
  contentOf,
  emptyValues,
  type FormValues,
  faultsIn,
  lacking,
  valuesIn,
  valuesOfAct,
} from './form-values.ts'

const form: PackForm = {
  act: 'round.record',
  title: '登记夜巡',
  kind: 'round',
  kindTitle: '夜巡',
  basis: '四(二)3',
  on: 'new',
  fields: [
    { name: 'village', label: '村', type: 'code', choices: [{ id: 'a', name: '甲村' }], preset: 'a' },
    { name: 'walkedOn', label: '日期', type: 'day' },
    { name: 'dueOn', label: '期限', type: 'day', isOptional: true },
    { name: 'at', label: '时间', type: 'instant', isOptional: true },
    { name: 'people', label: '人数', type: 'count', least: 0, most: 50 },
    { name: 'isDark', label: '路灯不亮', type: 'flag' },
    { name: 'tasks', label: '任务', type: 'codes', choices: [] },
    { name: 'venues', label: '场所', type: 'refs', refersTo: 'venue', isOptional: true, least: 1, most: 30 },
    { name: 'phone', label: '电话', type: 'phone', isOptional: true },
    { name: 'photos', label: '照片', type: 'evidence', least: 1, most: 9 },
    { name: 'weather', label: '气温', type: 'number', isExtra: true },
  ],
}
const fill = (values: FormValues, fields: FormValues['fields']): FormValues => ({
  ...values,
  fields: { ...values.fields, ...fields },
})
const today = '2024-05-20'
const full = fill(emptyValues(form, today), {
  people: ' 3 ',
  isDark: false,
  photos: ['f'.repeat(64)],
  weather: '-1.5',
})

describe('a form on the phone', () => {
  test('begins with today and with what the system knows', () => {
    expect(emptyValues(form, today).fields).toMatchObject({
      village: 'a',
      walkedOn: today,
      dueOn: '',
      isDark: null,
    })
  })

  test('says what is missing in the order of the form, and not what may be left out', () => {
    const names = (values: FormValues) => lacking(form, values).map((each) => each.label)
    expect(names(emptyValues(form, today))).toEqual(['人数', '路灯不亮', '照片', '气温'])
    expect(names(full)).toEqual([])
    expect(lacking({ ...form, on: 'existing', needsReason: true }, full).map((each) => each.label)).toEqual([
      '夜巡',
      '原因',
    ])
  })

  test('sends numbers as numbers, a no as a no, and leaves out what is empty', () => {
    expect(contentOf(form, fill(full, { at: '2024-05-20T21:30' }))).toEqual({
      input: {
        village: 'a',
        walkedOn: today,
        at: '2024-05-20T21:30:00+08:00',
        people: 3,
        isDark: false,
        tasks: [],
        photos: ['f'.repeat(64)],
      },
      extra: { weather: -1.5 },
    })
  })

  test('says before it is sent what the server would refuse', () => {
    expect(faultsIn(form, full)).toEqual({})
    expect(faultsIn(form, fill(full, { people: '3.5', phone: '123', weather: 'x' }))).toEqual({
      people: '人数要填整数',
      phone: '电话应为11位手机号，或带区号的座机号',
      weather: '气温要填数字',
    })
    expect(faultsIn(form, fill(full, { people: '51' }))).toEqual({ people: '人数不能大于50' })
  })

  test('opens a refused act as it was filled in', () => {
    const act = formAct({
      form,
      values: fill(full, { at: '2024-05-20T21:30' }),
      record: 'r',
      version: undefined,
      act: 'a',
      post: 'p',
      now: Date.parse('2024-05-20T13:40:00Z'),
      pictures: [],
    })
    const body = JSON.parse(act.body) as Parameters<typeof valuesOfAct>[1] & Record<string, unknown>
    expect(body).toMatchObject({ id: 'a', act: 'round.record', record: 'r', schemaVersion: 1 })
    const again = valuesOfAct(form, { ...body, reason: undefined })
    expect(contentOf(form, again)).toEqual(contentOf(form, fill(full, { at: '2024-05-20T21:30' })))
  })

  test('keeps a draft when the plan changed the form meanwhile', () => {
    const before = fill(full, { gone: 'x' })
    const after = valuesIn(
      { ...form, fields: [...form.fields, { name: 'new', label: '新', type: 'text' }] },
      before,
      today,
    )
    expect(after.fields).toMatchObject({ people: ' 3 ', new: '' })
    expect(after.fields).not.toHaveProperty('gone')
  })

  test('does an act on a record from the version that the phone has, and sends only photos that are still named', () => {
    const picture = (letter: string) => ({
      sha256: letter.repeat(64),
      mediaType: 'image/jpeg' as const,
      bytes: new Uint8Array(1),
    })
    const act = formAct({
      form: { ...form, on: 'existing', needsReason: true },
      values: { ...full, target: 't', reason: ' 看错了 ' },
      record: 'unused',
      version: 'v',
      act: 'a',
      post: 'p',
      now: 0,
      pictures: [picture('f'), picture('e')],
    })
    expect(JSON.parse(act.body)).toMatchObject({
      record: 't',
      version: 'v',
      reason: '看错了',
      awaits: ['f'.repeat(64)],
    })
    expect(act.files.map((file) => file.sha256)).toEqual(['f'.repeat(64)])
  })

  test('sends the untouched original beside each photo that is still named, and names it as that', () => {
    const picture = (letter: string) => ({
      sha256: letter.repeat(64),
      mediaType: 'image/jpeg' as const,
      bytes: new Uint8Array(1),
    })
    const [marked, original, dropped] = ['f', 'e', 'd'].map((letter) => letter.repeat(64))
    const act = formAct({
      form,
      values: { ...full, originals: { [marked ?? '']: original ?? '', [dropped ?? '']: 'c'.repeat(64) } },
      record: 'r',
      version: undefined,
      act: 'a',
      post: 'p',
      now: 0,
      pictures: [picture('c'), picture('e'), picture('f'), picture('d')],
    })
    expect(JSON.parse(act.body)).toMatchObject({
      awaits: [marked, original],
      originals: { [marked ?? '']: original },
    })
    expect(act.files.map((file) => file.sha256)).toEqual([marked, original])
  })
})

describe('an amendment on the phone', () => {
  const field = (name: string) => {
    const { isOptional = false, ...rest } = form.fields.find((each) => each.name === name) ?? {
      name,
      label: '',
      type: 'text' as const,
    }
    return { ...rest, isOptional: true as const, ...(isOptional && { mayBeEmpty: true as const }) }
  }
  const amendment: PackForm = {
    ...form,
    act: 'round.amend',
    on: 'existing',
    isAmendment: true,
    needsReason: true,
    fields: ['walkedOn', 'people', 'isDark', 'venues', 'phone', 'photos'].map(field),
  }
  const base = valuesOfAct(amendment, {
    input: {
      walkedOn: today,
      people: 3,
      isDark: false,
      venues: ['v'],
      phone: '13800000001',
      photos: ['a'.repeat(64)],
    },
    extra: {},
    record: 'r',
    reason: undefined,
  })

  test('begins with what the record says, and sends only what differs; what was emptied is nothing', () => {
    expect(contentOf(amendment, base, base).input).toEqual({})
    const next = fill(base, { people: '4', phone: '', venues: [], isDark: false })
    expect(contentOf(amendment, next, base).input).toEqual({ people: 4, phone: null, venues: null })
    expect(contentOf(amendment, fill(base, { photos: [] }), base).input).toEqual({ photos: [] })
  })

  test('takes away nothing that a record must have', () => {
    const names = (values: FormValues) => lacking(amendment, values, base).map((each) => each.name)
    expect(names({ ...base, reason: '看错了' })).toEqual([])
    expect(names(fill({ ...base, reason: '看错了' }, { people: '', phone: '' }))).toEqual(['people'])
  })

  test('sends none of the photos again that the record has', () => {
    const added = 'b'.repeat(64)
    const picture = (sha256: string) => ({
      sha256,
      mediaType: 'image/jpeg' as const,
      bytes: new Uint8Array(1),
    })
    const act = formAct({
      form: amendment,
      values: { ...fill(base, { photos: ['a'.repeat(64), added] }), reason: '补一张' },
      base,
      record: 'unused',
      version: 'v',
      act: 'x',
      post: 'p',
      now: 0,
      pictures: [picture('a'.repeat(64)), picture(added)],
    })
    expect(JSON.parse(act.body)).toMatchObject({ record: 'r', version: 'v', awaits: [added] })
    expect(act.files.map((file) => file.sha256)).toEqual([added])
  })
})
