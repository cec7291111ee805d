import { describe, expect, test } from 'vitest'
import { actsInOrder, addAct, confirmAct, refusalOf } from '../store/outbox.ts'
import { newPhone, owner, someAct } from '../store/store-fixture.ts'
import type { Line } from './contact.ts'
import { sendActs } from './send-acts.ts'
import { sendFiles } from './send-files.ts'

const json = (status: number, body: object) =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': status === 200 ? 'application/json' : 'application/problem+json' },
  })
/** A server that answers for acts as told, and is signed in as somebody. */
function lineTo(
  answer: (id: string) => Response,
  account: string = owner.account,
): Line & { asked: string[] } {
  const asked: string[] = []
  return {
    asked,
    base: '',
    post: 'post-1',
    phone: 'phone-1',
    now: () => 1_716_200_000_000,
    fetch: async (input, init) => {
      asked.push(String(input))
      if (String(input) === '/api/field/me') return json(200, { account, posts: [] })
      return answer((JSON.parse(String(init?.body)) as { id: string }).id)
    },
  }
}
const confirms = (id: string) => json(200, { act: id, receivedAt: '2024-05-20T03:00:00Z' })

const damage = (bytes: ArrayBuffer) => {
  const view = new DataView(bytes)
  view.setUint8(3, view.getUint8(3) ^ 255)
}

describe('what is damaged on the phone', () => {
  test('stays where it is, is told, and does not hold up the others', async () => {
    const { db, vault } = await newPhone()
    const [damaged, whole] = [someAct('坏'), someAct('好')]
    for (const act of [damaged, whole]) await addAct(db, vault, act)
    const [row] = await actsInOrder(db)
    if (!row) throw new Error('No act')
    damage(row.sealed.bytes)
    await db.put('outbox', row)

    expect(await sendActs(db, vault, lineTo(confirms))).toEqual({ is: 'sent', confirmed: 1, refused: 1 })
    const [first, second] = await actsInOrder(db)
    expect([first?.state, second?.state]).toEqual(['refused', 'confirmed'])
    expect(first && (await refusalOf(vault, first))?.code).toBe('phone.unreadable')
    expect(first?.sealed).toEqual(row.sealed)
  })

  test('of a photo is told with its record; the others go up', async () => {
    const { db, vault } = await newPhone()
    const act = someAct('一')
    await addAct(db, vault, act)
    await confirmAct(db, act.id, '2024-05-20T03:00:00Z')
    const [piece] = await db.getAll('bytes')
    if (!piece) throw new Error('No picture')
    damage(piece.bytes)
    await db.put('bytes', piece)
    expect(await sendFiles(db, vault, lineTo(confirms))).toEqual({ is: 'sent', confirmed: 0, refused: 1 })
    expect((await db.getAll('files'))[0]).toMatchObject({ state: 'refused' })
    expect(await db.getAll('bytes')).toEqual([piece])
  })
})

describe('a browser in which somebody else is signed in', () => {
  const refuses = () =>
    json(403, { type: 'urn:hulei:problem:posts.none', title: '没有岗位', status: 403, code: 'posts.none' })
  test('sends nothing, and refuses nothing: it asks to sign in', async () => {
    const { db, vault } = await newPhone()
    const act = someAct('一')
    await addAct(db, vault, act)
    expect(await sendActs(db, vault, lineTo(refuses, 'acc-2'))).toEqual({ is: 'sign-in' })
    expect((await actsInOrder(db))[0]?.state).toBe('waiting')
    await confirmAct(db, act.id, '2024-05-20T03:00:00Z')
    const line = lineTo(confirms, 'acc-2')
    expect(await sendFiles(db, vault, line)).toEqual({ is: 'sign-in' })
    expect(line.asked).toEqual(['/api/field/me'])
    expect((await db.getAll('files'))[0]?.state).toBe('waiting')
  })

  test('is not blamed where the post is really gone: then a person decides', async () => {
    const { db, vault } = await newPhone()
    await addAct(db, vault, someAct('一'))
    expect(await sendActs(db, vault, lineTo(refuses))).toMatchObject({ refused: 1 })
  })
})
