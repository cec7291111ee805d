import { readFile } from 'node:fs/promises'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { giveAdministratorPosts } from '../../packages/server/src/cli/serve.commands.ts'
import { adoptPlaybook } from '../../packages/server/src/platform/adopt-playbook.ts'
import { totpCode, totpStep } from '../../packages/server/src/platform/identity/totp.ts'
import { chromiumPath, launch, openWindow, sticksOut } from './browser.ts'
import { type Hulei, startHulei } from './hulei.ts'

const PASSWORD = '老樟树底下的第三块石头'

describe.skipIf(!chromiumPath)('the first start', () => {
  let hulei: Hulei
  let browser: Browser
  let token = ''
  beforeAll(async () => {
    hulei = await startHulei(async (system) => {
      const source = await readFile('playbooks/fushoushan-2024.yaml', 'utf8')
      await adoptPlaybook(system.owner, { township: 'fushoushan', name: '福寿山镇', source })
      await system.server.townships.reload()
      const first = await system.identity.firstAdministrator()
      if (!first) throw new Error('there is an administrator already')
      await giveAdministratorPosts(system, first.accountId)
      token = first.token
    })
    browser = await launch()
  })
  afterAll(async () => {
    await browser?.close()
    await hulei?.stop()
  })

  test('a one-time link leads from password and second factor to the page of accounts, on a phone', async () => {
    const { page, faults } = await openWindow(browser, 'phone', hulei.url)
    await page.goto(`/setup?token=${token}`)
    await page.getByLabel('密码', { exact: true }).fill(PASSWORD)
    expect(page.url()).not.toContain(token)
    await page.getByLabel('再输一次').fill(PASSWORD)
    await page.getByRole('button', { name: '保存密码' }).click()
    await page.getByText('密码已设好').waitFor()

    await page.goto('/')
    await page.getByLabel('用户名').fill('admin')
    await page.getByLabel('密码', { exact: true }).fill(PASSWORD)
    await page.getByRole('button', { name: '登录' }).click()
    await page.getByLabel('请再输一次密码').fill(PASSWORD)
    await page.getByRole('button', { name: '开始绑定' }).click()
    await page.getByText('不能扫码时').waitFor()
    expect(await sticksOut(page)).toBe(0)
    const shown = ((await page.locator('main').textContent()) ?? '').replaceAll(/\s/g, '')
    const secret = shown.match(/密钥([A-Z2-7]{16,64})/)?.[1] ?? ''
    await page.getByLabel('动态口令').fill(await totpCode(secret, totpStep(new Date())))
    await page.getByRole('button', { name: '确定' }).click()
    await page.getByText('请把备用码抄下来').waitFor()
    await page.getByRole('button', { name: '已经抄好' }).click()
    await page.getByRole('heading', { name: '账号管理' }).waitFor()
    expect(await sticksOut(page)).toBe(0)
    expect(faults).toEqual([])
  })

  test('the link works once', async () => {
    const { page } = await openWindow(browser, 'phone', hulei.url)
    await page.goto(`/setup?token=${token}`)
    await page.getByLabel('密码', { exact: true }).fill(PASSWORD)
    await page.getByLabel('再输一次').fill(PASSWORD)
    await page.getByRole('button', { name: '保存密码' }).click()
    await page.getByRole('alert').waitFor()
    expect(await page.getByRole('alert').textContent()).toContain('链接')
  })
})
