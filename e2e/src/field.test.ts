import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DEMO_PASSWORD } from '../../packages/server/src/demo/index.ts'
import { chromiumPath, LONGEST_WAIT, launch, sizes, sticksOut } from './browser.ts'
import { workerWithVisits } from './field-phone.ts'
import { type Hulei, startHulei } from './hulei.ts'

const PIN = '135790'

/** The phone app in a real browser: installed once, then a visit in a valley without a signal. Each test goes on. */
describe.skipIf(!chromiumPath)('the phone app', () => {
  let hulei: Hulei
  let browser: Browser
  let context: BrowserContext
  let page: Page
  const faults: string[] = []

  const enterPin = async (pin: string) => {
    for (const digit of pin) await page.getByRole('button', { name: digit, exact: true }).click()
  }
  const status = () => page.locator('.status').innerText()

  beforeAll(async () => {
    hulei = await startHulei()
    browser = await launch()
    context = await browser.newContext({
      baseURL: hulei.url,
      viewport: sizes.phone,
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
      hasTouch: true,
      permissions: ['camera', 'geolocation'],
      geolocation: { latitude: 29.12345, longitude: 110.54321, accuracy: 12 },
    })
    context.setDefaultTimeout(LONGEST_WAIT)
    page = await context.newPage()
    page.on('pageerror', (error) => faults.push(String(error)))
  })
  afterAll(async () => {
    await browser?.close()
    await hulei?.stop()
  })

  test('is entered once with the password, and gets a PIN that is not too easy', async () => {
    await page.goto('/field/')
    await page.getByLabel('用户名').fill(await workerWithVisits(hulei))
    await page.getByLabel('登录密码').fill(DEMO_PASSWORD)
    await page.getByRole('button', { name: '登录' }).click()
    await page.getByText('设置6位数字密码').waitFor()
    await enterPin('123456')
    await page.getByText('太容易猜').waitFor()
    await enterPin(PIN)
    await page.getByText('再输一遍').waitFor()
    await enterPin(PIN)
    await page.getByRole('heading', { name: '本月走访' }).waitFor()
    await page.locator('.child').first().waitFor()
    expect(await sticksOut(page)).toBeLessThanOrEqual(0)
  })

  test('opens without a network, and finds a child by pinyin', async () => {
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}))
    await context.setOffline(true)
    await page.reload()
    await page.getByText('请输入6位数字密码').waitFor()
    await enterPin('246810')
    await page.getByText('还可以试 9 次').waitFor()
    await enterPin(PIN)
    await page.locator('.child').first().waitFor()
    await page.getByText('没有网络').waitFor()
    const name = (await page.locator('.child .name').first().innerText()).trim()
    await page.getByRole('searchbox').fill(name.slice(0, 1))
    expect(await page.locator('.child').count()).toBeGreaterThan(0)
    await page.getByRole('searchbox').fill('zzzz')
    await page.getByText('没有找到').waitFor()
    await page.getByRole('searchbox').fill('')
  })

  test('records a visit in few taps, with signature and watermarked photo, and keeps what is half filled', async () => {
    await page.locator('.child').first().getByRole('button', { name: '走访' }).click()
    await page.getByRole('heading', { name: /登记走访/ }).waitFor()
    await page.getByRole('button', { name: '见到本人' }).first().click()
    await page.getByRole('button', { name: '其余都正常' }).click()
    // The battery dies here.
    await page.waitForTimeout(300)
    await page.reload()
    await enterPin(PIN)
    await page.getByText('上次没填完的内容还在').waitFor()
    await page.getByRole('button', { name: '✓ 见到本人' }).first().waitFor()

    await page.getByRole('button', { name: '未见隐患' }).click()
    await page.getByRole('button', { name: '防溺水' }).click()
    const pad = page.locator('.signature canvas')
    await pad.scrollIntoViewIfNeeded()
    const box = await pad.boundingBox()
    if (!box) throw new Error('No box to sign in')
    await page.mouse.move(box.x + 30, box.y + 80)
    await page.mouse.down()
    await page.mouse.move(box.x + 120, box.y + 40, { steps: 6 })
    await page.mouse.move(box.x + 220, box.y + 100, { steps: 6 })
    await page.mouse.up()
    await page.getByRole('button', { name: '拍照', exact: true }).click()
    const shutter = page.locator('.shutter')
    await shutter.waitFor()
    await page.waitForFunction(() => !document.querySelector<HTMLButtonElement>('.shutter')?.disabled)
    await shutter.click()
    await page.locator('.photos img').waitFor()
    await page.getByText('内容齐了').waitFor()
    expect(await sticksOut(page)).toBeLessThanOrEqual(0)
    await page.getByRole('button', { name: '保存' }).click()
    await page.getByRole('heading', { name: '本月走访' }).waitFor()
    await page.getByText('另有 1 人次在手机里等着上传').waitFor()
    expect(await status()).toContain('1 条等着上传')
    await page.getByRole('link', { name: '记录' }).click()
    await page.getByText('只在这部手机上').waitFor()
  })

  test('sends it when there is a network again, and the server’s count takes it over', async () => {
    await context.setOffline(false)
    await page.locator('.status').click()
    await page.getByText(/服务器.*已确认/).waitFor()
    await page.getByRole('link', { name: '走访' }).click()
    await page.getByRole('heading', { name: '本月走访' }).waitFor()
    await page.waitForFunction(() => !document.querySelector('.count .waits'))
    expect(await status()).toContain('已同步')
    expect(faults).toEqual([])
  })
})
