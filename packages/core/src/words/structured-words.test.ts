import { describe, expect, test } from 'vitest'
import { attestation, responsibilityTeam, supervisionMeeting, visit } from '../rooms/index.ts'
import { wordsOf } from './value-words.ts'

const lists: Readonly<Record<string, string>> = {
  'helperRoles/teacher': '帮扶教师',
  'units/police': '派出所',
  'terms/2024-spring': '2024年春季学期',
  'visitRows/living': '生活',
  'visitRow.living/good': '衣食住都有着落',
}
const names = (list: string, code: string | null | undefined) => lists[`${list}/${code}`] ?? String(code)
const child = '4c9d7a02-0000-4000-8000-000000000001'

describe('structured fields in words', () => {
  test('name the members of a team with their roles', () => {
    const members = [{ role: 'teacher', name: '谢小姣', phone: '15400000000' }]
    expect(wordsOf(responsibilityTeam.fields.members, members, names)).toBe('帮扶教师 谢小姣 15400000000')
  })
  test('name a meeting’s decisions with unit and term', () => {
    const decisions = [
      { what: '补齐水库护栏', unit: 'police', due: '2024-05-31' },
      { what: '再议', unit: 'police', due: '2024-06-05' },
    ]
    expect(wordsOf(supervisionMeeting.fields.decisions, decisions, names)).toBe(
      '补齐水库护栏（派出所，2024年5月31日前）；再议（派出所，2024年6月5日前）',
    )
  })
  test('name the answers of a visit, and no inner name of the plan', () => {
    expect(wordsOf(visit.fields.answers, { living: 'good' }, names)).toBe('生活：衣食住都有着落')
  })
  test('count the children of a visit where they have no name here', () => {
    const children = [{ child, seen: true, alone: false }]
    expect(wordsOf(visit.fields.children, children, names)).toBe('1 人，见到本人 1 人')
    expect(wordsOf(visit.fields.children, children, names, { [child]: '卢溪' })).toBe('卢溪，见到本人 1 人')
  })
  test('name duties and their windows', () => {
    expect(wordsOf(attestation.fields.duty, 'police-11', () => '校园周边巡逻')).toBe('校园周边巡逻')
    expect(wordsOf(attestation.fields.window, '2024-04', names)).toBe('2024年4月')
    expect(wordsOf(attestation.fields.window, '2024-04-H2', names)).toBe('2024年4月下半月')
    expect(wordsOf(attestation.fields.window, '2024-Q2', names)).toBe('2024年第二季度')
    expect(wordsOf(attestation.fields.window, '2024-spring', names)).toBe('2024年春季学期')
    expect(wordsOf(attestation.fields.window, '2024-spring-H1', names)).toBe('2024年春季学期前半段')
  })
  test('stay masked where they are masked as a whole', () => {
    expect(wordsOf(visit.fields.answers, '***', names)).toBe('***')
  })
  test('say nothing of an empty list', () => {
    expect(wordsOf(visit.fields.photos, [], names)).toBe('')
  })
})
