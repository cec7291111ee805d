import { createReadStream } from 'node:fs'
import { playbookErrorLine } from '@hulei/core'
import { adoptPlaybook } from '../platform/adopt-playbook.ts'
import { Refusal } from '../platform/errors.ts'
import { playbookBytes, playbookRefusal, readPlaybook } from '../platform/playbook-file.ts'
import { openSystem, type System } from '../system.ts'
import { type Command, onePositional, print, readOptions } from './options.ts'
import { giveAdministratorPosts } from './serve.commands.ts'

export const playbookCheck: Command = {
  summary: '核对方案文件，逐条指出错误所在的行',
  async run(args) {
    const { values, positionals } = readOptions(args, {})
    const { report } = readPlaybook(await readUpTo(onePositional(positionals, '方案文件'), playbookBytes))
    print(
      values.json,
      report,
      report.ok
        ? [
            `方案 ${report.plan} 没有错误：${report.units} 个单位，${report.duties} 项职责，用到 ${report.measures} 种测算。`,
          ]
        : [...report.errors.map(playbookErrorLine), `共 ${report.errors.length} 处错误。`],
    )
    return report.ok ? 0 : 1
  },
}

export const playbookAdopt: Command = {
  summary: '采用方案：新建乡镇，或更新它的方案（--township 代码；--name 名称）',
  async run(args) {
    const { config, values, positionals } = readOptions(args, {
      township: { type: 'string' },
      name: { type: 'string' },
    })
    const bytes = await readUpTo(onePositional(positionals, '方案文件'), playbookBytes)
    const { report, playbook } = readPlaybook(bytes)
    if (!playbook) throw playbookRefusal('playbook.mistakes', '方案没有采用', report.errors)
    const own = playbook.township
    const township = values.township ?? own.code
    if (!/^[a-z0-9][a-z0-9-]{0,59}$/.test(township))
      throw new Refusal('cli.usage', 400, '乡镇代码只能用小写字母、数字和连字符，最多60位')
    const name = values.name ?? (township === own.code ? own.name : undefined)
    if (!name)
      throw new Refusal(
        'cli.usage',
        400,
        `方案写的是${own.name}（${own.code}），不是 ${township}；确要用于这个乡镇，请用 --name 写明它的名称。`,
      )
    const system = await openSystem(config)
    try {
      const adopted = await adoptPlaybook(system.owner, {
        township,
        name,
        source: new TextDecoder().decode(bytes),
      })
      await admitAdministrators(system)
      print(values.json, { ok: true, ...adopted }, [
        adopted.isNew
          ? `${name}（${township}）已采用方案《${playbook.title}》，第 ${adopted.version} 版。服务启动后按它计算。`
          : `${name}（${township}）的方案没有变化，仍是第 ${adopted.version} 版。`,
      ])
      return 0
    } finally {
      await system.close()
    }
  },
}

/** A file up to one byte more than the limit: enough to say that it is too large, however large it is. */
async function readUpTo(path: string, limit: number): Promise<Uint8Array> {
  try {
    const chunks: Buffer[] = []
    for await (const chunk of createReadStream(path, { end: limit })) chunks.push(chunk)
    return Buffer.concat(chunks)
  } catch (cause) {
    throw new Refusal('cli.no-such-file', 404, `没有这个文件，或者不能读取：${path}`, { cause })
  }
}

/** Whoever administers a township already also administers one that is founded later. */
async function admitAdministrators(system: System): Promise<void> {
  await system.server.townships.reload()
  const { rows } = await system.owner.query<{ account: string }>(
    `SELECT DISTINCT account FROM post WHERE role = 'administrator'`,
  )
  for (const { account } of rows) await giveAdministratorPosts(system, account)
}
