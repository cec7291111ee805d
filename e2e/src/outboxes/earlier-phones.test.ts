import { randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Actor } from '@hulei/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { VISIT_SCHEMA } from '../../../packages/field/src/rooms/visits/record-visit.ts'
import { readVisitDraft } from '../../../packages/field/src/rooms/visits/visit-draft.ts'
import { databaseSteps, openDatabase } from '../../../packages/field/src/store/database.ts'
import { actsInOrder, bodyOf, refusalOf, retryAct } from '../../../packages/field/src/store/outbox.ts'
import { unlock } from '../../../packages/field/src/store/vault.ts'
import { touch } from '../../../packages/field/src/sync/keep-in-touch.ts'
import { versionNow } from '../../../packages/server/src/platform/acts/earlier-inputs.ts'
import { systemActor } from '../../../packages/server/src/platform/db/scope.ts'
import { handlers } from '../../../packages/server/src/rooms/index.ts'
import { type Hulei, startHulei } from '../hulei.ts'
import { faultyLine } from '../soak/faulty-line.ts'
import { findPlace, type Place, signedIn } from '../soak/place.ts'
import { restorePhone, type StoredPhone } from './stored-phone.ts'

/** Ids that the kept phones speak of (`keep-phone.ts`). */
const CHILD = '7d0f5a10-0000-4000-8000-000000000001'
const POST = '7d0f5a10-0000-4000-8000-000000000002'
const KEPT_ACCOUNT = 'kept-account'

const names = (await readdir(import.meta.dirname)).filter((name) => /^phone-\d+\.json$/.test(name)).sort()
/** A kept phone, as if it were this account's. */
const read = async (name: string, account = KEPT_ACCOUNT) => {
  const kept = await readFile(join(import.meta.dirname, name), 'utf8')
  return JSON.parse(kept.replaceAll(KEPT_ACCOUNT, account)) as StoredPhone
}

/** Phones as earlier versions of the app left them, opened by the app of today and sent to the server of today. */
describe('a phone that an earlier version of the app left with a full outbox', () => {
  let hulei: Hulei
  let place: Place
  let cookie: string

  beforeAll(async () => {
    hulei = await startHulei()
    place = await findPlace(hulei.system, 1)
    const [session] = await signedIn(hulei.url, place)
    const [worker] = place.workers
    if (!session || !worker) throw new Error('No worker')
    cookie = session.cookie
    const system = systemActor(place.township)
    const office: Actor = { ...system, role: 'office', unit: 'pingan', name: '办公室' }
    const { performer } = hulei.system.server
    await performer.perform(office, {
      id: randomUUID(),
      act: 'child.enrol',
      record: CHILD,
      input: { name: '林小雨', sex: 'female', bornOn: '2014-03-05', village: worker.village },
    })
    await performer.perform(system, {
      id: randomUUID(),
      act: 'post.assign',
      record: POST,
      input: {
        account: worker.account,
        holder: '王敏',
        title: '村级走访员',
        role: 'village',
        postUnit: 'village',
        villages: [worker.village],
        from: '2024-01-01',
        approvedBy: '办公室',
      },
    })
    hulei.system.server.sessions.forget()
  })
  afterAll(() => hulei?.stop())

  const send = async (body: string) => {
    const headers = { cookie, origin: hulei.url, 'content-type': 'application/json', 'hulei-post': POST }
    const reply = await fetch(`${hulei.url}/api/acts`, { method: 'POST', headers, body })
    expect(reply.status, await reply.text()).toBe(200)
  }

  test.each(names)(
    '%s: everything is there byte for byte, and arrives',
    async (name) => {
      const kept = await read(name, place.workers[0]?.account)
      const db = await openDatabase(await restorePhone(kept, name))
      const unlocked = await unlock(db, kept.pin, Date.now(), async () => {})
      if (unlocked.is !== 'open') throw new Error(`It does not open: ${unlocked.is}`)
      const { vault } = unlocked
      const rows = await actsInOrder(db)
      expect(await Promise.all(rows.map((row) => bodyOf(vault, row)))).toEqual(kept.bodies)
      const [refused, onItsWay, waits] = rows
      expect(rows.map((row) => row.state)).toEqual(['refused', 'confirmed', 'waiting'])
      expect((await refusalOf(vault, refused ?? fail()))?.code).toBe('record.not-found')

      const { draft, pictures } = await readVisitDraft(db, vault, CHILD)
      expect(draft?.values.agreed).toBe('填到一半')
      const wanted = draft && [
        ...draft.values.photos,
        ...draft.values.originals,
        ...draft.values.signatureFile,
      ]
      expect(pictures.map((picture) => picture.sha256).sort()).toEqual(wanted?.sort())

      // What that phone had sent before, the server has.
      await send(
        JSON.stringify({
          id: randomUUID(),
          act: 'phone.register',
          record: vault.row.phone,
          input: { label: name, registeredOn: '2024-05-20' },
        }),
      )
      await send(kept.bodies[1] ?? '')
      await retryAct(db, refused?.id ?? '')
      const { fetch } = faultyLine({
        url: () => hulei.url,
        cookie,
        address: '10.0.0.1',
        random: () => 1,
        rate: 0,
      })
      const line = { fetch, base: 'http://phone.invalid', post: POST, phone: vault.row.phone, now: Date.now }
      expect((await touch(db, vault, line, () => {})).is).toBe('current')
      const after = await actsInOrder(db)
      expect(after.map((row) => row.state)).toEqual(['confirmed', 'confirmed', 'confirmed'])
      const files = await db.getAll('files')
      expect(files.map((file) => file.state)).toEqual(files.map(() => 'confirmed'))
      for (const { sha256 } of files) expect(await hulei.system.server.files.store.has(sha256)).toBe(true)
      // What was written down is still what was written down.
      expect(await Promise.all(after.map((row) => bodyOf(vault, row)))).toEqual(kept.bodies)
      const { rows: logged } = await hulei.system.owner.query('SELECT id FROM act_log WHERE id = ANY($1)', [
        [refused?.id, onItsWay?.id, waits?.id],
      ])
      expect(logged).toHaveLength(3)
    },
    60_000,
  )

  test('is kept for the version of today, too: write one when this fails (`keep-phone.ts`)', async () => {
    const newest = await read(names.at(-1) ?? '')
    const body = JSON.parse(newest.bodies.at(-1) ?? '{}') as { act: string; schemaVersion: number }
    expect(newest.version).toBe(databaseSteps.length)
    expect(body.schemaVersion).toBe(VISIT_SCHEMA)
    expect(VISIT_SCHEMA).toBe(versionNow(handlers.find(({ act }) => act.name === body.act)?.earlier))
  })
})

const fail = (): never => {
  throw new Error('The act is gone')
}
