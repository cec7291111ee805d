import {
  act,
  acts,
  type CodeEntry,
  code,
  codes,
  count,
  day,
  evidence,
  kind,
  note,
  type Playbook,
  text,
} from '@hulei/core'
import { describe, expect, test } from 'vitest'
import { canAsk, formActs, formOf } from './form-pack.ts'
import { actorOf, smallPlaybook } from './test-server.ts'
import type { Township } from './townships.ts'

const round = kind('round', {
  title: '夜巡',
  room: 'operations',
  basis: '四(二)3',
  purpose: '测试',
  owner: 'village',
  readers: ['office', 'police', 'own-village'],
  writers: ['police', 'own-village'],
  cleared: ['office'],
  keep: { years: 3, after: 'walkedOn', basis: '测试' },
  fields: {
    walkedOn: day('巡查日期'),
    walker: text('巡查人').byActor(),
    people: count('人数', { max: 50 }).hinted('只填人数').optional(),
    tasks: codes('任务', { list: 'tasks' }),
    remark: note('情况', { max: 200 }).optional(),
    photos: evidence('照片', { min: 1, max: 9 }),
  },
})
const record = act('round.record', {
  title: '登记夜巡',
  kind: round,
  on: 'new',
  by: round.writers,
  onPhone: true,
  input: { village: code('村', { list: 'villages' }), ...round.fields },
})
const township = {
  code: 'north',
  playbook: {
    ...smallPlaybook,
    fields: { round: [{ id: 'weather', label: '天气', type: 'code', list: 'weathers', required: true }] },
  } as unknown as Playbook,
  lists: new Map<string, readonly CodeEntry[]>([
    ['villages', smallPlaybook.villages],
    [
      'tasks',
      [
        { id: 'gate', name: '校门' },
        { id: 'street', name: '街面', isRetired: true },
      ],
    ],
    ['weathers', [{ id: 'rain', name: '雨' }]],
  ]),
} as unknown as Township

describe('a form in the work pack', () => {
  const police = formOf(record, actorOf('police'), township)
  const named = (of: typeof police, name: string) => of.fields.find((field) => field.name === name)

  test('asks what the act declares, in its order, and after that what the plan adds', () => {
    expect(police).toMatchObject({ act: 'round.record', title: '登记夜巡', kind: 'round', on: 'new' })
    expect(police.fields.map((field) => field.name)).toEqual([
      'village',
      'walkedOn',
      'walker',
      'people',
      'tasks',
      'remark',
      'photos',
      'weather',
    ])
    expect(named(police, 'people')).toEqual({
      name: 'people',
      label: '人数',
      type: 'count',
      hint: '只填人数',
      isOptional: true,
      least: 0,
      most: 50,
    })
    expect(named(police, 'photos')).toMatchObject({ type: 'evidence', least: 1, most: 9 })
    expect(named(police, 'remark')).toMatchObject({ maxLength: 200, isOptional: true })
    expect(named(police, 'weather')).toEqual({
      name: 'weather',
      label: '天气',
      type: 'code',
      isExtra: true,
      choices: [{ id: 'rain', name: '雨' }],
    })
  })

  test('offers no entry that is retired, and fills in who fills it in', () => {
    expect(named(police, 'tasks')?.choices).toEqual([{ id: 'gate', name: '校门' }])
    expect(named(police, 'walker')?.preset).toBe('测试员')
  })

  test('offers a village post its own village alone, chosen already, and others every village', () => {
    expect(named(police, 'village')?.choices).toHaveLength(2)
    expect(named(police, 'village')?.preset).toBeUndefined()
    const own = named(formOf(record, actorOf('village'), township), 'village')
    expect(own).toMatchObject({ choices: [{ id: 'shiqiao', name: '石桥村' }], preset: 'shiqiao' })
  })

  test('is there for whoever may do the act somewhere, and for nobody else', () => {
    const report = 'lead.report'
    expect(formActs(actorOf('police')).map((each) => each.name)).toContain(report)
    expect(formActs(actorOf('auditor')).map((each) => each.name)).not.toContain(report)
    expect(formActs(actorOf('police')).every((each) => each.onPhone)).toBe(true)
  })

  test('can ask every field that an act on phones must have', () => {
    const beyond = [...acts.values()]
      .filter((each) => each.onPhone)
      .flatMap((each) =>
        Object.entries(each.input)
          .filter(([, field]) => !field.isOptional && !canAsk(field))
          .map(([name]) => `${each.name}.${name}`),
      )
    expect(beyond).toEqual([])
  })
})
