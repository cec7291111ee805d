import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DEMO_PASSWORD } from '../../packages/server/src/demo/index.ts'
import { chromiumPath, LONGEST_WAIT, launch, openWindow, sizes, sticksOut, type Window } from './browser.ts'
import { type Hulei, startHulei } from './hulei.ts'
import { signIn } from './people.ts'

const PIN = '135790'
const WHAT = '暑期防溺水警示牌数量'

/** The office asks, a village answers in a valley without a signal, the office hears of it. Each test goes on. */
describe.skipIf(!chromiumPath)('a request of the office', () => {
  let hulei: Hulei
  let browser: Browser
  let office: Window
  let context: BrowserContext
  let phone: Page

  beforeAll(async () => {
    hulei = await startHulei()
    browser = await launch()
    office = await openWindow(browser, 'desktop', hulei.url)
    await signIn(office.page, hulei, 'pingan')
    context = await browser.newContext({
      baseURL: hulei.url,
      viewport: sizes.phone,
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
      hasTouch: true,
    })
    context.setDefaultTimeout(LONGEST_WAIT)
    phone = await context.newPage()
  })
  afterAll(async () => {
    await browser?.close()
    await hulei?.stop()
  })

  test('is made out in a form, and says to whom it went', async () => {
    const { page } = office
    await page.goto('/registers/officeRequest')
    await page.getByRole('button', { name: '交办事项' }).click()
    await page.getByLabel('交办给村').click()
    await page.getByTitle('石桥村', { exact: true }).click()
    await page.keyboard.press('Escape')
    await page.getByLabel('事项', { exact: true }).fill(WHAT)
    await page.getByLabel('答复期限').fill('2024-05-24')
    await page.getByRole('button', { name: '保存' }).click()
    const row = page.getByRole('row', { name: WHAT })
    await row.waitFor()
    expect(await row.innerText()).toMatch(/石桥村[\s\S]*待答复/)
  })

  test('is read, acknowledged and answered on a phone without a network', async () => {
    await phone.goto('/field/')
    await phone.getByLabel('用户名').fill('shiqiao')
    await phone.getByLabel('登录密码').fill(DEMO_PASSWORD)
    await phone.getByRole('button', { name: '登录' }).click()
    await phone.getByText('设置6位数字密码').waitFor()
    for (const round of [1, 2]) {
      if (round === 2) await phone.getByText('再输一遍').waitFor()
      for (const digit of PIN) await phone.getByRole('button', { name: digit, exact: true }).click()
    }
    await phone.getByRole('link', { name: '消息 1' }).click()
    await phone.getByRole('heading', { name: WHAT }).waitFor()
    await context.setOffline(true)
    await phone.getByRole('button', { name: '签收' }).click()
    await phone.getByText('已签收，等待发出').waitFor()
    await phone.getByRole('button', { name: '答复', exact: true }).click()
    await phone.getByLabel(/^答复/).first().fill('全村共5块，河边2块要换新')
    await phone.getByLabel(/^数量/).fill('5')
    await phone.getByRole('button', { name: '保存' }).click()
    await phone.getByText('已存在这部手机上').waitFor()
    await phone.getByRole('link', { name: /^消息/ }).click()
    await phone.getByText('已答复，等待发出或确认').waitFor()
    expect(await sticksOut(phone)).toBeLessThanOrEqual(0)
  })

  test('comes back to the office within seconds of the network, at the bell, and is accepted', async () => {
    await context.setOffline(false)
    await phone.locator('.status').click()
    const { page } = office
    await page.goto('/')
    // The story of the demonstration may have left others unread.
    const bell = page.getByRole('button', { name: /^消息，\d+ 条未读$/ })
    const unread = async () => Number((await bell.getAttribute('aria-label'))?.match(/\d+/)?.[0])
    await bell.waitFor()
    const before = await unread()
    await bell.click()
    await page.getByRole('button', { name: '查看交办事项' }).click()
    await page.getByText('全村共5块，河边2块要换新').waitFor()
    await page.getByRole('button', { name: '认可办结' }).click()
    await page.getByRole('button', { name: '认可办结' }).click()
    await page.getByText('已办结').waitFor()
    // Opening it was reading it.
    await page.goto('/messages')
    await page
      .getByRole('button', { name: before === 1 ? '消息' : `消息，${before - 1} 条未读`, exact: true })
      .waitFor()
    expect(office.faults).toEqual([])
  })
})
