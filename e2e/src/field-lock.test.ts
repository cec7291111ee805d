import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chromiumPath, launch, sticksOut } from './browser.ts'
import {
  allConfirmed,
  beginVisit,
  credentials,
  enterPin,
  type FieldPhone,
  firstSignIn,
  newPhone,
  save,
  sign,
  storeOf,
  visitsOnServer,
} from './field-phone.ts'
import { type Hulei, startHulei } from './hulei.ts'

const WRONG = '246810'

describe.skipIf(!chromiumPath)('a phone that is put down', () => {
  let hulei: Hulei
  let browser: Browser
  let phone: FieldPhone
  let page: Page
  let userName: string
  let before = 0
  const api = '**/api/**'
  let tries = 0
  /** No line; how often the phone has tried to send since is counted. */
  const block = () => {
    tries = 0
    return page.route(api, (route) => {
      if (route.request().url().endsWith('/api/acts')) tries += 1
      return route.abort()
    })
  }
  /** After its second try the phone waits for twenty seconds: what it sends before was not sent by its own clock. */
  const isWaiting = () => expect.poll(() => tries, { timeout: 60_000 }).toBeGreaterThanOrEqual(2)
  const isSentAtOnce = () => page.locator('.status strong').waitFor({ state: 'detached', timeout: 15_000 })
  const writeOne = async (note: string) => {
    await beginVisit(page, note)
    await sign(page)
    await save(page)
    await page.getByText('1 条等着上传').waitFor()
  }

  beforeAll(async () => {
    hulei = await startHulei()
    browser = await launch()
    phone = await newPhone(browser, hulei.url)
    page = phone.page
    userName = await firstSignIn(page, hulei)
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}))
    await page.reload()
    await page.getByText('请输入6位数字密码').waitFor()
    await enterPin(page)
    await allConfirmed(page)
    before = await visitsOnServer(hulei)
  }, 240_000)
  afterAll(async () => {
    await browser?.close()
    await hulei?.stop()
  })

  test('sends when the app goes out of sight, though nobody taps', async () => {
    await block()
    await writeOne('转到后台')
    await isWaiting()
    await page.unroute(api)
    await page.evaluate(() => {
      Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true })
      document.dispatchEvent(new Event('visibilitychange'))
    })
    await isSentAtOnce()
    expect(await visitsOnServer(hulei)).toBe(before + 1)
  })

  test('sends when the browser says in the background that there is a network', async () => {
    const cdp = await phone.context.newCDPSession(page)
    const found = new Promise<string>((resolve) => {
      cdp.on('ServiceWorker.workerRegistrationUpdated', ({ registrations: [first] }) => {
        if (first) resolve(first.registrationId)
      })
    })
    await cdp.send('ServiceWorker.enable')
    const registrationId = await found
    await block()
    await writeOne('后台同步')
    await isWaiting()
    await page.unroute(api)
    await cdp.send('ServiceWorker.dispatchSyncEvent', {
      origin: hulei.url,
      registrationId,
      tag: 'hulei-outbox',
      lastChance: false,
    })
    await isSentAtOnce()
    expect(await visitsOnServer(hulei)).toBe(before + 2)
  })

  test('locks itself after five minutes, and sends nothing more', async () => {
    await page.clock.install()
    await page.reload()
    await page.getByText('请输入6位数字密码').waitFor()
    await enterPin(page)
    await page.locator('.child').first().waitFor()
    await block()
    await writeOne('锁上以后')
    await page.clock.fastForward('04:00')
    expect(await page.getByText('请输入6位数字密码').count()).toBe(0)
    await page.clock.fastForward('01:30')
    await page.getByText('请输入6位数字密码').waitFor()
    expect(await page.locator('.child').count()).toBe(0)
    await page.unroute(api)
    await page.clock.fastForward('30:00')
    await page.waitForTimeout(500)
    expect(await visitsOnServer(hulei)).toBe(before + 2)
  })

  test('slows down wrong PINs in words, and after ten forgets what the server has and keeps what waits', async () => {
    for (let tries = 1; tries <= 9; tries++) {
      await enterPin(page, WRONG)
      await page.getByText(tries < 5 ? `还可以试 ${10 - tries} 次` : /请等 \d+ 秒再试/).waitFor()
      if (tries === 5) {
        expect(await sticksOut(page)).toBeLessThanOrEqual(0)
        // In between nothing is even tried.
        await enterPin(page)
        expect(await page.getByText(/请等 \d+ 秒再试/).count()).toBe(1)
      }
      if (tries >= 5) await page.clock.fastForward('31:00')
    }
    await enterPin(page, WRONG)
    await page.getByText('没上传的记录还在').waitFor()
    const acts = (await storeOf(page, 'outbox')) as { state: string }[]
    expect(acts.map((act) => act.state)).toEqual(['waiting'])
    const names = ((await storeOf(page, 'sealed')) as { name: string }[]).map(({ name }) => name)
    expect(names.filter((name) => name.startsWith('pack/'))).toEqual([])
  })

  test('gives it back to who signs in again, and sends it', async () => {
    await credentials(page, userName)
    await page.getByText('设置6位数字密码').waitFor()
    await enterPin(page, '135792')
    await page.getByText('再输一遍').waitFor()
    await enterPin(page, '135792')
    await page.locator('.child').first().waitFor()
    await allConfirmed(page)
    expect(await visitsOnServer(hulei)).toBe(before + 3)
    expect(phone.faults).toEqual([])
  })
})
