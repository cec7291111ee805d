import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chromiumPath, fakeCamera, launch } from './browser.ts'
import {
  allConfirmed,
  beginVisit,
  firstSignIn,
  newPhone,
  save,
  shoot,
  sign,
  storeOf,
  visitsOnServer,
} from './field-phone.ts'
import { type Hulei, startHulei } from './hulei.ts'

const MEGABYTE = 1024 * 1024

/** How much the app may keep on this phone, as the browser enforces it; the browser counts what is there already. */
async function roomOf(page: Page, origin: string) {
  const session = await page.context().newCDPSession(page)
  const used = () => page.evaluate(async () => (await navigator.storage.estimate()).usage ?? 0)
  return {
    used,
    /** Nothing more fits. The browser trusts what it last counted for up to half a minute, so it is asked until it refuses. */
    async none(): Promise<void> {
      await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: await used() })
      await expect.poll(() => page.evaluate(writesALittle), { timeout: 60_000, interval: 1000 }).toBe(false)
    },
    async plenty(): Promise<void> {
      await session.send('Storage.overrideQuotaForOrigin', { origin })
    },
  }
}

/** Whether a little more still fits, in a database beside the app's. Runs in the browser. */
const writesALittle = () =>
  new Promise<boolean>((resolve) => {
    const opening = indexedDB.open('beside')
    opening.onupgradeneeded = () => opening.result.createObjectStore('little')
    opening.onsuccess = () => {
      const tx = opening.result.transaction('little', 'readwrite')
      tx.objectStore('little').put(crypto.getRandomValues(new Uint8Array(1000)), 0)
      const end = (fits: boolean) => () => {
        opening.result.close()
        resolve(fits)
      }
      tx.oncomplete = end(true)
      tx.onabort = end(false)
    }
    opening.onerror = () => resolve(false)
  })

describe.skipIf(!chromiumPath)('a phone that is full', () => {
  let hulei: Hulei
  let browser: Browser

  beforeAll(async () => {
    hulei = await startHulei()
    browser = await launch(fakeCamera)
  })
  afterAll(async () => {
    await browser?.close()
    await hulei?.stop()
  })

  test('saves the last visit from its reserve, then says that it is full, keeps what is typed, and sends all once there is room', async () => {
    const before = await visitsOnServer(hulei)
    const { page, context, faults, close } = await newPhone(browser, hulei.url)
    await firstSignIn(page, hulei, 0)
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}))
    const room = await roomOf(page, hulei.url)
    // The reserve is written when the phone has nothing better to do.
    await expect.poll(room.used, { timeout: 30_000 }).toBeGreaterThan(30 * MEGABYTE)
    await context.setOffline(true)

    await beginVisit(page, '空间满了')
    await sign(page)
    await shoot(page)
    await room.none()
    await save(page)
    await page.getByText('1 条等着上传').waitFor()
    await page.getByText('手机空间快满了').waitFor()
    expect(await room.used()).toBeLessThan(30 * MEGABYTE)

    const kept = await storeOf(page, 'outbox')
    await beginVisit(page, '再也存不下', 1)
    await sign(page)
    await shoot(page)
    await room.none()
    await page.getByRole('button', { name: '保存', exact: true }).click()
    await page.getByText('没有存下来').waitFor()
    expect(await page.getByLabel('商定事项').inputValue()).toBe('再也存不下')
    expect(await page.locator('.photos img').count()).toBe(1)
    expect(await storeOf(page, 'outbox')).toEqual(kept)

    await room.plenty()
    await save(page)
    await page.getByText('2 条等着上传').waitFor()
    await context.setOffline(false)
    await allConfirmed(page)
    expect(await visitsOnServer(hulei)).toBe(before + 2)
    expect(faults).toEqual([])
    await close()
  })
})
