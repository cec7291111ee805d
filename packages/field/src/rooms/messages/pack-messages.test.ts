import { expect, test } from 'vitest'
import type { OpenedAct } from '../../outbox/opened-act.ts'
import type { StoredPack } from '../../store/pack.ts'
import { acknowledgeAct, acknowledgedHere, answeredHere, messagesOf, requestsOf } from './pack-messages.ts'

const MADE_AT = '2024-05-20T02:00:00.000Z'
const packOf = (items: Record<string, object>) =>
  ({
    madeAt: MADE_AT,
    items: Object.fromEntries(Object.entries(items).map(([key, body]) => [key, { hash: 'h', body }])),
  }) as unknown as StoredPack
const message = (id: string, createdAt: string, more: object = {}) => ({
  id,
  createdAt,
  needsReceipt: false,
  acknowledgedAt: null,
  ...more,
})
const actOf = (act: string, state: string, record: string, input: object, confirmedAt?: string) =>
  ({ row: { act, state, confirmedAt }, record, input }) as unknown as OpenedAct

test('what wants a receipt comes first, then the newest; what is owed soonest comes first', () => {
  const pack = packOf({
    'notice/a': message('a', '2024-05-18T01:00:00Z'),
    'notice/b': message('b', '2024-05-20T01:00:00Z'),
    'notice/c': message('c', '2024-05-01T01:00:00Z', { needsReceipt: true }),
    'notice/d': message('d', '2024-05-19T01:00:00Z', { needsReceipt: true, acknowledgedAt: 'x' }),
    'request/1': { id: '1', dueOn: '2024-05-30' },
    'request/2': { id: '2', dueOn: '2024-05-21' },
    'child/1': { id: '1' },
  })
  expect(messagesOf(pack).map((each) => each.id)).toEqual(['c', 'b', 'd', 'a'])
  expect(requestsOf(pack).map((each) => each.id)).toEqual(['2', '1'])
  expect([messagesOf(undefined), requestsOf(undefined)]).toEqual([[], []])
})

test('what was acknowledged or answered here is so before the server has heard of it, and not once it is refused', () => {
  const acts = [
    actOf('message.acknowledge', 'waiting', 'x', { messages: ['a', 'b'] }),
    actOf('message.acknowledge', 'refused', 'x', { messages: ['c'] }),
    actOf('message.acknowledge', 'confirmed', 'x', {}),
    actOf('request.answer', 'waiting', 'r1', {}),
    actOf('request.answer', 'refused', 'r2', {}),
    actOf('request.answer', 'confirmed', 'r3', {}, '2024-05-20T02:00:01.000Z'),
    // Answered, fetched, and given back: it wants another answer.
    actOf('request.answer', 'confirmed', 'r4', {}, '2024-05-20T01:00:00.000Z'),
  ]
  expect([...acknowledgedHere(acts)]).toEqual(['a', 'b'])
  expect([...answeredHere(acts, packOf({}))]).toEqual(['r1', 'r3'])
})

test('an acknowledgement is the server’s act, with the message and when it was pressed', () => {
  const { body, ...act } = acknowledgeAct('m', { act: 'id', post: 'p', now: 0 })
  expect(act).toEqual({
    id: 'id',
    act: 'message.acknowledge',
    post: 'p',
    recordedAt: '1970-01-01T00:00:00.000Z',
    files: [],
  })
  expect(JSON.parse(body)).toEqual({
    id: 'id',
    act: 'message.acknowledge',
    recordedAt: act.recordedAt,
    schemaVersion: 1,
    input: { messages: ['m'] },
  })
})
