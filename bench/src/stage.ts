import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import type { System } from '../../packages/server/src/system.ts'
import { fullAnswers, PHOTO } from './fill-visits.ts'
import type { Result, Task } from './load.ts'
import type { World } from './operations.ts'
import { readPlaybook } from './playbook.ts'
import { signIn } from './sign-in.ts'
import type { Size } from './world.ts'

/** Hulei, the bare program and the load generator, each in a process of its own. */
export type Stage = {
  readonly world: World
  load(task: Task): Promise<Result>
  close(): Promise<void>
}

export async function setStage(
  system: System,
  given: { dataDir: string; size: Size; profileDir?: string | undefined },
): Promise<Stage> {
  const { dataDir, size, profileDir } = given
  const children: ChildProcess[] = []
  const start = (file: string, args: string[] = [], execArgv: string[] = []) => {
    const child = fork(join(import.meta.dirname, file), args, { execArgv })
    children.push(child)
    return child
  }
  const close = async () => {
    await Promise.all(
      children.map((child) => {
        if (child.exitCode !== null) return undefined
        const gone = new Promise((done) => child.once('exit', done))
        child.disconnect()
        return gone
      }),
    )
  }
  try {
    const hulei = await told<{ url: string }>(
      start('serve-hulei.ts', [dataDir], profileDir ? ['--cpu-prof', `--cpu-prof-dir=${profileDir}`] : []),
    )
    const bare = await told<{ url: string }>(start('serve-bare.ts', [system.ownerUrl]))
    const playbook = await readPlaybook()
    const world: World = {
      size,
      villages: playbook.villages.map((village) => village.id),
      answers: fullAnswers(playbook),
      photo: PHOTO,
      cookies: await signIn(hulei.url, size),
      huleiUrl: hulei.url,
      bareUrl: bare.url,
      ownerUrl: system.ownerUrl,
    }
    const loader = start('load.ts')
    loader.send({ world })
    return {
      world,
      async load(task) {
        const result = told<Result>(loader)
        loader.send({ task })
        return await result
      },
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

/** The next message of a process; its end is a fault. */
function told<T>(child: ChildProcess): Promise<T> {
  return new Promise((done, failed) => {
    const ended = (code: number | null) => failed(new Error(`A process of the benchmark ended (${code})`))
    child.once('exit', ended)
    child.once('message', (message) => {
      child.off('exit', ended)
      done(message as T)
    })
  })
}
