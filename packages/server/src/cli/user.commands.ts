import { Refusal } from '../platform/errors.ts'
import { openSystem } from '../system.ts'
import { type Command, onePositional, print, readOptions } from './options.ts'

export const userAdd: Command = {
  summary: '新建账号，打印一次性设置链接（岗位由管理员在系统里任命）',
  async run(args) {
    const { config, values, positionals } = readOptions(args, {
      name: { type: 'string' },
      'second-factor': { type: 'boolean' },
    })
    const userName = onePositional(positionals, '用户名')
    if (!values.name) throw new Refusal('cli.usage', 400, '请用 --name 写明姓名')
    const system = await openSystem(config)
    try {
      const { accountId } = await system.identity.createAccount({
        userName,
        displayName: values.name,
        requireSecondFactor: values['second-factor'] ?? false,
      })
      const token = await system.identity.createSetupLink(accountId)
      const link = `/setup?token=${token}`
      print(values.json, { accountId, userName, link }, [`账号 ${userName} 已建立，24小时内打开：${link}`])
      return 0
    } finally {
      await system.close()
    }
  },
}
