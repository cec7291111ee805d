import { describe, expect, test } from 'vitest'
import { keepDraft, listDrafts, readDraft } from './drafts.ts'
import {
  actsInOrder,
  addAct,
  bodyOf,
  confirmAct,
  confirmFile,
  filesToSend,
  forgetConfirmed,
  nextWaiting,
  noteProgress,
  reasonOf,
  refusalOf,
  refuseAct,
  retryAct,
  withdrawActs,
} from './outbox.ts'
import { newPhone, owner, someAct } from './store-fixture.ts'

const problem = {
  type: 'urn:hulei:problem:record.not-found',
  title: '没有找到',
  status: 404,
  code: 'record.not-found',
}

describe('the outbox', () => {
  test('keeps an act, its pictures and the end of its draft together, byte for byte', async () => {
    const { db, vault } = await newPhone()
    await keepDraft(db, vault, 'visit/c1', { agreed: '按时' })
    expect(await readDraft(db, vault, 'visit/c1')).toEqual({ agreed: '按时' })
    const act = someAct('按时回家')
    await addAct(db, vault, act, { drafts: ['visit/c1'] })
    const [row] = await actsInOrder(db)
    expect(row && (await bodyOf(vault, row))).toBe(act.body)
    expect(await db.count('files')).toBe(1)
    expect(await listDrafts(db)).toEqual([])
  })

  test('writes all or nothing: where the act cannot be written, draft and pictures stay as they were', async () => {
    const { db, vault } = await newPhone()
    const act = someAct('一')
    await addAct(db, vault, act)
    await keepDraft(db, vault, 'visit/c1', { agreed: '二' })
    const second = { ...someAct('二'), id: act.id }
    await expect(addAct(db, vault, second, { drafts: ['visit/c1'] })).rejects.toThrow()
    expect(await db.count('files')).toBe(1)
    expect(await listDrafts(db)).toEqual(['visit/c1'])
  })

  test('sends in the order of writing, and does not let a refused act hold up the others', async () => {
    const { db, vault } = await newPhone()
    const [first, second, third] = [someAct('一'), someAct('二'), someAct('三')]
    for (const act of [first, second, third]) await addAct(db, vault, act)
    expect((await nextWaiting(db, owner.account))?.id).toBe(first.id)
    await confirmAct(db, first.id, '2024-05-20T03:00:00Z')
    await refuseAct(db, vault, second.id, problem)
    expect((await nextWaiting(db, owner.account))?.id).toBe(third.id)
    const refused = (await actsInOrder(db)).find((row) => row.id === second.id)
    expect(refused && (await refusalOf(vault, refused))).toEqual(problem)
    await retryAct(db, second.id)
    expect((await nextWaiting(db, owner.account))?.id).toBe(second.id)
  })

  test('lets a refused act leave the tray only with the act that mends it', async () => {
    const { db, vault } = await newPhone()
    const [refused, mending] = [someAct('错'), someAct('对')]
    await addAct(db, vault, refused)
    await refuseAct(db, vault, refused.id, problem)
    await expect(addAct(db, vault, { ...mending, id: refused.id }, { mends: refused.id })).rejects.toThrow()
    expect((await actsInOrder(db)).map((row) => row.state)).toEqual(['refused'])
    await addAct(db, vault, mending, { mends: refused.id })
    const rows = await actsInOrder(db)
    expect(rows.map((row) => [row.state, row.settledBy])).toEqual([
      ['settled', 'mended'],
      ['waiting', undefined],
    ])
    expect(rows[0] && (await bodyOf(vault, rows[0]))).toBe(refused.body)
  })

  test('offers a picture only once the server has its act, and lets its bytes go only once the server has them', async () => {
    const { db, vault } = await newPhone()
    const act = someAct('一')
    await addAct(db, vault, act)
    expect(await filesToSend(db, owner.account)).toEqual([])
    await confirmAct(db, act.id, '2024-05-20T03:00:00Z')
    const [file] = await filesToSend(db, owner.account)
    expect(file?.act).toBe(act.id)
    await noteProgress(db, file?.sha256 ?? '', { sent: 5, uploadUrl: '/api/uploads/1' })
    expect((await filesToSend(db, owner.account))[0]).toMatchObject({ sent: 5, uploadUrl: '/api/uploads/1' })
    await confirmFile(db, file?.sha256 ?? '')
    expect(await filesToSend(db, owner.account)).toEqual([])
    expect(await db.count('bytes')).toBe(0)
  })

  test('never drops what is refused, taken back, or waiting for its pictures', async () => {
    const { db, vault } = await newPhone()
    const [waits, refused, settled, half, done] = [1, 2, 3, 4, 5].map((each) => someAct(String(each)))
    for (const act of [waits, refused, settled, half, done]) if (act) await addAct(db, vault, act)
    await refuseAct(db, vault, refused?.id ?? '', problem)
    await refuseAct(db, vault, settled?.id ?? '', problem)
    await withdrawActs(db, vault, [settled?.id ?? ''], '填错了人')
    for (const act of [half, done]) await confirmAct(db, act?.id ?? '', '2024-05-20T03:00:00Z')
    await confirmFile(db, done?.files[0]?.sha256 ?? '')
    await forgetConfirmed(db)
    expect((await actsInOrder(db)).map((row) => row.id)).toEqual(
      [waits, refused, settled, half].map((act) => act?.id),
    )
    expect(await db.count('files')).toBe(4)
    const back = (await actsInOrder(db)).find((row) => row.id === settled?.id)
    expect(back).toMatchObject({ state: 'settled', settledBy: 'withdrawn' })
    expect(back && (await reasonOf(vault, back))).toBe('填错了人')
  })
})
