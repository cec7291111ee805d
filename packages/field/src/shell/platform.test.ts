import { describe, expect, test } from 'vitest'
import { builtInBrowser, isLow, phoneLabel } from './platform.ts'
import { userAgents } from './user-agents-fixture.ts'

describe('a browser', () => {
  test.each(Object.entries(userAgents.builtIn))(
    'built into a messenger is known as such: %s',
    (name, agent) => {
      const [app, on] = name.split(' ')
      expect(builtInBrowser(agent)).toEqual({ app, on })
    },
  )
  test.each(Object.entries(userAgents.own))('of the phone’s own is not taken for one: %s', (_name, agent) => {
    expect(builtInBrowser(agent)).toBeUndefined()
  })
  test('is named to the office without anything that follows a person', () => {
    expect(phoneLabel(userAgents.builtIn['wechat android'])).toBe('安卓手机 · 微信')
    expect(phoneLabel(userAgents.builtIn['wecom ios'])).toBe('苹果手机 · 企业微信')
    expect(phoneLabel(userAgents.own.Huawei)).toBe('安卓手机 · HuaweiBrowser')
  })
})

test('storage is low while a month’s photos still fit, so that the warning is early', () => {
  const megabytes = 1024 * 1024
  const left = (free: number, hasReserve = true) =>
    isLow({
      isPersistent: true,
      usedBytes: 100 * megabytes,
      quotaBytes: (100 + free) * megabytes,
      hasReserve,
    })
  expect([left(299), left(301), left(10_000, false)]).toEqual([true, false, true])
})
