import type { Browser, Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { openWindow, type Size, sizes, sticksOut, type Window } from './browser.ts'
import type { Hulei } from './hulei.ts'
import { signIn } from './people.ts'

/** The console as somebody handles it whose day's work it is. */

/** A window of an account, signed in. */
export async function enter(
  browser: Browser,
  hulei: Hulei,
  userName: string,
  size: Size = 'desktop',
): Promise<Window> {
  const window = await openWindow(browser, size, hulei.url)
  await signIn(window.page, hulei, userName)
  return window
}

/** Does an act as whoever is signed in at a window; gives the status of the answer. */
export const act = (page: Page, name: string, input: object, record: string): Promise<number> =>
  page.evaluate(
    async ([act, given, id]) => {
      const body = JSON.stringify({ id: crypto.randomUUID(), act, record: id, input: given })
      const headers = { 'content-type': 'application/json' }
      return (await fetch('/api/acts', { method: 'POST', headers, body })).status
    },
    [name, input, record] as const,
  )

/** Reads an address as whoever is signed in at a window. */
export const read = <T>(page: Page, url: string): Promise<T> =>
  page.evaluate(async (address) => await (await fetch(address)).json(), url) as Promise<T>

/** The form beside the page that was opened last. */
export const drawer = (page: Page): Locator => page.locator('.ant-drawer-content, .ant-drawer-section').last()

export const dialog = (page: Page): Locator => page.getByRole('dialog').last()

/** Presses the button of a form, and waits until the form is gone: the word that it is done stands for three seconds only. */
export async function finish(form: Locator, name: string): Promise<void> {
  await form.getByRole('button', { name }).click()
  await form.waitFor({ state: 'detached' })
}

/** What went wrong on the pages of some windows; that somebody was refused in words is an answer, not a fault. */
export const faultsOf = (...windows: readonly Window[]): readonly string[] =>
  windows.flatMap(({ faults }) => faults.filter((fault) => !/status of 4(03|04|09|22)/.test(fault)))

/** Opens a menu and takes an item of it. */
export async function menu(page: Page, button: string, item: string): Promise<void> {
  await page.getByRole('button', { name: button }).click()
  await page.locator('.ant-dropdown:visible').getByText(item, { exact: true }).click()
}

/** Both sizes of a page, nothing sticking out; a picture of each where HULEI_LOOK says where. */
export async function look(page: Page, name: string): Promise<void> {
  const was = page.viewportSize() ?? sizes.desktop
  for (const [size, viewport] of Object.entries(sizes)) {
    await page.setViewportSize(viewport)
    await page.waitForTimeout(300)
    expect(await sticksOut(page), `${name} ${size}`).toBe(0)
    if (process.env.HULEI_LOOK)
      await page.screenshot({ path: `${process.env.HULEI_LOOK}/${name}-${size}.png`, fullPage: true })
  }
  await page.setViewportSize(was)
}
