import { randomUUID } from 'node:crypto'
import { type Actor, type AnyField, acts, type FieldType, kinds, tableOf } from '@hulei/core'
import { Kysely, PostgresDialect, sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findRecord, openRows, selectColumns, updateRow } from '../platform/db/records.ts'
import { sampleRow } from '../platform/db/sample-row-fixture.ts'
import type { Transaction } from '../platform/db/scope.ts'
import type { Tables } from '../platform/db/tables.ts'
import { actorOf, startTestServer, type TestServer } from '../platform/test-server.ts'

/** Text that has meant something else to a database, a page, a shell, a template or a sheet. */
const hostile = [
  `'); DROP TABLE child; --`,
  `' OR '1'='1`,
  `"; SELECT pg_sleep(9); --`,
  `$1 $$ \\' E'\\x27' %s %00`,
  `<script>alert(1)</script>`,
  `"><img src=x onerror=a()>`,
  `{{7*7}} \${7*7} <%= 7 %>`,
  `=HYPERLINK("http://a","b")`,
  `+cmd|' /C calc'!A0`,
  `../../etc/passwd`,
  `张三\u202e倒写\u200d零宽`,
  `𠮷野家🙂`,
]
const words: ReadonlySet<FieldType> = new Set<FieldType>(['text', 'note', 'personName', 'address'])

/** Text fields whose form is checked by their act: they are no free words. */
const checked = new Set([
  'bulletin.month',
  'analysis.month',
  'post.account',
  'attestation.duty',
  'attestation.window',
  'exemption.duty',
])

const wordsIn = (kind: string, fields: Readonly<Record<string, AnyField>>) =>
  Object.entries(fields).filter(
    // What no reader is given cannot come back.
    ([name, field]) => words.has(field.type) && !field.isInternal && !checked.has(`${kind}.${name}`),
  )
const cut = (text: string, most = 60) => [...text].slice(0, most).join('').trim()

const withWords = [...kinds.values()].filter((kind) => wordsIn(kind.name, kind.fields).length > 0)

/** The acts that make records with free words. */
const made = [
  'household.register',
  'child.enrol',
  'listing.open',
  'plan.make',
  'child.verify',
  'visit.record',
  'post.assign',
  'phone.register',
  'supervision.record-meeting',
  'supervision.record-talk',
  'breach.record',
  'impact.assess',
] as const

describe('SQL and script text in text fields', () => {
  let server: TestServer
  let child: string
  const office: Actor = actorOf('office')

  beforeAll(async () => {
    server = await startTestServer()
    const made = await server.act(office, 'child.enrol', {
      village: 'shiqiao',
      name: '林小雨',
      sex: 'female',
      bornOn: '2014-03-05',
    })
    child = made.record
  })
  afterAll(() => server.stop())

  /** The least that each act that makes a record asks for, besides words. */
  const inputs = (): Readonly<
    Record<(typeof made)[number], { by: Actor; input: Record<string, unknown> }>
  > => ({
    'household.register': { by: office, input: { village: 'shiqiao', facts: [] } },
    'child.enrol': { by: office, input: { village: 'shiqiao', sex: 'male', bornOn: '2015-01-02' } },
    'listing.open': {
      by: office,
      input: {
        child,
        category: 'strained-family',
        basis: 'concern',
        from: '2024-05-01',
        reviewOn: '2024-07-01',
        to: '2024-10-01',
      },
    },
    'plan.make': { by: office, input: { child, from: '2024-05-01', reviewOn: '2024-11-01' } },
    'child.verify': { by: office, input: { child, verifiedOn: '2024-05-02' } },
    'visit.record': {
      by: office,
      input: {
        visitedOn: '2024-05-10',
        outcome: 'met',
        children: [{ child, seen: true, alone: true }],
        answers: { living: 'good' },
        hazards: [],
        told: [],
        signature: 'refused',
        signatureFile: [],
        photos: [],
        paperForm: [],
      },
    },
    'post.assign': {
      by: actorOf('administrator'),
      input: { account: randomUUID(), role: 'office', postUnit: 'pingan', villages: [], from: '2024-01-01' },
    },
    'phone.register': { by: office, input: { registeredOn: '2024-05-20' } },
    'supervision.record-meeting': {
      by: office,
      input: { form: 'dispatch', heldOn: '2024-05-10', present: [], decisions: [], minutes: [] },
    },
    'supervision.record-talk': { by: office, input: { onUnit: 'civil', talkedOn: '2024-05-10' } },
    'breach.record': {
      by: office,
      input: { foundAt: '2024-05-10T08:00:00+08:00', data: ['register'], people: 3 },
    },
    'impact.assess': { by: office, input: { reason: 'first', risk: 'low', assessedOn: '2024-05-10' } },
  })

  test.each(made)('of %s come back as they were written', async (name) => {
    const act = acts.get(name)
    const given = inputs()[name]
    if (!act) throw new Error(`${name} is not declared`)
    const fields = wordsIn(act.kind.name, act.input)
    expect(fields.length).toBeGreaterThan(0)
    for (const [at, text] of hostile.entries()) {
      const written = Object.fromEntries(
        // Another text in each field, so that none can stand in for another.
        fields.map(([field, { maxLength }], index) => [
          field,
          cut(hostile[(at + index) % hostile.length] ?? text, maxLength),
        ]),
      )
      const { record } = await server.act(given.by, name, { ...given.input, ...written })
      const kept = await server.scopes.read(given.by, (scope) =>
        findRecord(scope, server.keyring, act.kind, record),
      )
      expect(kept).toMatchObject(written)
      if (name === 'listing.open')
        await server.act(office, 'listing.end', { to: '2024-05-19' }, { record, reason: '测试' })
    }
  })

  // Whatever act writes them: their columns, their encryption and their way back. Written as the owner, since what rows
  // refer to is not there.
  const place = { village: 'shiqiao', school: null, unit: 'civil' }
  const ofOwner = () =>
    ({
      db: new Kysely<Tables>({ dialect: new PostgresDialect({ pool: server.owner }) }),
      actor: { ...office, township: 'south' },
    }) as unknown as Transaction
  test.each(withWords.map((kind) => [kind.name, kind] as const))(
    'of the register %s come back as they were stored',
    async (_name, kind) => {
      const id = await sampleRow(server.owner, kind, 'south', place)
      const fields = wordsIn(kind.name, kind.fields)
      const asOwner = ofOwner()
      const names = fields.map(([field]) => field)
      const stored = async (asked: readonly string[]) => {
        const { rows } = await sql<Record<string, unknown>>`
          SELECT ${selectColumns(kind, 'r', [...asked, kind.subject ?? ''])} FROM ${sql.table(tableOf(kind))} r
          WHERE id = ${id}`.execute(asOwner.db)
        const [record] = await openRows(asOwner, server.keyring, kind, rows)
        if (!record) throw new Error(`No row of ${kind.name}`)
        return record
      }
      for (const at of hostile.keys()) {
        const written = Object.fromEntries(
          fields.map(([field, { maxLength }], index) => [
            field,
            cut(hostile[(at + index) % hostile.length] ?? '', maxLength),
          ]),
        )
        await updateRow(asOwner, server.keyring, kind, await stored([]), randomUUID(), { values: written })
        expect(await stored(names)).toMatchObject(written)
      }
    },
  )
})
