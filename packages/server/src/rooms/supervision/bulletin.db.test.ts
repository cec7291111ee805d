import { randomUUID } from 'node:crypto'
import { type Actor, type BulletinBlock, groupOf } from '@hulei/core'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { actorOf } from '../../platform/test-server.ts'
import { type DutyApp, startDutyApp } from '../duties/duties-fixture.ts'
import { lightsOf } from '../duties/index.ts'
import { measures } from '../index.ts'

const office = actorOf('office')

describe('bulletins in the database', () => {
  let app: DutyApp
  const draft = async (month: string) => (await app.act(office, 'bulletin.draft', { month })).record
  const issue = (id: string, more: object = {}) =>
    app.act(office, 'bulletin.issue', { issuedOn: '2024-05-20', signedBy: '周启明', ...more }, { record: id })
  const seenBy = async (actor: Actor, id: string) =>
    await app.scopes.read(actor, async ({ db }) => {
      const { rows } = await sql<{ blocks: BulletinBlock[]; status: string }>`
        SELECT blocks, status FROM bulletin WHERE township = ${actor.township} AND id = ${id}`.execute(db)
      return rows[0]
    })
  const raw = (statement: string, id: string) =>
    app.scopes.write(office, ({ db }) => sql`${sql.raw(statement)} WHERE id = ${id}`.execute(db))

  beforeAll(async () => {
    app = await startDutyApp('2024-04-01')
    for (const [name, village] of [
      ['林小雨', 'shiqiao'],
      ['何田', 'lianhua'],
    ] as const) {
      const { record } = await app.act(office, 'child.enrol', {
        name,
        sex: 'female',
        bornOn: '2014-03-05',
        village,
      })
      await app.act(office, 'listing.open', {
        child: record,
        category: 'left-behind',
        basis: 'statutory',
        from: '2024-03-01',
      })
    }
    await app.standOn('2024-05-20')
  })
  afterAll(() => app?.stop())

  it('say of every village and unit what its lights say', async () => {
    const township = await app.townships.get('north')
    const lights = await app.scopes.read(office, (scope) =>
      lightsOf(scope, township, { month: '2024-04', asOf: '2024-05-20' }, new Set(measures.keys())),
    )
    const blocks = (await seenBy(office, await draft('2024-04')))?.blocks ?? []
    const rows = blocks.flatMap((block) =>
      block.type === 'table' && block.id !== 'overdue' ? block.rows : [],
    )
    const said = new Map(rows.map((row) => [row[1] ?? '', row.slice(2, 5).map(Number)]))
    const expected = Map.groupBy(
      lights.filter(
        (light) => light.no !== null && !['notMeasured', 'quiet'].includes(groupOf(light.status)),
      ),
      (light) => light.subject,
    )
    expect(said.size).toBeGreaterThanOrEqual(3)
    expect([...said.keys()].sort()).toEqual([...expected.keys()].sort())
    for (const [subject, own] of expected) {
      const late = own.filter((light) => ['overdue', 'missed'].includes(light.status)).length
      const done = own.filter((light) => groupOf(light.status) === 'done').length
      expect([subject, said.get(subject)]).toEqual([subject, [own.length, done, late]])
    }
  })

  it('are seen as drafts by those who write and sign them only, and by every reader once issued', async () => {
    const id = await draft('2024-04')
    const who = ['office', 'leader', 'discipline', 'village', 'officer', 'county'] as const
    const seen = async () => {
      const found = []
      for (const role of who) if (await seenBy(actorOf(role), id)) found.push(role)
      return found
    }
    expect(await seen()).toEqual(['office', 'leader'])
    await issue(id)
    expect(await seen()).toEqual([...who])
    expect(await seenBy(actorOf('office', { township: 'south' }), id)).toBeUndefined()
  })

  it('never change once issued, even by a statement of the application’s role', async () => {
    const id = await draft('2024-04')
    await raw(`UPDATE bulletin SET title = '改得动的草稿'`, id)
    await issue(id)
    for (const statement of [
      `UPDATE bulletin SET title = '改过的标题'`,
      `UPDATE bulletin SET blocks = '[]'`,
      `UPDATE bulletin SET content_hash = repeat('0', 64)`,
      `UPDATE bulletin SET status = 'draft'`,
      `UPDATE bulletin SET status = 'superseded', title = '改过的标题'`,
      `UPDATE bulletin SET issued_on = '2024-05-19'`,
    ])
      await expect(raw(statement, id), statement).rejects.toThrow(/never changes/)
    await expect(raw('DELETE FROM bulletin', id)).rejects.toThrow(/permission denied/)
    await expect(app.owner.query(`UPDATE bulletin SET title = '改' WHERE id = $1`, [id])).rejects.toThrow(
      /never changes/,
    )
    expect((await seenBy(office, id))?.status).toBe('issued')
  })

  it('are numbered once in a year, also when two are issued at the same moment', async () => {
    const drafts = await Promise.all([draft('2024-04'), draft('2024-05'), draft('2024-04')])
    const issued = await Promise.all(drafts.map((id) => issue(id)))
    const numbers = issued.map((reply) => Number(reply.issueNumber))
    expect(new Set(numbers).size).toBe(3)
    const taken = numbers[0] ?? 0
    const other = await draft('2024-04')
    await expect(issue(other, { issueNumber: taken })).rejects.toMatchObject({
      faults: [{ code: 'bulletins.number-taken' }],
    })
    await expect(
      raw(`UPDATE bulletin SET status = 'issued', issue_number = ${taken}, issued_on = '2024-01-02'`, other),
    ).rejects.toThrow(/bulletin_number/)
    // The same number in another year is another number.
    await raw(
      `UPDATE bulletin SET status = 'issued', issue_number = ${taken}, issued_on = '2023-12-31'`,
      other,
    )
  })

  it('refuse a draft of one township to name the bulletin of another', async () => {
    const id = await draft('2024-04')
    await issue(id)
    const south = actorOf('office', { township: 'south' })
    await expect(
      app.act(south, 'bulletin.draft', { month: '2024-04', supersedes: id }, { record: randomUUID() }),
    ).rejects.toMatchObject({ status: 404 })
  })
})
