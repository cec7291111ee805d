import { existsSync } from 'node:fs'
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright-core'

/** The two sizes at which every page must be fit to show. */
export const sizes = {
  desktop: { width: 1440, height: 900 },
  phone: { width: 360, height: 740 },
} as const
export type Size = keyof typeof sizes

const places = [
  process.env.HULEI_CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
]
/** Where the browser is; undefined where the system has none and did not let us install one. */
export const chromiumPath = places.find((path) => path && existsSync(path))

/** What every browser of the tests is started with. */
export const browserArgs = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--no-first-run',
  '--lang=zh-CN',
]
/** A camera that shows a moving test picture, allowed without asking. */
export const fakeCamera = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']

export function launch(more: readonly string[] = fakeCamera): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath ?? 'chromium',
    args: [...browserArgs, ...more],
  })
}

/** How long a page may take for one thing, in milliseconds: on a busy machine a form can take half a minute. */
export const LONGEST_WAIT = 60_000

/** A browser window of somebody, with faults of its pages collected. */
export type Window = { readonly page: Page; readonly context: BrowserContext; readonly faults: string[] }

export async function openWindow(browser: Browser, size: Size, url: string): Promise<Window> {
  const context = await browser.newContext({
    baseURL: url,
    viewport: sizes[size],
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    hasTouch: size === 'phone',
  })
  context.setDefaultTimeout(LONGEST_WAIT)
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(String(error)))
  page.on('console', (message) => {
    // Being asked to sign in is an answer, not a fault.
    if (message.type() === 'error' && !message.text().includes('401')) faults.push(message.text())
  })
  return { page, context, faults }
}

/** How far the page is wider than its window, in pixels: nothing may stick out sideways. */
export const sticksOut = (page: Page): Promise<number> =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')

/**
 * Chooses in a list that drops down, as somebody does who looks whether it was taken: while a page is still drawing itself, a
 * click may fall between two drawings.
 */
export async function choose(
  page: Page,
  field: Locator,
  options: readonly (string | RegExp)[],
  typed?: string,
): Promise<void> {
  const box = field.locator('xpath=ancestor::*[contains(concat(" ", @class, " "), " ant-select ")][1]')
  const list = page.locator('.ant-select-dropdown:visible')
  for (const option of options) {
    for (let tries = 0; ; tries++) {
      if (!(await list.isVisible())) await field.click()
      if (typed !== undefined) await field.fill(typed)
      await list.getByText(option, { exact: true }).click()
      const taken = box.getByText(option, { exact: true }).first()
      if (
        await taken.waitFor({ timeout: 3000 }).then(
          () => true,
          () => false,
        )
      )
        break
      if (tries === 3) throw new Error(`${option} was not taken`)
    }
  }
  // A list of several stays open until it is closed.
  await page.keyboard.press('Escape')
}
