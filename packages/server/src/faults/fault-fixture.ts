import { type ChildProcess, spawn } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Actor } from '@hulei/core'
import { adoptPlaybook } from '../platform/adopt-playbook.ts'
import type { System } from '../system.ts'

export const FAULT_TOWNSHIP = 'fushoushan'

/** Who registers in tests of faults: the office, which may write in every village. */
export const registrar: Actor = {
  township: FAULT_TOWNSHIP,
  account: '7b0a1a52-3c0e-4d3f-8f0a-5f8d2e9c0001',
  post: '7b0a1a52-3c0e-4d3f-8f0a-5f8d2e9c0002',
  name: '值班员',
  role: 'office',
  unit: 'pingan',
  villages: [],
  school: null,
  remits: [],
}

const playbookFile = join(import.meta.dirname, '../../../../playbooks/fushoushan-2024.yaml')

/** Founds the township of the plan in a system that has none. */
export async function found(system: System): Promise<void> {
  await adoptPlaybook(system.owner, {
    township: FAULT_TOWNSHIP,
    name: '福寿山镇',
    source: await readFile(playbookFile, 'utf8'),
    businessDay: '2024-05-20',
  })
  await system.server.townships.reload()
}

/** A worker under test: what it has had confirmed, and how it is ended. */
export type Worker = {
  readonly process: ChildProcess
  readonly confirmed: ReadonlySet<string>
  readonly refused: readonly string[]
  /** Waits until so many acts are confirmed. */
  until(count: number): Promise<void>
  /** kill -9, and waits for the end. */
  kill(): Promise<void>
}

/** Starts the worker on a data folder. */
export async function startWorker(dataDir: string): Promise<Worker> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'confirming-worker.ts'), dataDir], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const confirmed = new Set<string>()
  const refused: string[] = []
  let [rest, errors] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      const [word, what = ''] = line.split(' ')
      if (word === 'confirmed') confirmed.add(what)
      if (word === 'refused') refused.push(what)
    }
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text
  })
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  return {
    process: child,
    confirmed,
    refused,
    async until(count) {
      while (confirmed.size < count) {
        if (child.exitCode !== null || child.signalCode !== null)
          throw new Error(`The worker ended early: ${errors}`)
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    },
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
  }
}

/** Ends a database server that a test has started, and every process of it, at once, as a power cut would. */
export async function killServer(pid: number): Promise<void> {
  for (const each of [...(await childrenOf(pid)), pid]) {
    try {
      process.kill(each, 'SIGKILL')
    } catch {
      // It has ended by itself meanwhile: the postmaster's children watch it.
    }
  }
}

async function childrenOf(parent: number): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number)
  const stats = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')))
  // The name in brackets may hold spaces; state and parent follow it.
  return pids.filter((_, at) => stats[at]?.split(') ').at(-1)?.split(' ')[1] === String(parent))
}
