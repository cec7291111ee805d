import { readFile } from 'node:fs/promises'
import { outsideCodes, postRoles } from '@hulei/core'
import { z } from 'zod'
import { Refusal } from '../../errors.ts'
import { type Channels, noChannels } from './channel.ts'
import { dingtalkRobot, wecomRobot } from './robots.ts'
import { textGateway } from './texts.ts'

/** Only over TLS; in the clear at most to this very machine, where a proxy or a test listens. */
const address = z.url({ error: '应为网址' }).refine((text) => {
  const { protocol, hostname } = new URL(text)
  return (
    protocol === 'https:' || (protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname))
  )
}, '应以 https:// 开头')

const role = z.enum(postRoles as unknown as [string, ...string[]], {
  error: `角色应为${postRoles.join('、')}之一`,
})
const timeoutMs = z.int().min(100).max(60_000).exactOptional()
const robot = {
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, '名称应为小写字母、数字和短横线'),
  url: address,
  townships: z.array(z.string().max(60)).default([]),
  roles: z.array(role).default([]),
  timeoutMs,
}

const settings = z.strictObject({
  wecom: z.array(z.strictObject(robot)).max(50).default([]),
  dingtalk: z
    .array(z.strictObject({ ...robot, secret: z.string().min(1).max(200).exactOptional() }))
    .max(50)
    .default([]),
  sms: z
    .strictObject({
      url: address,
      key: z.string().min(1, '请填写 key').max(500),
      templates: z.partialRecord(
        z.enum(outsideCodes as unknown as [string, ...string[]]),
        z.string().min(1).max(100),
      ),
      roles: z.array(role).default([]),
      timeoutMs,
    })
    .exactOptional(),
})

/** The channels of a settings file. A missing file at the usual place means that nothing leaves the house. */
export async function readChannels(
  file: { path: string; isNamed: boolean },
  realNow: () => number,
): Promise<Channels> {
  let source: string
  try {
    source = await readFile(file.path, 'utf8')
  } catch (error) {
    if (!file.isNamed && (error as { code?: unknown }).code === 'ENOENT') return noChannels
    throw unreadable(file.path, '读不到这个文件', error)
  }
  return channelsOf(parsed(file.path, source), realNow)
}

function parsed(path: string, source: string): z.infer<typeof settings> {
  let json: unknown
  try {
    json = JSON.parse(source)
  } catch (error) {
    // The parser quotes what it read, and a key may be in it.
    throw unreadable(path, '不是合格的 JSON', error instanceof SyntaxError ? undefined : error)
  }
  const result = settings.safeParse(json)
  if (result.success) return result.data
  const faults = result.error.issues.map((issue) => `${issue.path.join('.') || '整体'}：${issue.message}`)
  throw unreadable(path, faults.join('；'))
}

const unreadable = (path: string, why: string, cause?: unknown) =>
  new Refusal('notify.settings', 500, `消息渠道的设置 ${path} 有误：${why}`, { cause })

const channelsOf = (given: z.infer<typeof settings>, realNow: () => number): Channels => ({
  groups: [
    ...given.wecom.map((each) => wecomRobot(each)),
    ...given.dingtalk.map((each) => dingtalkRobot(each, realNow)),
  ],
  texts: given.sms && textGateway(given.sms),
})
