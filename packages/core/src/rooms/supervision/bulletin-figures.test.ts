import { describe, expect, test } from 'vitest'
import type { DutyLight } from '../../duties/index.ts'
import { bulletinBlocks, editedBlocks, figureChanges, refreshedBlocks } from './bulletin-blocks.ts'
import { bulletinFigures } from './bulletin-figures.ts'
import { bulletinPlan, lightOf, partOf, visitPart } from './bulletin-fixture.ts'

const figures = (now: readonly DutyLight[], before: readonly DutyLight[] | null = null) =>
  bulletinFigures('2024-05', now, before, bulletinPlan)
const words = (now: readonly DutyLight[], before: readonly DutyLight[] | null = null) =>
  bulletinBlocks(figures(now, before))
    .map((block) => (block.type === 'table' ? JSON.stringify(block.rows) : block.text))
    .join('\n')
const place = (now: readonly DutyLight[]) =>
  figures(now).villages.map((each) => [each.place, each.subject, each.done, each.all, each.late])

describe('the figures of a bulletin', () => {
  test('count lines by what became of them; the office’s own rhythm is not graded', () => {
    const { counts, metLate } = figures([
      lightOf({ status: 'met' }),
      lightOf({ status: 'met-late' }),
      lightOf({ status: 'overdue' }),
      lightOf({ status: 'not-measured' }),
      lightOf({ status: 'missed', no: null, unit: 'pingan' }),
    ])
    expect(counts).toMatchObject({ done: 2, late: 1, notMeasured: 1 })
    expect(metLate).toBe(1)
  })

  test('rank villages by what is done; equals share a place, and the next place is left out', () => {
    expect(
      place([
        lightOf({ village: 'a', status: 'met' }),
        lightOf({ village: 'b', status: 'met' }),
        lightOf({ village: 'c', status: 'on-course' }),
        lightOf({ village: 'd', status: 'missed' }),
      ]),
    ).toEqual([
      [1, 'a', 1, 1, 0],
      [1, 'b', 1, 1, 0],
      [3, 'c', 0, 1, 0],
      [4, 'd', 0, 1, 1],
    ])
  })

  test('leave exempt lines and lines without anything due out of the rate', () => {
    expect(
      place([
        lightOf({ village: 'a', status: 'met' }),
        lightOf({ village: 'a', status: 'exempt' }),
        lightOf({ village: 'a', status: 'not-due' }),
      ]),
    ).toEqual([[1, 'a', 1, 1, 0]])
  })

  test('name units of which nothing is measured, and do not rank them', () => {
    const found = figures([lightOf({ status: 'met' }), lightOf({ unit: 'edu', status: 'not-measured' })])
    expect(found.units.map((each) => each.subject)).toEqual(['civil'])
    expect(found.unranked).toEqual(['edu'])
  })

  test('tell what is overdue by work done, and people only as a share, or in words where they are few', () => {
    const overdue = (parts: DutyLight['parts']) =>
      figures([lightOf({ village: 'a', duty: 'village-1', status: 'overdue', parts })]).overdue[0]?.situation
    const late = { status: 'overdue' } as const
    expect(overdue([visitPart({ ...late, due: 20, done: 7 })])).toBe('重点儿童上户走访应20人次，已7人次')
    expect(overdue([visitPart({ ...late, due: 8, done: 7 })])).toBe('重点儿童上户走访未全部完成，已7人次')
    expect(overdue([partOf({ ...late, due: 12, done: 11 })])).toBe('一人一档一策完成91%')
    expect(overdue([partOf({ ...late, due: 4, done: 3 })])).toBe('一人一档一策未全部完成')
    expect(overdue([partOf({ ...late, counting: 'word', due: 1 })])).toBe('未报备')
  })

  test('group what is overdue by duty, naming who is late once, and those who lack the same together', () => {
    const late = { status: 'overdue' } as const
    const visits = (village: string, due: number, done: number) =>
      lightOf({
        village,
        duty: 'village-1',
        title: '每月上户两次',
        ...late,
        parts: [visitPart({ ...late, due, done }), partOf({ ...late, due: 2, done: 1 })],
      })
    const half = (label: string) =>
      lightOf({ unit: 'civil', duty: 'civil-9', windowLabel: label, status: 'missed' })
    const { overdue, counts } = figures([
      visits('a', 20, 7),
      lightOf({ village: 'b', duty: 'village-1', status: 'met', parts: [] }),
      visits('c', 30, 12),
      half('5月上半月'),
      half('5月下半月'),
    ])
    expect(overdue.map(({ duty, subjects, lines, situation }) => [duty, subjects, lines, situation])).toEqual(
      [
        [
          'village-1',
          ['a', 'c'],
          2,
          '重点儿童上户走访（已/应，人次）：a7/20，c12/30；一人一档一策：a、c未全部完成',
        ],
        ['civil-9', ['civil'], 2, 'civil（5月上半月）、civil（5月下半月）未完成'],
      ],
    )
    expect(overdue.reduce((sum, each) => sum + each.lines, 0)).toBe(counts.late)
    const text = words([visits('a', 20, 7), visits('c', 30, 12), half('5月')])
    expect(text).toContain('截至目前逾期的 3 项，按职责归为 2 类，涉及 2 个村、1 个部门，具体如下。')
    expect(text).toContain('["每月上户两次（附·一）","2个村","重点儿童上户走访')
    expect(text).toContain('["职责（附·一）","1个部门","civil：未完成"]')
  })

  test('have those talked to who were overdue in this month and the last', () => {
    const missed = (village: string) => lightOf({ village, status: 'missed' })
    expect(figures([missed('a'), missed('b')], [missed('b'), missed('c')]).toTalk).toEqual(['b'])
    expect(words([missed('b')], [missed('b')])).toContain('由平安办约谈主要负责人')
  })

  test('say who gained and who fell against the month before', () => {
    const found = figures(
      [lightOf({ village: 'a', status: 'met' }), lightOf({ village: 'b', status: 'missed' })],
      [lightOf({ village: 'a', status: 'missed' }), lightOf({ village: 'b', status: 'met' })],
    )
    expect(found.improved.map((each) => [each.subject, each.points])).toEqual([['a', 100]])
    expect(found.fallen.map((each) => [each.subject, each.points])).toEqual([['b', 100]])
    expect(found.villages.map((each) => [each.place, each.placeBefore])).toEqual([
      [1, 2],
      [2, 1],
    ])
  })
})

describe('the words of a bulletin', () => {
  test('praise nobody while nothing is done', () => {
    expect(words([lightOf({ village: 'a', status: 'on-course' })])).toContain('各村应办职责都还没有完成')
  })

  test('round down, so that only what is wholly done is 100%', () => {
    const almost = [
      ...Array.from({ length: 299 }, () => lightOf({ village: 'a', status: 'met' })),
      lightOf({ village: 'a', status: 'on-course' }),
    ]
    expect(words(almost)).toContain('99%')
    expect(words(almost)).not.toContain('100%')
  })

  test('read well for a township without any light', () => {
    expect(words([])).toContain('各村的职责尚未测算，本期不排名。')
    expect(words([])).toContain('本月没有逾期职责。')
  })
})

describe('the blocks of a draft', () => {
  const blocks = (done: number) =>
    bulletinBlocks(
      figures([
        lightOf({ village: 'a', duty: 'village-1', parts: [visitPart({ due: 20, done })] }),
        lightOf({ village: 'b', status: done > 9 ? 'met' : 'missed' }),
      ]),
    )

  test('take new figures under words that were edited', () => {
    const edited = blocks(7).map((block) =>
      block.type === 'paragraph' && block.auto === 'demands' ? { ...block, text: '照此办理。' } : block,
    )
    const kept = editedBlocks(blocks(7), edited) ?? []
    const after = refreshedBlocks(kept, blocks(10))
    expect(after).toContainEqual({ type: 'paragraph', text: '照此办理。' })
    expect(JSON.stringify(after)).toContain('10/20')
    expect(after.some((block) => block.type === 'table' && block.id === 'overdue')).toBe(false)
    // A table that is needed again comes back after the words that introduce it.
    const again = refreshedBlocks(after, blocks(7))
    const at = again.findIndex((block) => block.type === 'table' && block.id === 'overdue')
    expect(again[at - 1]).toMatchObject({ auto: 'overdue' })
  })

  test('say which figures changed, which rows came and went, and which tables are new', () => {
    const changes = figureChanges(blocks(10), blocks(7))
    expect(changes).toContainEqual({
      table: '各村履职情况',
      row: 'a',
      column: '走访（人次）',
      before: '10/20',
      after: '7/20',
    })
    expect(changes).toContainEqual({
      table: '逾期职责',
      row: '逾期职责',
      column: '',
      before: '没有',
      after: '新增',
    })
    expect(figureChanges(blocks(7), blocks(7))).toEqual([])
  })

  test('refuse a table that was edited, added or left out', () => {
    const current = blocks(7)
    const forged = current.map((block) =>
      block.type === 'table' ? { ...block, rows: block.rows.map((row) => row.with(-1, '升 9')) } : block,
    )
    expect(editedBlocks(current, forged)).toBeUndefined()
    expect(
      editedBlocks(
        current,
        current.filter((block) => block.type !== 'table'),
      ),
    ).toBeUndefined()
    expect(editedBlocks(current, [...current, ...current])).toBeUndefined()
    expect(editedBlocks(current, current)).toEqual(current)
  })
})
