import { readFile, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { EngineError } from './engine-error.ts'

/** The account the server process runs under; undefined means the one that runs Node. */
export type ServiceAccount = { readonly uid: number; readonly gid: number }

const ACCOUNTS_IN_ORDER = ['hulei', 'postgres', 'nobody']

/**
 * PostgreSQL refuses to run as root, so root needs another account. A cluster that exists in `home` keeps its
 * owner: installing Debian's `postgres` later must not lock us out of data that `nobody` owns.
 */
export async function chooseAccount(home: string): Promise<ServiceAccount | undefined> {
  const me = process.getuid?.()
  const owner = await stat(home).catch(() => undefined)
  if (me === undefined) return undefined
  if (me !== 0) {
    if (owner && owner.uid !== me) {
      throw new EngineError(
        'foreign-owner',
        `数据库目录“${home}”属于另一个系统用户（uid ${owner.uid}），请用该用户或 root 运行护蕾。`,
      )
    }
    return undefined
  }
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  return findAccount(await readFile('/etc/passwd', 'utf8').catch(() => ''))
}

/** Picks the account from the text of /etc/passwd; root itself is never taken. */
export function findAccount(passwd: string): ServiceAccount {
  const lines = passwd.split('\n').map((line) => line.split(':'))
  for (const name of ACCOUNTS_IN_ORDER) {
    const line = lines.find(([entry]) => entry === name)
    const uid = Number(line?.[2])
    const gid = Number(line?.[3])
    if (line && uid > 0 && gid > 0) return { uid, gid }
  }
  throw new EngineError(
    'no-account',
    '不能以 root 运行数据库，而系统里没有可用的普通用户：请建立用户“hulei”（useradd --system hulei），或改用普通用户运行护蕾。',
  )
}

/**
 * The first folder on the way to `path` (itself included) that the account may not pass, or undefined.
 * Looks at mode bits, since another account's access cannot be asked for; parts that do not exist yet are passable.
 */
export async function findBarrier(path: string, account: ServiceAccount): Promise<string | undefined> {
  const parent = dirname(path)
  const above = parent === path ? undefined : await findBarrier(parent, account)
  if (above !== undefined) return above
  const entry = await stat(path).catch(() => undefined)
  if (!entry) return undefined
  const bit = entry.uid === account.uid ? 0o100 : entry.gid === account.gid ? 0o010 : 0o001
  return entry.mode & bit ? undefined : path
}
