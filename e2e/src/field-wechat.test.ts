import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { userAgents } from '../../packages/field/src/shell/user-agents-fixture.ts'
import { chromiumPath, launch, sticksOut } from './browser.ts'
import {
  allConfirmed,
  beginVisit,
  credentials,
  enterPin,
  firstSignIn,
  newPhone,
  reopen,
  save,
  sign,
  workerWithVisits,
} from './field-phone.ts'
import { type Hulei, startHulei } from './hulei.ts'

/** What to press, by messenger and system. */
const lines: Readonly<Record<string, string>> = {
  'wechat android': '点有地球图样的“在浏览器打开”',
  'wechat ios': '在Safari中打开',
  'wechat desktop': '用默认浏览器打开',
  'wecom android': '点有地球图样的“在浏览器打开”',
  'wecom ios': '在Safari中打开',
}

describe.skipIf(!chromiumPath)('a link that was opened in a messenger', () => {
  let hulei: Hulei
  let browser: Browser
  beforeAll(async () => {
    hulei = await startHulei()
    browser = await launch()
  })
  afterAll(async () => {
    await browser?.close()
    await hulei?.stop()
  })

  test.each(Object.entries(userAgents.builtIn))(
    'of %s says plainly how to open it in the browser, with a picture, in both type sizes',
    async (name, userAgent) => {
      const { page, close } = await newPhone(browser, hulei.url, { userAgent })
      await page.goto('/field/')
      await page.getByRole('heading', { name: '请在浏览器中打开' }).waitFor()
      await page.getByRole('img', { name: lines[name] ?? '' }).waitFor()
      await page.getByText(`${hulei.url}/field/`).waitFor()
      for (const size of ['', 'large']) {
        await page.evaluate((type) => {
          document.documentElement.className = type
        }, size)
        expect(await sticksOut(page)).toBeLessThanOrEqual(0)
      }
      await close()
    },
  )

  test('does not stop who goes on there; what was done there is kept, and sent before leaving', async () => {
    const { page, context, close } = await newPhone(browser, hulei.url, {
      userAgent: userAgents.builtIn['wechat android'],
    })
    await page.goto('/field/')
    await page.getByRole('button', { name: '先在这里用' }).click()
    await credentials(page, await workerWithVisits(hulei))
    await page.getByText('设置6位数字密码').waitFor()
    await enterPin(page)
    await page.getByText('再输一遍').waitFor()
    await enterPin(page)
    await page.locator('.child').first().waitFor()
    await page.getByText('您在微信里打开').waitFor()
    await context.setOffline(true)
    await beginVisit(page, '在微信里填的')
    await sign(page)
    await save(page)
    await page.getByRole('link', { name: '换浏览器' }).click()
    await page.getByText('先别换：这里还有 1 条没传完').waitFor()
    await context.setOffline(false)

    // Opened again, the page does not stand before what is already there.
    await reopen(page)
    await allConfirmed(page)
    await page.goto('/field/#/browser')
    await page.getByRole('heading', { name: '请在浏览器中打开' }).waitFor()
    expect(await page.getByText('先别换').count()).toBe(0)
    await close()
  })

  test('is no concern of the phone’s own browser', async () => {
    const { page, close } = await newPhone(browser, hulei.url, { userAgent: userAgents.own.Huawei })
    await firstSignIn(page, hulei, 1)
    expect(await page.getByText('您在微信里打开').count()).toBe(0)
    await close()
  })
})
