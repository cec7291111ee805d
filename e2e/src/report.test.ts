import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chromiumPath, launch, type Size, sizes, sticksOut } from './browser.ts'
import { type Hulei, startHulei } from './hulei.ts'

const STORY = '放学后看见一个大人拉着孩子往山上走'

describe.skipIf(!chromiumPath)('the public', () => {
  let hulei: Hulei
  let browser: Browser

  beforeAll(async () => {
    hulei = await startHulei()
    browser = await launch()
  }, 240_000)
  afterAll(async () => {
    await browser?.close()
    await hulei?.stop()
  })

  /** A page of somebody whose browser runs no script, with every request that it makes. */
  async function visitor(size: Size): Promise<{ page: Page; requests: string[] }> {
    const context = await browser.newContext({
      baseURL: hulei.url,
      viewport: sizes[size],
      locale: 'zh-CN',
      javaScriptEnabled: false,
      hasTouch: size === 'phone',
    })
    const page = await context.newPage()
    const requests: string[] = []
    page.on('request', (request) => requests.push(`${request.method()} ${new URL(request.url()).pathname}`))
    return { page, requests }
  }
  /** Without script in the page the browser itself can still measure it. */
  const width = async (page: Page) => {
    const box = await page.locator('body').boundingBox()
    return box?.width ?? 0
  }

  test.each(['phone', 'desktop'] as const)(
    'report by %s without script in two requests, look it up by the code and add to it',
    async (size) => {
      const { page, requests } = await visitor(size)
      await page.goto('/report')
      expect(await width(page)).toBeLessThanOrEqual(sizes[size].width)
      const call = await page.getByRole('link', { name: '110', exact: true }).boundingBox()
      expect((call?.y ?? 9999) + (call?.height ?? 0)).toBeLessThan(sizes[size].height)
      await page.getByLabel('发生了什么').fill(STORY)
      await page.locator('[name=onVillage]').selectOption({ index: 1 })
      await page.getByRole('button', { name: '发送', exact: true }).click()
      expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('收到了')
      const code = await page.locator('.code').innerText()
      expect(requests.filter((each) => !each.includes('favicon'))).toEqual(['GET /report', 'POST /report'])

      await page.getByRole('link', { name: '查我的报告' }).click()
      await page.locator('[name=code]').fill(code.toLowerCase())
      await page.getByRole('button', { name: '查询', exact: true }).click()
      expect(await page.locator('main').innerText()).toContain('正在看')
      await page.getByLabel('补充的话').fill('大人穿黑衣服')
      await page.getByRole('button', { name: '补充', exact: true }).click()
      expect(await page.getByRole('status').innerText()).toContain('补充收到了')
      expect(await width(page)).toBeLessThanOrEqual(sizes[size].width)
      // Going back asks for a fresh page: nothing typed is shown to whoever holds the phone next.
      await page.goto('/report')
      expect(await page.content()).not.toContain(STORY)
      expect(await page.context().cookies()).toEqual([])
      await page.context().close()
    },
    60_000,
  )

  test('are told what is wrong with a file, with the words taken, and runs nothing of what was typed', async () => {
    const context = await browser.newContext({ baseURL: hulei.url, viewport: sizes.phone, locale: 'zh-CN' })
    const page = await context.newPage()
    const dialogs: string[] = []
    page.on('dialog', (dialog) => {
      dialogs.push(dialog.message())
      void dialog.dismiss()
    })
    await page.goto('/report')
    const attack = '"><img src=x onerror=alert(1)><script>alert(2)</script>'
    await page.getByLabel('发生了什么').fill(attack)
    await page.getByLabel('是哪个孩子').fill(attack)
    await page.getByLabel('电话或者微信').fill('12345 67')
    await page.locator('input[type=file]').setInputFiles({
      name: '<img src=x onerror=alert(3)>.jpg',
      mimeType: 'image/jpeg',
      buffer: Buffer.from('<html><script>alert(4)</script></html>'),
    })
    await page.getByRole('button', { name: '发送', exact: true }).click()
    expect(await page.getByRole('alert').innerText()).toContain('没有收下')
    expect(await page.locator('main').innerText()).toContain('不像电话号码')
    expect(await sticksOut(page)).toBeLessThanOrEqual(0)
    expect(dialogs).toEqual([])
    await context.close()
  })
})
