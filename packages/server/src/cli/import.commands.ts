import { access } from 'node:fs/promises'
import { type Actor, importers, mayBeGranted } from '@hulei/core'
import { systemActor } from '../platform/db/scope.ts'
import { Refusal } from '../platform/errors.ts'
import type { Township } from '../platform/townships.ts'
import { importFile } from '../rooms/children/index.ts'
import { openSystem, type System } from '../system.ts'
import { type Command, onePositional, print, readOptions } from './options.ts'

export const importChildrenCommand: Command = {
  summary: '导入儿童台账（--dry-run 只核对不导入；--township 乡镇；--as 用户名）',
  async run(args) {
    const { config, values, positionals } = readOptions(args, {
      'dry-run': { type: 'boolean' },
      township: { type: 'string' },
      as: { type: 'string' },
    })
    const file = onePositional(positionals, '要导入的台账文件')
    await access(file).catch((cause) => {
      throw new Refusal('cli.no-such-file', 404, `没有这个文件，或者不能读取：${file}`, { cause })
    })
    const system = await openSystem(config)
    try {
      const township = townshipOf(system, values.township)
      const actor = values.as ? await actorNamed(system, township, values.as) : systemActor(township.code)
      const dryRun = values['dry-run'] ?? false
      const result = await importFile(system.server, actor, file, { dryRun })
      print(values.json, result, [
        ...result.sheets.map(
          (sheet) =>
            `${sheet.name}：表头第 ${sheet.headerRow} 行，${sheet.rows} 行；新增 ${sheet.created}，更新 ${sheet.updated}，无变化 ${sheet.unchanged}，待更正 ${sheet.rejected}`,
        ),
        ...result.rejections.map(
          ({ sheet, row, column, message }) =>
            `  ${sheet} 第 ${row} 行${column ? ` ${column}` : ''}：${message}`,
        ),
        dryRun ? '以上只是核对，没有导入。' : '已导入。',
      ])
      return 0
    } finally {
      await system.close()
    }
  },
}

function townshipOf({ server }: System, code: string | undefined): Township {
  const all = server.townships.all()
  const found = code === undefined ? all[0] : all.find((each) => each.code === code)
  if (found && (code !== undefined || all.length === 1)) return found
  if (all.length === 0) throw new Refusal('cli.no-township', 409, '还没有乡镇，请先载入方案或演示数据。')
  const codes = all.map((each) => `${each.code}（${each.name}）`).join('、')
  throw new Refusal('cli.which-township', 400, `请用 --township 写明乡镇：${codes}`)
}

/** The account's post in the township that may import. */
async function actorNamed(
  { server, identity }: System,
  township: Township,
  userName: string,
): Promise<Actor> {
  const account = (await identity.listAccounts()).find((each) => each.userName === userName.toLowerCase())
  if (!account) throw new Refusal('cli.no-such-account', 404, `没有用户名“${userName}”。`)
  const posts = await server.sessions.postsOf(account.accountId)
  const actors = posts
    .filter((post) => post.township === township.code)
    .map(
      (post): Actor => ({
        township: post.township,
        account: account.accountId,
        post: post.id,
        name: account.displayName,
        role: post.role,
        unit: post.unit,
        villages: post.villages,
        school: post.school,
        remits: township.playbook.units.find((unit) => unit.id === post.unit)?.remits ?? [],
      }),
    )
  const actor = actors.find((each) => mayBeGranted(importers, each))
  if (!actor) throw new Refusal('cli.no-post', 403, `“${userName}”在${township.name}没有可以导入台账的岗位。`)
  return actor
}
