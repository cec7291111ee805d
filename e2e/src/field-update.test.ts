import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chromiumPath, launch } from './browser.ts'
import {
  allConfirmed,
  beginVisit,
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

const field = join(import.meta.dirname, '../../packages/field')

/** Builds the app into a folder of its own; each mode is another version. */
async function buildField(dir: string, mode: string): Promise<void> {
  const vite = join(
    dirname(createRequire(join(field, 'package.json')).resolve('vite/package.json')),
    'bin/vite.js',
  )
  const options = ['--outDir', dir, '--emptyOutDir', '--mode', mode, '--logLevel', 'error']
  const builder = spawn(process.execPath, [vite, 'build', ...options], { cwd: field, stdio: 'ignore' })
  const [code] = await once(builder, 'exit')
  if (code !== 0) throw new Error(`The app does not build (${code})`)
}

/** The server gets a new version of the app while a phone has work that waits. Each test goes on. */
describe.skipIf(!chromiumPath)('an update of the phone app in between', () => {
  let folder: string
  let hulei: Hulei
  let browser: Browser
  let phone: FieldPhone
  let page: Page
  let before = 0
  let kept: unknown[]

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hulei-update-'))
    const [first, second] = [join(folder, 'first'), join(folder, 'second')]
    await buildField(first, 'first')
    await buildField(second, 'second')
    await cp(first, join(folder, 'served'), { recursive: true })
    hulei = await startHulei(undefined, { fieldDir: join(folder, 'served') })
    browser = await launch()
    phone = await newPhone(browser, hulei.url)
    page = phone.page
    await firstSignIn(page, hulei)
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}))
    // From the second opening on the worker is in charge.
    await page.reload()
    await page.getByText('请输入6位数字密码').waitFor()
    await enterPin(page)
    await page.locator('.child').first().waitFor()
    before = await visitsOnServer(hulei)
  }, 240_000)
  afterAll(async () => {
    await browser?.close()
    await hulei?.stop()
    if (folder) await rm(folder, { recursive: true, force: true })
  })

  test('a visit waits, and another form is half filled, when the new version is found', async () => {
    await phone.context.setOffline(true)
    await beginVisit(page, '更新以前填的')
    await sign(page)
    await save(page)
    await page.getByText('1 条等着上传').waitFor()
    kept = await storeOf(page, 'outbox')
    await beginVisit(page, '更新时正在填', 1)
    await page.waitForTimeout(300)

    await rm(join(folder, 'served'), { recursive: true })
    await cp(join(folder, 'second'), join(folder, 'served'), { recursive: true })
    // Found in the background, while the server cannot be reached for anything else.
    await page.route('**/api/**', (route) => route.abort())
    await phone.context.setOffline(false)
    await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.getRegistration()
      await registration?.update()
      while (!registration?.waiting) await new Promise((resolve) => setTimeout(resolve, 100))
    })
  })

  test('no form is disturbed by it; outside a form a quiet line offers it', async () => {
    await page.waitForTimeout(500)
    expect(await page.getByText('有新版本').count()).toBe(0)
    expect(await page.getByLabel('商定事项').inputValue()).toBe('更新时正在填')
    await page.goBack()
    await page.getByText('有新版本').waitFor()
    expect(await page.locator('.child').count()).toBeGreaterThan(1)
  })

  test('taken, it opens with the PIN, what waits is there byte for byte, and so is the form', async () => {
    await page.getByRole('button', { name: '更新', exact: true }).click()
    await page.getByText('请输入6位数字密码').waitFor()
    await enterPin(page)
    await page.getByText('1 条等着上传').waitFor()
    expect(await storeOf(page, 'outbox')).toEqual(kept)
    await page.goto('/field/#/me')
    await page.getByText(/0\.1\.0 second/).waitFor()
    await page.goto('/field/#/visits')
    await page.locator('.child').nth(1).getByRole('button', { name: '走访' }).click()
    await page.getByText('上次没填完的内容还在').waitFor()
    expect(await page.getByLabel('商定事项').inputValue()).toBe('更新时正在填')
    await page.goBack()
    expect(await page.getByText('有新版本').count()).toBe(0)
  })

  test('and is sent by the new version, once', async () => {
    await page.unroute('**/api/**')
    await allConfirmed(page)
    expect(await visitsOnServer(hulei)).toBe(before + 1)
    expect(phone.faults).toEqual([])
  })
})
