import { setTimeout } from 'node:timers/promises'
import type { OutboxRow } from '../../../packages/field/src/store/database.ts'
import { compareWithServer, type Held } from './compare.ts'
import { type FaultyLine, faultyLine } from './faulty-line.ts'
import {
  type Amendment,
  amendment,
  contact,
  newPhone,
  type Phone,
  registration,
  reopened,
  visitAct,
  write,
} from './phone.ts'
import { type Place, photoOf, preparePlace, signedIn } from './place.ts'
import { seeded } from './random.ts'
import type { ServerProcess } from './server-process.ts'

export type SoakCounts = {
  visitsWritten: number
  confirmed: number
  refused: number
  amended: number
  photos: number
  storeFaults: number
  lineFaults: Record<string, number>
  phonesEnded: number
  serverKills: number
  contacts: number
  /** What is not as it must be; empty when all is well. */
  faults: readonly string[]
}

const LINE_FAULT_RATE = 0.25
/** How often the store of a phone breaks off while an act is written, and how often a visit is put right afterwards. */
const STORE_FAULT_RATE = 0.1
const AMENDMENT_RATE = 0.2
const DAY_MS = 86_400_000
const LAST_CONTACTS_MS = 15 * 60_000

/** Runs the soak to its end and compares. */
export async function runSoak(given: {
  dataDir: string
  server: ServerProcess
  visits: number
  phones: number
  seed: number
  /** The server is killed when so many visits were written, besides at random. */
  killsAfter?: readonly number[]
  tell: (line: string) => void
}): Promise<SoakCounts> {
  const { dataDir, server, visits, seed, tell } = given
  const random = seeded(seed)
  const place = await preparePlace(dataDir, given.phones)
  await server.start()
  const lines: FaultyLine[] = []
  let phonesEnded = 0
  let serverKills = 0
  let contacts = 0
  let written = 0
  let storeFaults = 0
  /** Every visit as its phone knows it: its version and its visitor. */
  const known = new Map<string, Amendment>()
  const kills = [...(given.killsAfter ?? [])]
  let nextKill = kills.shift()
  try {
    const session = await signedIn(server.url, place)
    const lineOf = (index: number) => {
      const line = faultyLine({
        url: () => server.url,
        cookie: session[index]?.cookie ?? '',
        address: `10.0.0.${index + 1}`,
        random,
        rate: LINE_FAULT_RATE,
      })
      lines.push(line)
      return line
    }
    const phones: Phone[] = []
    for (const [index, worker] of place.workers.entries()) {
      const phone = await newPhone({
        name: worker.userName,
        account: worker.account,
        post: worker.post,
        serverKey: session[index]?.serverKey ?? new ArrayBuffer(0),
        line: lineOf(index),
        // The last phone's clock is three days fast.
        clockOffMs: index === place.workers.length - 1 ? 3 * DAY_MS : 0,
      })
      await write(phone, registration(phone), random)
      phones.push(phone)
    }
    const all = place.workers.map(() => [] as OutboxRow[])
    const own = place.workers.map(() => [] as string[])

    while (written < visits) {
      const index = Math.floor(random() * phones.length)
      const phone = phones[index]
      const worker = place.workers[index]
      if (!phone || !worker) break
      const writes = 1 + Math.floor(random() * 4)
      for (let each = 0; each < writes && written < visits; each++) {
        const child = worker.children[Math.floor(random() * worker.children.length)] ?? ''
        const record = crypto.randomUUID()
        const photo = await photoOf(random)
        const visit = visitAct(phone, {
          record,
          child,
          photo,
          visitedOn: place.today,
          answers: place.answers,
        })
        storeFaults += await write(phone, visit, random, STORE_FAULT_RATE)
        known.set(record, { record, version: visit.id, visitor: '王敏' })
        own[index]?.push(record)
        written++
      }
      const mended = random() < AMENDMENT_RATE ? known.get(oneOf(own[index] ?? [], random)) : undefined
      if (mended) {
        const act = amendment(phone, { ...mended, visitor: `王敏${written}` })
        storeFaults += await write(phone, act, random, STORE_FAULT_RATE)
        known.set(mended.record, { ...mended, version: act.id, visitor: `王敏${written}` })
      }
      const talk = contact(phone).catch(() => undefined)
      contacts++
      if (random() < 0.15) {
        // Ended in the middle: what is under way never comes back.
        await setTimeout(random() * 30)
        phonesEnded++
        phones[index] = await reopened(phone, lineOf(index))
      } else if (random() < 0.02 || (nextKill !== undefined && written >= nextKill)) {
        nextKill = kills.shift()
        await setTimeout(random() * 30)
        await server.kill()
        serverKills++
        await server.start()
        await talk
      } else await talk
      if (written % 100 < writes)
        tell(`${written} visits written, ${contacts} contacts, ${serverKills} kills`)
    }

    for (const [index, phone] of phones.entries()) {
      phone.line.heal()
      // The server takes a few hundred uploads a minute from one address: what is left goes on when it may.
      const deadline = Date.now() + LAST_CONTACTS_MS
      while (Date.now() < deadline) {
        const result = await contact(phone)
        contacts++
        if (result.is === 'current') break
        await setTimeout(1000)
      }
      all[index] = await phone.db.getAll('outbox')
    }
    const held: Held[] = await Promise.all(
      phones.map(async (phone, index) => ({
        name: phone.name,
        acts: all[index] ?? [],
        files: await phone.db.getAll('files'),
      })),
    )
    await server.stop()
    const faults = await compareWithServer(dataDir, place, { held, written, known: [...known.values()] })
    const acts = held.flatMap((each) => each.acts).filter((row) => row.act === 'visit.record')
    const amendments = held.flatMap((each) => each.acts).filter((row) => row.act === 'visit.amend')
    return {
      visitsWritten: written,
      confirmed: acts.filter((row) => row.state === 'confirmed').length,
      refused: [...acts, ...amendments].filter((row) => row.state === 'refused').length,
      amended: amendments.filter((row) => row.state === 'confirmed').length,
      photos: held.flatMap((each) => each.files).filter((file) => file.state === 'confirmed').length,
      storeFaults,
      lineFaults: sumOf(lines),
      phonesEnded,
      serverKills,
      contacts,
      faults,
    }
  } finally {
    await server.stop()
  }
}

const oneOf = (records: readonly string[], random: () => number): string =>
  records[Math.floor(random() * records.length)] ?? ''

function sumOf(lines: readonly FaultyLine[]): Record<string, number> {
  const sums: Record<string, number> = {}
  for (const { counts } of lines)
    for (const [fault, count] of Object.entries(counts)) sums[fault] = (sums[fault] ?? 0) + count
  return sums
}

export type { Place }
