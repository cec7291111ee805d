import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Refusal } from '../../errors.ts'
import { noChannels } from './channel.ts'
import { readChannels } from './read-channels.ts'

let dir: string
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'hulei-channels-'))
})
afterAll(() => rm(dir, { recursive: true, force: true }))

const path = () => join(dir, 'channels.json')
const read = async (settings: unknown, isNamed = true) => {
  await writeFile(path(), typeof settings === 'string' ? settings : JSON.stringify(settings))
  return await readChannels({ path: path(), isNamed }, () => 0)
}
const refusal = (settings: unknown) =>
  read(settings).then(
    () => 'taken',
    (error) => (error instanceof Refusal ? error.message : String(error)),
  )

describe('settings of channels', () => {
  test('are not needed: without them nothing leaves the house', async () => {
    expect(await readChannels({ path: join(dir, 'none.json'), isNamed: false }, () => 0)).toEqual(noChannels)
  })

  test('that the environment names must be there', async () => {
    await expect(
      readChannels({ path: join(dir, 'none.json'), isNamed: true }, () => 0),
    ).rejects.toMatchObject({
      code: 'notify.settings',
    })
  })

  test('name robots and a gateway', async () => {
    const channels = await read({
      wecom: [
        { name: 'leaders', url: 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=k', roles: ['leader'] },
      ],
      dingtalk: [
        { name: 'office', url: 'https://oapi.dingtalk.com/robot/send?access_token=t', secret: 'SEC' },
      ],
      sms: {
        url: 'https://sms.example.cn/send',
        key: 'k',
        templates: { urgent: 'SMS_1' },
        roles: ['leader'],
      },
    })
    expect(channels.groups.map(({ channel, name }) => [channel, name])).toEqual([
      ['wecom', 'leaders'],
      ['dingtalk', 'office'],
    ])
    expect(channels.texts?.roles).toEqual(['leader'])
  })

  test.each([
    [
      'an address in the clear',
      { wecom: [{ name: 'a', url: 'http://example.cn/' }] },
      'wecom.0.url：应以 https:// 开头',
    ],
    [
      'an address of another sort',
      { wecom: [{ name: 'a', url: 'file:///etc/passwd' }] },
      'wecom.0.url：应以 https:// 开头',
    ],
    [
      'a role that there is not',
      { wecom: [{ name: 'a', url: 'https://a.cn', roles: ['boss'] }] },
      'wecom.0.roles.0',
    ],
    ['a word that means nothing', { wechat: [] }, '整体'],
    [
      'a sentence that there is not',
      { sms: { url: 'https://a.cn', key: 'k', templates: { hello: 'x' } } },
      'sms.templates',
    ],
  ])('with %s are refused with the place', async (_what, settings, place) => {
    expect(await refusal(settings)).toContain(place)
  })

  test('that are no JSON are refused without quoting what may be a key', async () => {
    const said = await refusal('{"sms": {"key": "very-secret" "url"')
    expect(said).toContain('不是合格的 JSON')
    expect(said).not.toContain('secret')
  })
})
