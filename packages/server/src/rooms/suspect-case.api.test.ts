import { randomUUID } from 'node:crypto'
import type { Role } from '@hulei/core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SignedIn } from '../platform/test-app.ts'
import { addressesOf, contentOf, readableRoutes } from './every-address.ts'
import { type SealedWorld, startSealedWorld } from './sealed-child-fixture.ts'

/**
 * The suspect is one of us, and the lead became a case with everything that follows: people sealed, seals broken, a review,
 * problems, papers, messages, readings of whoever takes it outside. What the suspect reads is the same as if nothing were.
 */

let world: SealedWorld
beforeAll(async () => {
  world = await startSealedWorld()
})
afterAll(() => world?.stop())

/** Addresses that say whose readings they are asked for: what the suspect reads meanwhile is not the lead's. */
function addresses(path: string, ids: readonly string[]): string[] {
  if (path !== '/api/audit/readings')
    return addressesOf(path, ids, { words: ['柳小鹿'], kindsOf: () => ['child', 'lead'] })
  return [world.people.outside, world.people.court].map(
    (who) => `${path}?limit=200&account=${who['test-account']}`,
  )
}

async function everything(who: SignedIn, ids: readonly string[]): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  for (const path of readableRoutes(world))
    for (const url of addresses(path, ids)) {
      const answer = await world.ask(who, url)
      found.set(url, `${answer.statusCode} ${await contentOf(answer)}`)
    }
  return found
}

test.each([
  ['a leader', 'leader', 'party', '庄镇长', []],
  ['of the office', 'office', 'pingan', '白干部', ['office']],
  ['of the discipline office', 'discipline', 'jiwei', '祝书记', ['discipline']],
  ['an officer', 'officer', 'edu', '卢专干', []],
  ['a village secretary', 'village', 'village', '石主任', []],
] as const)(
  'a suspect who is %s reads everything as if there were no case',
  async (_, role, unit, holder, without) => {
    const suspect = await world.signIn(role, {
      unit,
      holder,
      ...(role === 'village' && { villages: ['lianhua'] }),
    })
    const { outside, taker } = world.people
    const known = [world.child, randomUUID()]
    await everything(suspect, known)
    const before = await everything(suspect, known)
    const matter = await world.seal({ insiderName: holder, without: without as readonly Role[] })
    // Whoever takes it outside looks round, and everybody acknowledges what they were told.
    for (const url of ['/api/leads?state=all', '/api/registers/lead?state=all', `/api/leads/${matter.lead}`])
      expect((await world.ask(outside, url)).statusCode).toBe(200)
    for (const who of [outside, taker, world.people.leader2]) {
      const { messages } = (await world.ask(who, '/api/messages')).json() as { messages: { id: string }[] }
      const mine = messages.map((each) => each.id)
      if (mine.length > 0)
        await world.make(who, 'message.acknowledge', { messages: mine }, { record: undefined })
    }
    await world.readLog.flush()
    const after = await everything(suspect, known)
    const changed = [...before.keys()].filter((url) => before.get(url) !== after.get(url))
    expect(changed.map((url) => ({ url, before: before.get(url), after: after.get(url) }))).toEqual([])
    const words = [...after.values()].join('\n')
    for (const id of [...matter.byKind.values()].flat()) expect(words).not.toContain(id)
    // Positions of the log would count what is hidden.
    expect(words).not.toMatch(/"seq":/)
  },
  240_000,
)
