import { chown, readFile, readlink, realpath, rename, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { systemCode } from './engine-error.ts'

/** What postmaster.pid says of the server of a data folder. */
export type PidFile = { readonly pid: number; readonly port: number; readonly ready: boolean }

const pathOf = (data: string) => join(data, 'postmaster.pid')

/** Reads postmaster.pid: line 1 the process, line 4 the port, line 8 the state; undefined when there is none. */
export async function readPidFile(data: string): Promise<PidFile | undefined> {
  const text = await readFile(pathOf(data), 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  const lines = text.split('\n')
  return { pid: Number(lines[0]), port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' }
}

/** Whether a process of this id exists, ours or not. */
export function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return systemCode(error) === 'EPERM'
  }
}

/**
 * Whether a living process is the server of this folder. After a crash of the machine the recorded id may belong
 * to anything. A server stands in its data folder, which Linux shows; elsewhere a living process is believed.
 */
export async function isServerOf(pid: number, data: string): Promise<boolean> {
  if (!isAlive(pid)) return false
  if (process.platform !== 'linux') return true
  const [standsIn, folder] = await Promise.all([
    readlink(`/proc/${pid}/cwd`).catch(() => undefined),
    realpath(data),
  ])
  return standsIn === folder
}

/**
 * Makes PostgreSQL see a stale file whose process id now belongs to a stranger. PostgreSQL takes its own parent's
 * id for stale, so we write ours. Deleting the file would also delete its record of shared memory, which is what
 * keeps a second server off data that orphans of the first still have open.
 */
export async function disownPidFile(data: string, stranger: number): Promise<void> {
  const text = await readFile(pathOf(data), 'utf8').catch(() => undefined)
  if (text === undefined || Number(text.split('\n')[0]) !== stranger) return
  const draft = `${pathOf(data)}.${process.pid}`
  await writeFile(draft, [process.pid, ...text.split('\n').slice(1)].join('\n'), { mode: 0o600 })
  const { uid, gid } = await stat(pathOf(data))
  if (process.getuid?.() === 0) await chown(draft, uid, gid)
  await rename(draft, pathOf(data))
}
