import { describe, expect, test } from 'vitest'
import { databaseSteps, openDatabase } from './database.ts'
import { keepDraft, keepDraftPieces, listDrafts, readDraft, readDraftPieces } from './drafts.ts'
import { actsInOrder, addAct, bodyOf } from './outbox.ts'
import { newPhone, someAct } from './store-fixture.ts'

/** As if the next version of the app had an index more. */
const next = [
  ...databaseSteps,
  (db: Parameters<(typeof databaseSteps)[number]>[0]) => {
    db.createObjectStore('notes' as 'sealed', { keyPath: 'name' })
  },
]

describe('an update of the phone’s database', () => {
  test('leaves what waits, the half filled form and the key as they were, byte for byte', async () => {
    const { db, vault } = await newPhone()
    const act = someAct('按时回家')
    await addAct(db, vault, act)
    await keepDraft(db, vault, 'visit/c1', { agreed: '填到一半' })
    const before = await db.getAll('outbox')
    const { name } = db
    db.close()

    const after = await openDatabase(name, { steps: next })
    expect(after.version).toBe(databaseSteps.length + 1)
    expect([...after.objectStoreNames]).toContain('notes')
    expect(await after.getAll('outbox')).toEqual(before)
    const [row] = await actsInOrder(after)
    expect(row && (await bodyOf(vault, row))).toBe(act.body)
    expect(await readDraft(after, vault, 'visit/c1')).toEqual({ agreed: '填到一半' })
    expect((await after.getAll('files'))[0]?.sha256).toBe(act.files[0]?.sha256)
  })

  test('is not held up by a window that was left open: that one gives way, and is told', async () => {
    const { db } = await newPhone()
    const { name } = db
    db.close()
    let told = 0
    const open = await openDatabase(name, { onGivenWay: () => told++ })
    const newer = await openDatabase(name, { steps: next })
    expect(told).toBe(1)
    await expect(open.get('vault', 'vault')).rejects.toThrow()
    expect((await newer.get('vault', 'vault'))?.name).toBe('vault')
  })

  test('takes every step from an empty phone', async () => {
    const db = await openDatabase('an empty phone', { steps: next })
    expect([...db.objectStoreNames]).toEqual(['bytes', 'files', 'notes', 'outbox', 'sealed', 'vault'])
  })
})

describe('pictures of a half filled form', () => {
  const piece = (name: string) => ({ name, bytes: new TextEncoder().encode(`picture ${name}`) })
  test('are written once each, and go when they are taken off', async () => {
    const { db, vault } = await newPhone()
    await keepDraft(db, vault, 'visit/c1', {})
    await keepDraftPieces(db, vault, 'picture/c1/', [piece('a')])
    const [first] = await db.getAll('sealed')
    await keepDraftPieces(db, vault, 'picture/c1/', [piece('a'), piece('b')])
    expect((await db.getAll('sealed'))[0]).toEqual(first)
    await keepDraftPieces(db, vault, 'picture/c10/', [piece('c')])
    expect(await readDraftPieces(db, vault, 'picture/c1/')).toEqual([piece('a'), piece('b')])
    await keepDraftPieces(db, vault, 'picture/c1/', [piece('b')])
    expect(await listDrafts(db)).toEqual(['picture/c1/b', 'picture/c10/c', 'visit/c1'])
  })
})
