import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chromiumPath } from './browser.ts'
import {
  allConfirmed,
  beginVisit,
  credentials,
  enterPin,
  firstSignIn,
  save,
  shoot,
  sign,
  visitsOnServer,
} from './field-phone.ts'
import { type Hulei, startHulei } from './hulei.ts'
import { type OwnBrowser, openOwnBrowser } from './own-browser.ts'

describe.skipIf(!chromiumPath)('a phone whose battery dies', () => {
  let hulei: Hulei
  const open: OwnBrowser[] = []
  const start = async (profile: string) => {
    const browser = await openOwnBrowser(profile)
    open.push(browser)
    return browser
  }
  const offline = (browser: OwnBrowser, isOffline: boolean) => browser.page.context().setOffline(isOffline)

  beforeAll(async () => {
    hulei = await startHulei()
  })
  afterAll(async () => {
    for (const browser of open) await browser.kill().catch(() => {})
    await hulei?.stop()
  })

  test('has, after its browser was killed with -9, the half filled form again, with signature and photo, and what waits', async () => {
    const profile = await mkdtemp(join(tmpdir(), 'hulei-profile-'))
    const before = await visitsOnServer(hulei)
    let browser = await start(profile)
    await grant(browser, hulei.url)
    const userName = await firstSignIn(browser.page, hulei, 0, hulei.url)
    await browser.page.evaluate(() => navigator.serviceWorker.ready.then(() => {}))
    await offline(browser, true)
    await beginVisit(browser.page, '已经保存')
    await sign(browser.page)
    await save(browser.page)
    await browser.page.getByText('1 条等着上传').waitFor()
    await beginVisit(browser.page, '填到一半', 1)
    await sign(browser.page)
    await shoot(browser.page)
    await browser.page.getByLabel('商定事项').fill('填到一半，电没了')
    await browser.page.waitForTimeout(500)
    await browser.kill()

    browser = await start(profile)
    await grant(browser, hulei.url)
    await browser.page.goto(`${hulei.url}/field/`)
    await browser.page.getByText('请输入6位数字密码').waitFor()
    await offline(browser, true)
    await enterPin(browser.page)
    await browser.page.getByText('1 条等着上传').waitFor()
    await browser.page.locator('.child').nth(1).getByRole('button', { name: '走访' }).click()
    await browser.page.getByText('上次没填完的内容还在').waitFor()
    expect(await browser.page.getByLabel('商定事项').inputValue()).toBe('填到一半，电没了')
    await browser.page.locator('.signature img').waitFor()
    await browser.page.locator('.photos img').waitFor()
    await save(browser.page)
    await browser.page.getByText('2 条等着上传').waitFor()
    await offline(browser, false)
    // A browser writes its cookies down now and then: one that was killed may have forgotten that it was signed in.
    await browser.page.locator('.status').click()
    await browser.page
      .locator('.status')
      .getByText(/已同步|请重新登录后上传/)
      .waitFor()
    if (await browser.page.getByText('请重新登录后上传').isVisible()) {
      await browser.page.getByRole('link', { name: '我的' }).click()
      await credentials(browser.page, userName)
      await browser.page.getByLabel('登录密码').waitFor({ state: 'detached' })
    }
    await allConfirmed(browser.page)
    expect(await visitsOnServer(hulei)).toBe(before + 2)
    await browser.kill()
    await rm(profile, { recursive: true, force: true })
  })
})

const grant = (browser: OwnBrowser, origin: string) =>
  browser.page.context().grantPermissions(['camera', 'geolocation'], { origin })
