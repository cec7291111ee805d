import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chromiumPath, fakeCamera, launch } from './browser.ts'
import {
  allConfirmed,
  beginVisit,
  firstSignIn,
  newPhone,
  reopen,
  save,
  sign,
  storeOf,
} from './field-phone.ts'
import { type Hulei, startHulei } from './hulei.ts'

const MEGABYTE = 1024 * 1024

/** A photo that compresses badly, as a sharp one of leaves does, of about so many megabytes. */
async function photo(path: string, width: number, height: number): Promise<string> {
  const raw = { width, height, channels: 3 } as const
  const noise = sharp(randomBytes(width * height * 3), { raw })
  await noise.jpeg({ quality: 100, chromaSubsampling: '4:4:4' }).toFile(path)
  return path
}

/** Remembers every word that is drawn into a picture. */
const watchWords = (page: Page) =>
  page.addInitScript(() => {
    const drawn: string[] = []
    Object.assign(globalThis, { drawn })
    const { fillText } = CanvasRenderingContext2D.prototype
    CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) {
      drawn.push(text)
      fillText.call(this, text, ...rest)
    }
  })
const wordsIn = (page: Page): Promise<string[]> => page.evaluate('drawn')

describe.skipIf(!chromiumPath)('what a phone is given to bear', () => {
  let hulei: Hulei
  let folder: string
  const browsers: Browser[] = []

  const start = async (args: readonly string[], options: Parameters<typeof newPhone>[2] = {}, rank = 0) => {
    const browser = await launch(args)
    browsers.push(browser)
    const phone = await newPhone(browser, hulei.url, options)
    await watchWords(phone.page)
    await firstSignIn(phone.page, hulei, rank)
    return phone
  }
  const choose = async (page: Page, path: string) => {
    await page.getByRole('button', { name: '拍照', exact: true }).click()
    await page.locator('.camera input[type=file]').setInputFiles(path)
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hulei-photos-'))
    hulei = await startHulei()
  })
  afterAll(async () => {
    for (const browser of browsers) await browser.close()
    await hulei?.stop()
    if (folder) await rm(folder, { recursive: true, force: true })
  })

  test.each([
    ['no camera at all', []],
    ['a camera that was refused', ['--use-fake-device-for-media-stream']],
  ] as const)(
    '%s: a picture from the gallery will do, and says that it is one, and why no position',
    async (_name, args) => {
      const { page, close } = await start(args, { permissions: [] })
      await beginVisit(page, '从相册选')
      await sign(page)
      await page.getByRole('button', { name: '拍照', exact: true }).click()
      await page.getByText('没有打开相机').waitFor()
      const path = await photo(join(folder, 'small.jpg'), 800, 600)
      await page.locator('.camera input[type=file]').setInputFiles(path)
      await page.locator('.photos img').waitFor()
      const words = await wordsIn(page)
      expect(words).toContain('相册选取')
      expect(words.some((each) => /^无定位：(未允许|手机定不到位|手机不支持)$/.test(each))).toBe(true)
      await save(page)
      await allConfirmed(page)
      await close()
    },
    90_000,
  )

  test('something that is no picture is told as such, and the form goes on', async () => {
    const { page, close } = await start([], { permissions: [] })
    await beginVisit(page, '不是照片')
    const path = join(folder, 'letter.jpg')
    await writeFile(path, 'Dear Sir')
    await choose(page, path)
    await page.getByText('可能不是照片').waitFor()
    await page.getByRole('button', { name: '取消' }).click()
    expect(await page.getByLabel('商定事项').inputValue()).toBe('不是照片')
    await close()
  })

  test('a photo of 40 MB is kept smaller and marked; one that the server takes is kept byte for byte', async () => {
    const [large, fine] = [
      await photo(join(folder, 'large.jpg'), 4600, 3450),
      await photo(join(folder, 'fine.jpg'), 2400, 1800),
    ]
    const [sizeOfLarge, sizeOfFine] = [(await stat(large)).size, (await stat(fine)).size]
    expect(sizeOfLarge).toBeGreaterThan(40 * MEGABYTE)
    expect(sizeOfFine).toBeLessThan(20 * MEGABYTE)
    const { page, close } = await start([], { permissions: [] }, 1)
    await beginVisit(page, '大照片')
    await sign(page)
    await choose(page, large)
    await page.getByText('这张照片原图太大').waitFor()
    expect(await wordsIn(page)).toContain('原图过大，已缩小保存')
    await choose(page, fine)
    await page.locator('.photos img').nth(1).waitFor()
    await save(page)
    await allConfirmed(page)
    const files = (await storeOf(page, 'files')) as { sha256: string; size: number; state: string }[]
    expect(files.map((file) => file.state)).toEqual(files.map(() => 'confirmed'))
    expect(Math.max(...files.map((file) => file.size))).toBeLessThan(20 * MEGABYTE)
    const bytes = await readFile(fine)
    expect(files.map((file) => file.sha256)).toContain(createHash('sha256').update(bytes).digest('hex'))
    await close()
  })

  test('a browser that reports little room has it said on the list, above everything else', async () => {
    // Chromium reports what it was told only without its disguise.
    const { page, context, close } = await start(
      [...fakeCamera, '--disable-features=StaticStorageQuota,IncognitoStaticStorageQuota'],
      {},
      1,
    )
    const cdp = await context.newCDPSession(page)
    const { usage } = await cdp.send('Storage.getUsageAndQuota', { origin: hulei.url })
    await cdp.send('Storage.overrideQuotaForOrigin', {
      origin: hulei.url,
      quotaSize: usage + 100 * MEGABYTE,
    })
    await reopen(page)
    await page.getByRole('alert').getByText('手机空间快满了').waitFor()
    await page.goto('/field/#/me')
    await page.getByText('浏览器没有答应保留数据').waitFor()
    await close()
  })

  test('a pack that does not decrypt is fetched anew; what waits is untouched', async () => {
    const { page, context, close } = await start(fakeCamera, {}, 2)
    await context.setOffline(true)
    await beginVisit(page, '资料坏了')
    await sign(page)
    await save(page)
    const kept = await storeOf(page, 'outbox')
    await page.evaluate(damagePack)
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}))
    await reopen(page)
    await page.getByText('还没有下载走访资料').waitFor()
    await page.getByText('1 条等着上传').waitFor()
    expect(await storeOf(page, 'outbox')).toEqual(kept)
    await context.setOffline(false)
    await page.locator('.child').first().waitFor()
    await allConfirmed(page)
    await close()
  })
})

/** One bit of the pack as the disk may lose one. Runs in the browser. */
const damagePack = () =>
  new Promise<void>((resolve) => {
    const opening = indexedDB.open('hulei-field')
    opening.onsuccess = () => {
      const tx = opening.result.transaction('sealed', 'readwrite')
      const cursor = tx.objectStore('sealed').openCursor(IDBKeyRange.bound('pack/', 'pack/\uffff'))
      cursor.onsuccess = () => {
        if (!cursor.result) return
        const value = cursor.result.value as { bytes: ArrayBuffer }
        const view = new DataView(value.bytes)
        view.setUint8(10, view.getUint8(10) ^ 1)
        cursor.result.update(value)
        cursor.result.continue()
      }
      tx.oncomplete = () => {
        opening.result.close()
        resolve()
      }
    }
  })
