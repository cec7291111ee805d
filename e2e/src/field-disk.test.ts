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
import { type OwnBrowser, openOwnBrowser, type SmallDisk, smallDisk } from './own-browser.ts'

// Of 200 MB the reserve takes 32, the browser itself about as much.
const disk: SmallDisk | undefined = chromiumPath ? await smallDisk(200) : undefined

describe.skipIf(!chromiumPath)('a phone', () => {
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
  }, 180_000)
  afterAll(async () => {
    for (const browser of open) await browser.kill().catch(() => {})
    await disk?.remove()
    await hulei?.stop()
  })

  test('whose browser is killed with -9 has the half filled form again, with signature and photo, and what waits', async () => {
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
  }, 180_000)

  test.skipIf(!disk)(
    'whose disk is full warns early, saves the last visits from its reserve, then says so and loses nothing',
    async () => {
      if (!disk) return
      const before = await visitsOnServer(hulei)
      const browser = await start(join(disk.dir, 'profile'))
      const { page } = browser
      await grant(browser, hulei.url)
      await firstSignIn(page, hulei, 1, hulei.url)
      await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}))
      // The reserve is written when the phone has nothing better to do.
      await page.waitForFunction(
        async () => ((await navigator.storage.estimate()).usage ?? 0) > 30 * 1024 * 1024,
      )
      await offline(browser, true)
      expect(await page.getByText('手机空间快满了').count()).toBe(0)

      await beginVisit(page, '空间满了')
      await sign(page)
      await shoot(page)
      await page.waitForTimeout(500)
      await disk.fill(0)
      await page.getByRole('button', { name: '保存' }).click()
      // Chromium takes its time over a disk without a byte left.
      await page.getByRole('heading', { name: '本月走访' }).waitFor({ timeout: 90_000 })
      await page.getByText('1 条等着上传').waitFor()
      await disk.fill(0)
      await page.getByText('手机空间快满了').waitFor()

      await beginVisit(page, '再也存不下', 1)
      await sign(page)
      await shoot(page)
      await page.getByText('没有存下来').waitFor()
      expect(await page.getByLabel('商定事项').inputValue()).toBe('再也存不下')
      expect(await page.locator('.photos img').count()).toBe(1)
      // Tried on the full disk, in vain or for as long as it takes; and then there is room.
      await page.getByRole('button', { name: '保存' }).click()
      await page.waitForTimeout(5000)
      expect(await page.getByText('2 条等着上传').count()).toBe(0)
      await disk.free()
      const button = page.getByRole('button', { name: '保存', exact: true })
      const saved = page.getByText('2 条等着上传')
      await button.or(saved).first().waitFor({ timeout: 120_000 })
      if (await button.isVisible()) await button.click()
      await saved.waitFor({ timeout: 120_000 })
      await offline(browser, false)
      await allConfirmed(page)
      expect(await visitsOnServer(hulei)).toBe(before + 2)
      await browser.kill()
    },
    400_000,
  )
})

const grant = (browser: OwnBrowser, origin: string) =>
  browser.page.context().grantPermissions(['camera', 'geolocation'], { origin })
