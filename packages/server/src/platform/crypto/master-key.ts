import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto'
import { mkdir, open, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * The master key of this installation, made on first start in a file of its own, outside the database and its
 * backups. Whoever loses it loses every encrypted field: docs/operations.md tells where to keep a copy.
 */
export async function loadMasterKey(dataDir: string): Promise<KeyObject> {
  const folder = join(dataDir, 'keys')
  const file = join(folder, 'master.key')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  try {
    const handle = await open(file, 'wx', 0o600)
    try {
      await handle.writeFile(`${randomBytes(32).toString('base64')}\n`)
      await handle.sync()
    } finally {
      await handle.close()
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  const bytes = Buffer.from((await readFile(file, 'utf8')).trim(), 'base64')
  if (bytes.length !== 32) throw new Error(`主密钥文件 ${file} 已损坏，请从备份中恢复后再启动。`)
  return createSecretKey(bytes)
}
