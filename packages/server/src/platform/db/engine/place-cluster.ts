import { randomBytes } from 'node:crypto'
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { SYSTEM_DIR } from './binaries.ts'
import { EngineError, systemCode } from './engine-error.ts'
import { findBarrier, type ServiceAccount } from './service-account.ts'

/** Where one cluster lives. `home` appears whole, by rename, or not at all. */
export type ClusterPlace = {
  /** `<dataDir>/postgres`, or the folder that `<dataDir>/postgres-location` names. */
  readonly home: string
  /** PostgreSQL's own PGDATA. */
  readonly data: string
  /** The owner's password, mode 0600. */
  readonly password: string
  readonly log: string
}

export const placeIn = (home: string): ClusterPlace => ({
  home,
  data: join(home, 'data'),
  password: join(home, 'owner-password'),
  log: join(home, 'postgres.log'),
})

const pointerOf = (dataDir: string) => join(dataDir, 'postgres-location')

/** Where the cluster of `dataDir` is or would be, before anything is known of accounts. */
export async function findPlace(dataDir: string): Promise<ClusterPlace> {
  const pointed = await readFile(pointerOf(dataDir), 'utf8').catch(() => undefined)
  return placeIn(pointed?.trim() || join(resolve(dataDir), 'postgres'))
}

/**
 * The place, reachable by the server's account. As root the data folder is usually ~/.hulei under /root (0700),
 * which no other account may enter; opening root's home would be wrong, so the cluster then lives in
 * /var/lib/hulei/clusters/<random> and `postgres-location` in the data folder says where. The name is random, not
 * made from the path, so that whoever deletes the data folder begins anew and does not meet the old data.
 */
export async function preparePlace(
  dataDir: string,
  found: ClusterPlace,
  account: ServiceAccount | undefined,
): Promise<ClusterPlace> {
  try {
    await mkdir(resolve(dataDir), { recursive: true })
    if (!account || (await findBarrier(found.home, account)) === undefined) return found
    const clusters = join(SYSTEM_DIR, 'clusters')
    await mkdir(clusters, { recursive: true, mode: 0o755 })
    const barrier = await findBarrier(clusters, account)
    if (barrier !== undefined) throw new Error(`mode of ${barrier}`)
    return await pointTo(dataDir, join(clusters, randomBytes(8).toString('hex')))
  } catch (cause) {
    throw new EngineError(
      'unreachable',
      `数据库不能用 root 运行，而运行它的普通用户进不了“${dataDir}”，也不能改放到“${SYSTEM_DIR}”。请用 --data 指定一个大家都能进入的目录（如 /srv/hulei），或改用普通用户运行护蕾。`,
      cause,
    )
  }
}

/** Of two processes that start at once the first decides: linking a finished file either succeeds or finds one. */
async function pointTo(dataDir: string, home: string): Promise<ClusterPlace> {
  const pointer = pointerOf(dataDir)
  const draft = `${pointer}.${randomBytes(4).toString('hex')}`
  await writeFile(draft, `${home}\n`, { flush: true })
  try {
    await link(draft, pointer)
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw error
  } finally {
    await rm(draft)
  }
  return findPlace(dataDir)
}
