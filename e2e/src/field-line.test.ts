import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chromiumPath, fakeCamera, launch } from './browser.ts'
import {
  allConfirmed,
  beginVisit,
  enterPin,
  type FieldPhone,
  firstSignIn,
  newPhone,
  save,
  shoot,
  sign,
  storeOf,
  visitsOnServer,
} from './field-phone.ts'
import { type Front, startFront } from './https-front.ts'
import { type Hulei, startHulei } from './hulei.ts'

/** A phone whose line leads to somebody else. Each test goes on. */
describe.skipIf(!chromiumPath)('a line that does not lead to Hulei', () => {
  let hulei: Hulei
  let front: Front
  let browser: Browser
  let phone: FieldPhone
  let page: Page
  let before = 0
  let kept: unknown[]

  /** Tries now, and waits for what the line at the top then says. */
  const tryNow = async (words: string) => {
    await page.locator('.status').click()
    await page.locator('.status').getByText(words).waitFor()
  }
  const held = async () => [await storeOf(page, 'outbox'), await storeOf(page, 'bytes')]

  beforeAll(async () => {
    hulei = await startHulei()
    front = await startFront(hulei.url)
    browser = await launch([...fakeCamera, `--ignore-certificate-errors-spki-list=${front.certificate.spki}`])
    phone = await newPhone(browser, front.url)
    page = phone.page
    await firstSignIn(page, hulei)
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}))
    await allConfirmed(page)
    before = await visitsOnServer(hulei)
    await phone.context.setOffline(true)
    await beginVisit(page, '没有信号的地方')
    await sign(page)
    await shoot(page)
    await save(page)
    kept = await held()
    await phone.context.setOffline(false)
  }, 240_000)
  afterAll(async () => {
    await browser?.close()
    await front?.stop()
    await hulei?.stop()
  })

  test('a captive portal that answers everything with its page is told as such, and taken for no answer', async () => {
    front.be('portal')
    await tryNow('网络要先认证')
    expect(front.taken).toContain('POST /api/acts')
    await page.getByText('1 条等着上传').waitFor()
    expect(await held()).toEqual(kept)
  })

  test('nor does its page replace the app, or its list', async () => {
    await page.reload()
    await page.getByText('请输入6位数字密码').waitFor()
    await enterPin(page)
    await page.locator('.child').first().waitFor()
    await page.evaluate(() =>
      navigator.serviceWorker.getRegistration().then((each) => each?.update().catch(() => {})),
    )
    expect(await page.getByText('请先认证').count()).toBe(0)
    expect(await page.getByText('有新版本').count()).toBe(0)
    expect(await held()).toEqual(kept)
  })

  test('a portal in the middle of the photos stops them, and loses none', async () => {
    front.be('hulei')
    // The fact gets through, and then somebody else answers.
    await page.route(
      '**/api/uploads**',
      async (route) => {
        front.be('portal')
        await route.continue()
      },
      { times: 1 },
    )
    await tryNow('网络要先认证')
    expect(await visitsOnServer(hulei)).toBe(before + 1)
    await page.getByText(/张照片等着上传/).waitFor()
    expect(front.taken).toContain('POST /api/uploads')
    expect(await storeOf(page, 'bytes')).toEqual(kept[1])
    const states = (await storeOf(page, 'files')) as { state: string }[]
    expect(states.map((file) => file.state)).toEqual(states.map(() => 'waiting'))
  })

  test('a server with a wrong certificate is no server: offline, and nothing lost', async () => {
    front.be('other-certificate')
    await tryNow('没有网络')
    expect(front.taken).toContain('TLS')
    await page.reload()
    await page.getByText('请输入6位数字密码').waitFor()
    await enterPin(page)
    await page.getByText(/张照片等着上传/).waitFor()
    expect(await storeOf(page, 'bytes')).toEqual(kept[1])
  })

  test('when it is Hulei again, the photos go on, and everything is there once', async () => {
    front.be('hulei')
    await allConfirmed(page)
    expect(await visitsOnServer(hulei)).toBe(before + 1)
    expect(await storeOf(page, 'bytes')).toEqual([])
    const files = (await storeOf(page, 'files')) as { sha256: string; state: string }[]
    expect(files).toHaveLength(3)
    for (const { sha256, state } of files) {
      expect(state).toBe('confirmed')
      expect(await hulei.system.server.files.store.has(sha256)).toBe(true)
    }
    expect(phone.faults).toEqual([])
  })
})
