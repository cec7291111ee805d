import { randomUUID } from 'node:crypto'
import { systemActor } from '../platform/db/scope.ts'
import { serve, stopOnSignal } from '../serve.ts'
import { openSystem, type System } from '../system.ts'
import { type Command, print, readOptions } from './options.ts'

export const serveCommand: Command = {
  summary: '启动服务（PORT，默认 8080；只在本机监听，除非设置 HOST）',
  async run(args) {
    const { config } = readOptions(args, {})
    const running = await serve(config)
    stopOnSignal(running)
    console.log(`护蕾已启动：${running.url}`)
    if (running.system.server.townships.all().length === 0)
      console.log(
        '还没有乡镇：请先停止服务，运行 npm run -s hulei -- playbook adopt 方案文件 采用一份方案，再启动。',
      )
    await printFirstLink(running.system, running.url)
    return 0
  },
}

export const migrateCommand: Command = {
  summary: '把数据库升级到当前版本',
  async run(args) {
    const { config, values } = readOptions(args, {})
    const system = await openSystem(config)
    const { rows } = await system.owner.query<{ name: string }>(
      'SELECT name FROM hulei_migration ORDER BY name',
    )
    await system.close()
    const migrations = rows.map((row) => row.name)
    print(values.json, { ok: true, migrations }, [`数据库已是最新（${migrations.length} 步）。`])
    return 0
  },
}

/** While no account can sign in, each start prints a fresh one-time link for the administrator. */
export async function printFirstLink(system: System, url: string): Promise<void> {
  const first = await system.identity.firstAdministrator()
  if (!first) return
  await giveAdministratorPosts(system, first.accountId)
  console.log(
    `第一次使用：请在24小时内打开下面的链接，为管理员（用户名 ${first.userName}）设置密码和动态口令。`,
  )
  console.log(`  ${url}/setup?token=${first.token}`)
}

/** The administrator has a post in every township, from the day on which it is given. */
export async function giveAdministratorPosts(system: System, account: string): Promise<void> {
  const { townships, performer, sessions } = system.server
  const held = await sessions.postsOf(account)
  for (const township of townships.all()) {
    if (held.some((post) => post.township === township.code)) continue
    await performer.perform(systemActor(township.code), {
      id: randomUUID(),
      act: 'post.assign',
      input: {
        account,
        holder: '系统管理员',
        title: '系统管理员',
        role: 'administrator',
        postUnit: township.playbook.units[0]?.id,
        villages: [],
        from: township.clock.today(),
      },
    })
  }
  sessions.forget()
}
