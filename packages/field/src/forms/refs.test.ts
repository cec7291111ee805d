import type { PackForm, PackRef } from '@hulei/core'
import { describe, expect, test } from 'vitest'
import type { OpenedAct } from '../outbox/opened-act.ts'
import { candidatesOf, found, targetsOf } from './refs.ts'

const ref = (id: string, name: string, tokens: readonly string[], may: readonly string[] = []): PackRef => ({
  id,
  version: `v-${id}`,
  name,
  facts: ['石桥村'],
  tokens: [name, ...tokens],
  may,
})
const forms = [
  {
    act: 'venue.register',
    kind: 'venue',
    on: 'new',
    fields: [{ name: 'name', label: '名称', type: 'text' }],
  },
  { act: 'venue.look', kind: 'venue', on: 'existing', fields: [] },
] as unknown as readonly PackForm[]
const pack = {
  forms,
  duties: [],
  refs: new Map([
    [
      'venue',
      [ref('1', '金太阳歌厅', ['jintaiyanggeting', 'jtygt'], ['venue.look']), ref('2', '平安旅馆', ['pa'])],
    ],
  ]),
}
const made = (id: string, state: string): OpenedAct =>
  ({
    row: { id: `act-${id}`, act: 'venue.register', state },
    record: id,
    input: { name: `新店${id}` },
  }) as unknown as OpenedAct

describe('records that a form may name', () => {
  test('are those of the pack and those made here, each once, and none that was refused', () => {
    const acts = [made('3', 'waiting'), made('2', 'confirmed'), made('4', 'refused')]
    expect(candidatesOf('venue', pack, acts).map((each) => each.id)).toEqual(['3', '1', '2'])
  })

  test('are found by name, pinyin, initials and by what is said of them', () => {
    const all = candidatesOf('venue', pack, [])
    const names = (search: string) => found(all, search).map((each) => each.name)
    expect(names('太阳')).toEqual(['金太阳歌厅'])
    expect(names('JTY')).toEqual(['金太阳歌厅'])
    expect(names('石桥')).toHaveLength(2)
    expect(names('zz')).toEqual([])
  })

  test('are offered to an act only where it can be done', () => {
    expect(forms[1] && targetsOf(forms[1], pack).map((each) => each.id)).toEqual(['1'])
  })
})
