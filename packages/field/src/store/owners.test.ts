import { describe, expect, test } from 'vitest'
import { keepDraft, listDrafts, readDraft } from './drafts.ts'
import { actsInOrder, addAct, bodyOf, nextWaiting } from './outbox.ts'
import { vaultOfAccount } from './owners.ts'
import { keepPack, readPack } from './pack.ts'
import { newPhone, owner, someAct } from './store-fixture.ts'
import { createVault, restoreVault, unlock } from './vault.ts'

const second = { account: 'acc-2', userName: 'li.qiang', displayName: 'Li Qiang' }

describe('a phone that another worker signs in on', () => {
  test('keeps what the first one did not send, unreadable to the second, until the first one comes back', async () => {
    const { db, vault, server, given } = await newPhone('135790')
    const act = someAct('第一个人的')
    await addAct(db, vault, act)
    await keepDraft(db, vault, 'visit/c1', { agreed: '第一个人填到一半' })
    await keepPack(db, vault, { post: 'post-1', today: '2024-05-20', madeAt: '', items: {} })

    expect(await vaultOfAccount(db, second.account)).toBeUndefined()
    const other = await createVault(db, second, '246813', server.spki, { ...given, phone: 'phone-2' })
    expect(await readPack(db, other, 'post-1')).toBeUndefined()
    expect(await listDrafts(db)).toEqual([])
    await keepDraft(db, other, 'visit/c1', { agreed: '第二个人的' })
    const own = someAct('第二个人的')
    await addAct(db, other, own)
    expect((await nextWaiting(db, second.account))?.id).toBe(own.id)
    const [first] = await actsInOrder(db)
    if (!first) throw new Error('The act is gone')
    await expect(bodyOf(other, first)).rejects.toThrow()
    expect((await unlock(db, '135790', Date.now(), async () => {})).is).toBe('wrong')

    const kept = await vaultOfAccount(db, owner.account)
    if (!kept) throw new Error('The first one’s key is gone')
    expect(kept.wrappedByPin).toBeUndefined()
    const raw = await server.unwrap(kept.wrappedByServer, owner.account)
    const back = await restoreVault(db, raw, owner, '135792', server.spki, { ...given, phone: kept.phone })
    expect(await bodyOf(back, first)).toBe(act.body)
    expect((await nextWaiting(db, owner.account))?.id).toBe(act.id)
    expect(await readDraft(db, back, 'visit/c1')).toEqual({ agreed: '第一个人填到一半' })
    expect((await vaultOfAccount(db, second.account))?.userName).toBe(second.userName)
    expect(await db.count('vault')).toBe(2)
  })
})
