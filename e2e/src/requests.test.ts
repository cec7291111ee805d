import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chromiumPath, launch, openWindow } from './browser.ts'
import { type Hulei, startHulei } from './hulei.ts'
import { signIn } from './people.ts'

/** A village's line takes half a second a turn: after the first load, a page asks the server at most three times. */
const MOST_REQUESTS = 3
const REGISTERS = 4

describe.skipIf(!chromiumPath)('opening a page after the first load', () => {
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

  test.each([
    ['pingan', 'desktop', 8],
    ['shiqiao', 'phone', 2],
  ] as const)(
    'asks the server no more than three times, for %s',
    async (userName, size, fewest) => {
      const { page, context } = await openWindow(browser, size, hulei.url)
      await signIn(page, hulei, userName)
      const paths = await navigation(page)
      expect(paths.length).toBeGreaterThanOrEqual(fewest)
      const counted: [string, string[]][] = []
      for (const path of paths) {
        // Scripts of the page itself count only the first time; a page opened again must not ask more.
        await follow(page, path)
        await follow(page, '/account')
        counted.push([path, await requestsOf(page, () => follow(page, path))])
      }
      expect(counted.filter(([, requests]) => requests.length > MOST_REQUESTS)).toEqual([])
      await context.close()
    },
    480_000,
  )
})

/** Every address that the navigation leads to: menu entries where there is a menu, links where there are links. */
async function navigation(page: Page): Promise<string[]> {
  await page.goto('/')
  await page.waitForLoadState('networkidle')
  // Nothing is asked any more; on a busy machine the answers are not on the page yet.
  await page.locator('a[href^="/"]').first().waitFor()
  const found = await page
    .locator('a[href^="/"]')
    .evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''))
  const entries = page.locator('aside [role=menuitem]:not([aria-haspopup])')
  for (let index = 0; index < (await entries.count()); index++) {
    await entries.nth(index).click()
    found.push(new URL(page.url()).pathname)
  }
  // A child's file has the most parts of all pages.
  const first = await page.evaluate(async () => {
    const answer = await fetch('/api/registers/child?limit=1')
    return ((await answer.json()) as { rows: { id: string }[] }).rows[0]?.id
  })
  found.push(`/children/${first}`)
  const paths = [...new Set(found.map((path) => path.split('?')[0] ?? ''))].filter(
    (path) => path !== '/account',
  )
  // Every register is the same page over another kind: a few of them speak for all.
  const registers = paths.filter((path) => path.startsWith('/registers/'))
  return paths.filter((path) => !registers.slice(REGISTERS).includes(path))
}

/** Goes to an address within the application, as a click on a link does. */
async function follow(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => {
    history.pushState({}, '', to)
    dispatchEvent(new PopStateEvent('popstate'))
  }, path)
  await page.waitForLoadState('networkidle')
  await page.waitForTimeout(300)
}

async function requestsOf(page: Page, run: () => Promise<void>): Promise<string[]> {
  const asked: string[] = []
  const note = (request: { url(): string; method(): string }) => {
    const { pathname } = new URL(request.url())
    // The browser asks for the window's icon when it likes; no page waits for it.
    if (pathname !== '/icon.svg') asked.push(`${request.method()} ${pathname}`)
  }
  page.on('request', note)
  await run()
  page.off('request', note)
  return asked
}
