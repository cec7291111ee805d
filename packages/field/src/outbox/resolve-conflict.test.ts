import { describe, expect, test } from 'vitest'
import type { Problem } from '../store/outbox.ts'
import { asNewAct, clashesOf, type Envelope, folded, resolved } from './resolve-conflict.ts'

const envelope = (id: string, version: string, input: object, more: object = {}): Envelope => ({
  id,
  act: 'visit.amend',
  record: 'r',
  version,
  reason: '听错了',
  input: input as Record<string, unknown>,
  ...more,
})
const problem = (fields: Problem['fields']): Problem => ({
  type: 'urn:hulei:problem:record.conflict',
  title: '',
  status: 409,
  code: 'record.conflict',
  version: 'v9',
  fields: fields ?? [],
})
const clash = (field: string, theirs: unknown) => ({ field, label: field, mine: 'old', theirs })

describe('a conflict', () => {
  test('asks for each field once, fields that go together as one, with what was written last as the own', () => {
    const head = envelope('a', 'v1', { agreed: '甲', photos: ['p'], hazards: ['water'] })
    const later = envelope('b', 'a', { agreed: '乙' })
    const { mine } = folded(head, [later])
    const asked = clashesOf(
      problem([clash('agreed', '丙'), clash('photos', []), clash('hazards', [])]),
      mine,
      [['hazards', 'photos', 'hazardPhotos']],
    )
    expect(asked.map(({ label }) => label)).toEqual(['agreed', 'photos、hazards'])
    expect(asked[0]?.values).toEqual([{ field: 'agreed', mine: '乙', theirs: '丙' }])
  })

  test('is settled by an amendment from the newer version, without the fields in which the other’s value stays', () => {
    const mine = envelope('a', 'v1', { agreed: '甲', told: ['swim'] }, { extra: { sawBedroom: true } })
    expect(resolved(mine, new Set(['agreed']), 'v9')).toMatchObject({
      version: 'v9',
      input: { told: ['swim'] },
      extra: { sawBedroom: true },
    })
    expect(resolved(mine, new Set(['agreed', 'told', 'extra.sawBedroom']), 'v9')).toBeUndefined()
  })

  test('keeps apart what was amended later in other fields: the server still compares it from where it began', () => {
    const head = envelope('a', 'v1', { agreed: '甲' })
    const { mine, rest } = folded(head, [envelope('b', 'a', { agreed: '乙', atHome: '奶奶' })])
    expect(mine).toMatchObject({ version: 'v1', input: { agreed: '乙' } })
    expect(rest).toMatchObject({ version: 'v1', input: { atHome: '奶奶' } })
  })

  test('sends no photo that the amendment does not name any more', () => {
    const mine = envelope('a', 'v1', { agreed: '甲', photos: ['p1'] }, { awaits: ['p1', 'p2'], extra: {} })
    const sent = asNewAct(mine, { id: 'n', recordedAt: 't' })
    expect(sent).toMatchObject({ id: 'n', recordedAt: 't', awaits: ['p1'], reason: '听错了' })
    expect(sent).not.toHaveProperty('extra')
  })
})
