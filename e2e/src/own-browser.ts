import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { type Browser, chromium, type Page } from 'playwright-core'
import { browserArgs, chromiumPath, fakeCamera, LONGEST_WAIT, sizes } from './browser.ts'

/** A browser in processes of its own with a profile on the disk, so that it can be killed as an empty battery does. */
export type OwnBrowser = {
  readonly page: Page
  /** SIGKILL to every process of it. */
  kill(): Promise<void>
}

export async function openOwnBrowser(profile: string): Promise<OwnBrowser> {
  const portFile = join(profile, 'DevToolsActivePort')
  await rm(portFile, { force: true })
  const args = [
    ...browserArgs,
    ...fakeCamera,
    '--headless=new',
    '--remote-debugging-port=0',
    `--user-data-dir=${profile}`,
    'about:blank',
  ]
  const child = spawn(chromiumPath ?? 'chromium', args, { detached: true, stdio: 'ignore' })
  const browser = await connect(child, portFile)
  const context = browser.contexts()[0]
  if (!context) throw new Error('The browser has no window')
  context.setDefaultTimeout(LONGEST_WAIT)
  const page = context.pages()[0] ?? (await context.newPage())
  await page.setViewportSize(sizes.phone)
  return {
    page,
    async kill() {
      const gone = once(child, 'exit')
      // Its whole group: renderers and storage die with it.
      if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
        process.kill(-child.pid, 'SIGKILL')
        await gone
      }
      await browser.close().catch(() => {})
    },
  }
}

async function connect(child: ChildProcess, portFile: string): Promise<Browser> {
  for (let tries = 0; tries < 300; tries++) {
    if (child.exitCode !== null) throw new Error(`The browser ended (${child.exitCode})`)
    const port = (await readFile(portFile, 'utf8').catch(() => '')).split('\n')[0]
    if (port) return await chromium.connectOverCDP(`http://127.0.0.1:${port}`)
    await setTimeout(100)
  }
  throw new Error('The browser did not come up within half a minute')
}

/** A disk of a few megabytes; undefined where the system does not let us have one. */
export type SmallDisk = {
  readonly dir: string
  /** Fills it until so many bytes are left. */
  fill(leaveBytes: number): Promise<void>
  /** Gives the room back. */
  free(): Promise<void>
  remove(): Promise<void>
}

export async function smallDisk(megabytes: number): Promise<SmallDisk | undefined> {
  const dir = await mkdtemp(join(tmpdir(), 'hulei-disk-'))
  const run = (command: string, ...args: string[]) => spawnSync(command, args, { encoding: 'utf8' })
  if (run('mount', '-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', dir).status !== 0) {
    await rm(dir, { recursive: true, force: true })
    return undefined
  }
  const ballast = join(dir, 'ballast')
  return {
    dir,
    async fill(leaveBytes) {
      const { stdout } = run('df', '--output=avail', '-B1', dir)
      const left = Number(stdout.trim().split('\n').at(-1)) - leaveBytes
      // The browser writes meanwhile: what does not fit is what was wanted.
      const isFull = (error: NodeJS.ErrnoException) => error.code === 'ENOSPC'
      if (left > 0)
        await appendFile(ballast, Buffer.alloc(left)).catch((error) => {
          if (!isFull(error)) throw error
        })
    },
    free: () => rm(ballast, { force: true }),
    async remove() {
      run('umount', '-l', dir)
      await rm(dir, { recursive: true, force: true })
    },
  }
}
