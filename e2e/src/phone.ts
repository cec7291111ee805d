import type { Browser, BrowserContext, Page } from 'playwright-core'
import { DEMO_PASSWORD } from '../../packages/server/src/demo/index.ts'
import { LONGEST_WAIT, sizes } from './browser.ts'

export const PIN = '135790'

/** The phone app in a window of a phone's size, as a worker handles it. */
export type PhoneApp = {
  readonly page: Page
  readonly context: BrowserContext
  readonly faults: readonly string[]
  enterPin(pin?: string): Promise<void>
  /** Draws a line into the box for the signature. */
  sign(): Promise<void>
  /** Presses the shutter of the camera that is open. */
  shoot(): Promise<void>
  offline(): Promise<void>
  /** Back on the network, and everything sent. */
  online(): Promise<void>
}

/** Installs the app for a worker: signs in, chooses a PIN, waits for the pack and for what works without a network. */
export async function installPhone(
  browser: Browser,
  url: string,
  userName: string,
  {
    code,
    home = '.child',
  }: {
    /** The code of the second factor, for posts that need one. */
    code?: () => Promise<string>
    /** What stands on the post's first page. */
    home?: string
  } = {},
): Promise<PhoneApp> {
  const context = await browser.newContext({
    baseURL: url,
    viewport: sizes.phone,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    hasTouch: true,
    permissions: ['camera', 'geolocation'],
    geolocation: { latitude: 29.12345, longitude: 110.54321, accuracy: 12 },
  })
  context.setDefaultTimeout(LONGEST_WAIT)
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(String(error)))
  const enterPin = async (pin = PIN) => {
    for (const digit of pin) await page.getByRole('button', { name: digit, exact: true }).click()
  }
  await page.goto('/field/')
  await page.getByLabel('用户名').fill(userName)
  await page.getByLabel('登录密码').fill(DEMO_PASSWORD)
  await page.getByRole('button', { name: '登录' }).click()
  if (code) {
    await page.getByLabel('动态口令').fill(await code())
    await page.getByRole('button', { name: '下一步' }).click()
  }
  await page.getByText('设置6位数字密码').waitFor()
  await enterPin()
  await page.getByText('再输一遍').waitFor()
  await enterPin()
  await page.locator(home).first().waitFor()
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}))
  return {
    page,
    context,
    faults,
    enterPin,
    async sign() {
      const pad = page.locator('.signature canvas')
      await pad.scrollIntoViewIfNeeded()
      const box = await pad.boundingBox()
      if (!box) throw new Error('No box to sign in')
      await page.mouse.move(box.x + 30, box.y + 80)
      await page.mouse.down()
      await page.mouse.move(box.x + 120, box.y + 40, { steps: 6 })
      await page.mouse.move(box.x + 220, box.y + 100, { steps: 6 })
      await page.mouse.up()
      await page.locator('.signature button:enabled').waitFor()
    },
    async shoot() {
      await page.locator('.shutter').waitFor()
      await page.waitForFunction(() => !document.querySelector<HTMLButtonElement>('.shutter')?.disabled)
      await page.locator('.shutter').click()
      await page.locator('.camera').waitFor({ state: 'detached' })
    },
    async offline() {
      await context.setOffline(true)
    },
    async online() {
      await context.setOffline(false)
      await page.locator('.status').click()
      await page.waitForFunction(() => {
        const status = document.querySelector('.status')
        return status?.textContent?.includes('已同步') && !status.querySelector('strong:not(.bad)')
      })
    },
  }
}

/** Counts what a finger does: taps on buttons, and a signature as one. */
export async function countTaps(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const counted = window as unknown as { taps: number }
    counted.taps = 0
    addEventListener(
      'click',
      (event) => {
        if ((event.target as Element).closest('button, a, label, input')) counted.taps++
      },
      true,
    )
    addEventListener(
      'pointerup',
      (event) => {
        if ((event.target as Element).closest('canvas')) counted.taps++
      },
      true,
    )
  })
  return () => page.evaluate(() => (window as unknown as { taps: number }).taps)
}
