import { deriveKey } from '../platform/crypto/cipher.ts'
import { loadMasterKey } from '../platform/crypto/master-key.ts'
import { backup, restore } from '../platform/db/backup/index.ts'
import { startPostgres } from '../platform/db/engine/index.ts'
import { migrate } from '../platform/db/migrate.ts'
import { openSystem } from '../system.ts'
import { type Command, onePositional, print, readOptions } from './options.ts'

const CONTENT = ['public', 'identity']
const KEYRING = ['keyring']
/** Data keys go to a file of their own, kept apart and for 35 days at most, so that an erasure is not undone by a restore. */
const keysFile = (file: string) => `${file}.keys`

export const backupCommand: Command = {
  summary: '备份：内容与数据密钥分成两个加密文件（主密钥另行保管）',
  async run(args) {
    const { config, values, positionals } = readOptions(args, {})
    const file = onePositional(positionals, '备份文件')
    const system = await openSystem(config)
    try {
      const key = deriveKey(system.masterKey, 'backup')
      const content = await backup({ ownerUrl: system.ownerUrl, file, key, schemas: CONTENT })
      const keys = await backup({ ownerUrl: system.ownerUrl, file: keysFile(file), key, schemas: KEYRING })
      print(values.json, { ok: true, content, keys }, [
        `内容已备份到 ${file}，数据密钥到 ${keysFile(file)}。`,
        '两个文件请分开保管；主密钥（keys/master.key）不在其中，丢失后备份无法读取。',
      ])
      return 0
    } finally {
      await system.close()
    }
  },
}

export const restoreCommand: Command = {
  summary: '把备份恢复到一个空数据库',
  async run(args) {
    const { config, values, positionals } = readOptions(args, {})
    const file = onePositional(positionals, '备份文件')
    const key = deriveKey(await loadMasterKey(config.dataDir), 'backup')
    const engine = config.databaseUrl ? undefined : await startPostgres({ dataDir: config.dataDir })
    try {
      const ownerUrl = config.databaseUrl ?? engine?.ownerUrl ?? ''
      const content = await restore({ ownerUrl, file, key, migrate })
      const keys = await restore({ ownerUrl, file: keysFile(file), key, migrate })
      print(values.json, { ok: true, content, keys }, ['备份已恢复，行数与校验值相符。'])
      return 0
    } finally {
      await engine?.stop()
    }
  },
}
