import { randomUUID } from 'node:crypto'
import { writeSync } from 'node:fs'
import type { Actor } from '@hulei/core'
import { readConfig } from '../config.ts'
import { openSystem } from '../system.ts'
import { FAULT_TOWNSHIP, registrar } from './fault-fixture.ts'

/**
 * A process to be killed: opens the system of a data folder and registers households as fast as it can, writing the id
 * of each to standard output once, and only once, the server has confirmed it. Acts that fail say why and are left.
 */
const LANES = 6

async function work(dataDir: string): Promise<void> {
  const { server } = await openSystem(readConfig({}, { data: dataDir }))
  const actor: Actor = registrar
  let count = 0
  const lane = async () => {
    for (;;) {
      const id = randomUUID()
      try {
        await server.performer.perform(actor, {
          id,
          act: 'household.register',
          input: {
            village: server.townships.all()[0]?.playbook.villages[0]?.id,
            headName: `户主${count++}`,
            facts: [],
          },
        })
        writeSync(1, `confirmed ${id}\n`)
      } catch (error) {
        writeSync(1, `refused ${(error as { code?: string }).code}\n`)
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
    }
  }
  writeSync(1, `ready ${FAULT_TOWNSHIP}\n`)
  await Promise.all(Array.from({ length: LANES }, lane))
}

await work(process.argv[2] ?? '')
