import type { PackForm } from '@hulei/core'
import { expect, test } from 'vitest'
import type { OpenedAct } from '../outbox/opened-act.ts'
import { heldRecord } from './held-record.ts'

const forms = [
  { act: 'round.record', kind: 'round', on: 'new' },
  { act: 'round.amend', kind: 'round', on: 'existing', isAmendment: true },
  { act: 'round.close', kind: 'round', on: 'existing' },
] as unknown as readonly PackForm[]
const done = (id: string, act: string, input: object, state = 'confirmed'): OpenedAct =>
  ({ row: { id, act, state }, record: 'r', input }) as unknown as OpenedAct

test('a record is known as it was written down here, with what was put right on top of it; the last says its version', () => {
  const acts = [
    done('1', 'round.record', { people: 3, who: '石山' }),
    done('2', 'round.amend', { people: 4 }, 'waiting'),
    done('3', 'round.close', { closedOn: '2024-05-20' }),
  ]
  expect(heldRecord('r', forms, acts)).toEqual({ version: '2', input: { people: 4, who: '石山' } })
})

test('what was refused or taken back makes nothing, and what was written down elsewhere is not known', () => {
  const acts = [
    done('1', 'round.record', { people: 3 }),
    done('2', 'round.amend', { people: 9 }, 'refused'),
    done('3', 'round.amend', { people: 8 }, 'settled'),
  ]
  expect(heldRecord('r', forms, acts)).toEqual({ version: '1', input: { people: 3 } })
  expect(heldRecord('other', forms, acts)).toBeUndefined()
  expect(heldRecord('r', forms, [done('2', 'round.amend', { people: 4 })])).toBeUndefined()
})
