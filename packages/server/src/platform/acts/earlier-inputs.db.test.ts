import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { handlers } from '../../rooms/index.ts'
import { actorOf, startTestServer, type TestServer } from '../test-server.ts'
import { asNow, type InputStep, versionNow } from './earlier-inputs.ts'

/** As if the enrolment form had changed twice since the first app: a field was renamed, then one was split off. */
const renamed: InputStep = ({ input: { childName, ...input }, extra }) => ({
  input: { ...input, name: childName },
  extra,
})
const spoken: InputStep = ({ input, extra }) => ({
  input: { ...input, sex: input.sex === '女' ? 'female' : 'male' },
  extra,
})
const steps = [renamed, spoken]
const [first, second, third] = [
  { childName: '林小雨', sex: '女', bornOn: '2014-03-05', village: 'shiqiao' },
  { name: '周安', sex: '女', bornOn: '2014-03-05', village: 'shiqiao' },
  { name: '何乐', sex: 'female', bornOn: '2014-03-05', village: 'shiqiao' },
]
const worker = actorOf('village')
const envelope = (input: object, schemaVersion?: number) => ({
  id: randomUUID(),
  act: 'child.enrol',
  record: randomUUID(),
  input,
  ...(schemaVersion && { schemaVersion }),
})

describe('an act that an earlier version of the app wrote', () => {
  let server: TestServer
  beforeAll(async () => {
    const enrol = handlers.find(({ act }) => act.name === 'child.enrol')
    if (!enrol) throw new Error('Nobody enrols children')
    server = await startTestServer({ handlers: [{ ...enrol, earlier: steps }] })
  })
  afterAll(() => server?.stop())

  test.each([
    [1, first],
    [2, second],
    [3, third],
    [undefined, third],
  ])('in version %s is understood as it was meant', async (version, input) => {
    const sent = envelope(input, version)
    const reply = await server.performer.perform(worker, sent)
    const { rows } = await server.owner.query('SELECT name, sex FROM child WHERE id = $1', [reply.record])
    const name = 'childName' in input ? input.childName : input.name
    expect(rows).toEqual([{ name, sex: 'female' }])
    // Sent again byte by byte, it is the same act and gets the same reply.
    expect(await server.performer.perform(worker, sent)).toEqual(reply)
  })

  test('gets its receipt for the bytes that were sent: the same meaning in other bytes is another act', async () => {
    const sent = envelope(first, 1)
    await server.performer.perform(worker, sent)
    const rewritten = { ...sent, schemaVersion: 3, input: { ...third, name: first.childName } }
    await expect(server.performer.perform(worker, rewritten)).rejects.toMatchObject({ code: 'act.id-reused' })
  })

  test('is checked as strictly as any other', async () => {
    await expect(server.performer.perform(worker, envelope(first, 2))).rejects.toMatchObject({
      code: 'input.invalid',
    })
  })

  test('in a version that this server does not know yet is asked to come again, not refused', async () => {
    await expect(server.performer.perform(worker, envelope(third, 4))).rejects.toMatchObject({
      code: 'act.newer-than-server',
      status: 503,
    })
  })
})

describe('steps between versions', () => {
  test('are taken from the version that was written, and never from one before it', () => {
    const count: InputStep = ({ input, extra }) => ({
      input: { ...input, taken: Number(input.taken) + 1 },
      extra,
    })
    const of = (schemaVersion: number) =>
      asNow({ id: '', act: 'a', schemaVersion, input: { taken: 0 } }, [count, count, count]).input.taken
    expect([1, 2, 3, 4].map(of)).toEqual([3, 2, 1, 0])
    expect(versionNow([count, count, count])).toBe(4)
  })
})
