import { describe, expect, test } from 'vitest'
import { actsInOrder, addAct, bodyOf, bytesOf, confirmAct, forgetConfirmed } from './outbox.ts'
import { keepPack, readPack } from './pack.ts'
import { isTooEasy, MOST_TRIES, waitAfter } from './pin-tries.ts'
import { newPhone, owner, someAct } from './store-fixture.ts'
import { openText, restoreVault, unlock } from './vault.ts'

const PIN = '135790'
const pack = { post: 'post-1', today: '2024-05-20', madeAt: '2024-05-20T01:00:00Z', items: {} }

describe('the vault', () => {
  test('opens with its PIN, and what was sealed before can be read', async () => {
    const { db, vault } = await newPhone(PIN)
    const sealed = await vault.seal('note', '林小雨')
    const opened = await unlock(db, PIN, Date.now(), async () => {})
    expect(opened.is).toBe('open')
    if (opened.is === 'open') expect(await openText(opened.vault, 'note', sealed)).toBe('林小雨')
  })

  test('holds no key that a script could read, and no word of a child in the clear', async () => {
    const { db, vault } = await newPhone(PIN)
    await addAct(db, vault, someAct('石桥村林小雨'))
    const row = await db.get('vault', 'vault')
    expect(row?.deviceKey.extractable).toBe(false)
    for (const store of ['outbox', 'files', 'bytes', 'sealed'] as const) {
      const bytes = (await db.getAll(store)).map((each) => ('sealed' in each ? each.sealed : each))
      for (const sealed of bytes as { bytes: ArrayBuffer }[]) {
        expect(new TextDecoder().decode(sealed.bytes)).not.toContain('林小雨')
      }
    }
  })

  test('binds what is sealed to its name: one thing cannot stand in for another', async () => {
    const { vault } = await newPhone(PIN)
    const sealed = await vault.seal('act/1', 'one')
    await expect(vault.open('act/2', sealed)).rejects.toThrow()
  })

  test('slows down wrong PINs, and counts a try before it is made', async () => {
    const { db } = await newPhone(PIN)
    const now = Date.now()
    for (let tries = 1; tries <= 4; tries++) {
      expect(await unlock(db, '999999', now, async () => {})).toMatchObject({ is: 'wrong', waitMs: 0 })
    }
    expect(await unlock(db, '999999', now, async () => {})).toMatchObject({ is: 'wrong', waitMs: 30_000 })
    expect(await unlock(db, PIN, now + 29_000, async () => {})).toMatchObject({ is: 'blocked', waitMs: 1000 })
    expect((await unlock(db, PIN, now + 31_000, async () => {})).is).toBe('open')
    expect((await db.get('vault', 'vault'))?.failedTries).toBe(0)
  })

  test('after too many wrong PINs forgets what the server has, keeps what waits, and gives it back after signing in', async () => {
    const { db, vault, server, given } = await newPhone(PIN)
    const waits = someAct('还没上传')
    const sent = { ...someAct('已上传'), files: [] }
    await addAct(db, vault, waits)
    await addAct(db, vault, sent)
    await confirmAct(db, sent.id, '2024-05-20T03:00:00Z')
    await keepPack(db, vault, pack)
    let now = Date.now()
    for (let tries = 1; tries <= MOST_TRIES; tries++) {
      now += 3_600_000
      const result = await unlock(db, '999999', now, () => forgetConfirmed(db))
      expect(result.is).toBe(tries < MOST_TRIES ? 'wrong' : 'used-up')
    }
    expect((await unlock(db, PIN, now + 3_600_000, async () => {})).is).toBe('used-up')
    expect(await readPack(db, vault, 'post-1')).toBeUndefined()
    const [left, ...others] = await actsInOrder(db)
    expect([left?.id, others.length]).toEqual([waits.id, 0])

    const row = await db.get('vault', 'vault')
    if (!row || !left) throw new Error('The vault is gone')
    await expect(server.unwrap(row.wrappedByServer, 'somebody else')).rejects.toThrow()
    const raw = await server.unwrap(row.wrappedByServer, owner.account)
    const again = await restoreVault(db, raw, owner, '246813', server.spki, given)
    expect(JSON.parse(await bodyOf(again, left))).toMatchObject({ id: waits.id })
    const [file] = await db.getAll('files')
    if (!file) throw new Error('The picture is gone')
    expect(new TextDecoder().decode(await bytesOf(db, again, file))).toBe(`picture of ${waits.id}`)
    expect((await unlock(db, '246813', now, async () => {})).is).toBe('open')
  })
})

describe('a PIN', () => {
  test('that a finder tries first is refused', () => {
    expect(['111111', '123456', '654321', '012345'].map(isTooEasy)).toEqual([true, true, true, true])
    expect(['135790', '112233', '902174'].map(isTooEasy)).toEqual([false, false, false])
  })
  test('costs more each time', () => {
    const waits = Array.from({ length: MOST_TRIES }, (_, tries) => waitAfter(tries + 1))
    expect(waits.slice(0, 4)).toEqual([0, 0, 0, 0])
    expect(waits.slice(4).every((wait, index, all) => wait >= (all[index - 1] ?? 1))).toBe(true)
  })
})
