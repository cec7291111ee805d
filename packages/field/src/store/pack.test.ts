import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hashesOf, isWhole, type StoredPack, withChanges } from './pack.ts'

const items = fc.dictionary(
  fc.constantFrom('child/1', 'child/2', 'due/1', 'visit/9', 'plan/current'),
  fc.constantFrom('a', 'b', 'c'),
)
/** What a server says that holds these items, to a phone that has those. */
const replyTo = (server: Record<string, string>, have: Record<string, string>) => ({
  post: 'p',
  today: '2024-05-20',
  madeAt: '2024-05-20T01:00:00Z',
  items: Object.entries(server)
    .filter(([key, hash]) => have[key] !== hash)
    .map(([key, hash]) => ({ key, hash, body: { hash } })),
  gone: Object.keys(have).filter((key) => !(key in server)),
  total: Object.keys(server).length,
})

test('a pack brought up to date by changes is the server’s pack, whatever was there before', () => {
  fc.assert(
    fc.property(fc.array(items, { minLength: 1, maxLength: 6 }), (states) => {
      let pack: StoredPack | undefined
      for (const server of states) {
        const reply = replyTo(server, hashesOf(pack))
        pack = withChanges(pack, reply)
        expect(isWhole(pack, reply)).toBe(true)
        expect(hashesOf(pack)).toEqual(server)
      }
    }),
  )
})

test('a pack of another post is not mixed in', () => {
  const before = withChanges(undefined, replyTo({ 'child/1': 'a' }, {}))
  const other = { ...replyTo({ 'child/2': 'b' }, {}), post: 'q' }
  expect(hashesOf(withChanges(before, other))).toEqual({ 'child/2': 'b' })
})
