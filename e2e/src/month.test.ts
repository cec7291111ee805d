import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chromiumPath, launch, openWindow, type Size, sticksOut, type Window } from './browser.ts'
import { type Hulei, startHulei } from './hulei.ts'
import { RIGHT_ID, writeLedger } from './ledger.ts'
import { signIn } from './people.ts'

/**
 * The township's month in a real browser: the clerk's ledger, the worker's visit on a phone, the lights, the bulletin.
 * Each test goes on where the one before ended, as the month does.
 */
describe.skipIf(!chromiumPath)('the month of a township', () => {
  let hulei: Hulei
  let browser: Browser
  let clerk: Window
  let worker: Window

  const enter = async (size: Size, userName: string): Promise<Window> => {
    const window = await openWindow(browser, size, hulei.url)
    await signIn(window.page, hulei, userName)
    return window
  }
  beforeAll(async () => {
    hulei = await startHulei()
    browser = await launch()
    clerk = await enter('desktop', 'pingan')
    worker = await enter('phone', 'shiqiao')
  })
  afterAll(async () => {
    await browser?.close()
    await hulei?.stop()
  })

  test('a wrong password is refused in words', async () => {
    const { page, context } = await openWindow(browser, 'phone', hulei.url)
    await page.goto('/')
    await page.getByLabel('用户名').fill('shiqiao')
    await page.getByLabel('密码', { exact: true }).fill('不是这个密码呀呀呀')
    await page.getByRole('button', { name: '登录' }).click()
    await page.getByRole('alert').waitFor()
    expect(await page.getByRole('alert').textContent()).toContain('用户名或密码不对')
    await context.close()
  })

  test('the clerk imports the ledger, mends the row that is wrong, and nothing is lost', async () => {
    const { page } = clerk
    const file = join(hulei.dataDir, '重点儿童台账.xlsx')
    await writeLedger(file)
    await page.goto('/children/import')
    await page.locator('input[type=file]').setInputFiles(file)
    await page.getByText('1 行可以导入，1 行待更正').waitFor()
    await page.getByRole('button', { name: '更正' }).first().click()
    await page.getByLabel('公民身份号码').fill(RIGHT_ID)
    await page.getByRole('button', { name: '保存并核对' }).click()
    await page.getByText('2 行可以导入，没有问题').waitFor()
    await page.getByRole('button', { name: '导入 2 行' }).click()
    await page.getByText('已导入 2 行，没有遗留').waitFor()

    await page.goto('/registers/child?q=mxm')
    await page.getByRole('cell', { name: '苗小满' }).waitFor()
    await page.goto('/children/import')
    await page.locator('input[type=file]').setInputFiles(file)
    // The same file again: the mended row is known by its right number, the wrong one still waits.
    await page.getByText('1 行待更正').first().waitFor()
    expect(await page.getByRole('button', { name: /^导入 \d+ 行$/ }).count()).toBe(0)
  })

  test('the worker sees whom to visit and records a visit with signature and photo on a phone', async () => {
    const { page } = worker
    const photo = join(hulei.dataDir, 'photo.jpg')
    await sharp({ create: { width: 800, height: 600, channels: 3, background: { r: 90, g: 140, b: 90 } } })
      .jpeg()
      .toFile(photo)
    await page.goto('/visits')
    const line = page.getByRole('listitem').filter({ hasText: '苗小禾' })
    await line.getByText('0/1').waitFor()
    await line.getByRole('button', { name: '走访' }).click()
    await page.getByText('还差：走访表').waitFor()
    for (const choice of [
      '衣食住都有着落',
      '监护人在身边',
      '正常上学',
      '开朗平稳',
      '健康',
      '交往正常、上网有度',
    ])
      await page.getByRole('button', { name: choice }).click()
    await page.getByLabel('见到本人').first().check()
    await page.reload()
    await page.getByText('上次没填完的内容已经恢复').waitFor()
    const pad = page.locator('canvas')
    await pad.scrollIntoViewIfNeeded()
    const box = await pad.boundingBox()
    if (!box) throw new Error('there is nowhere to sign')
    await page.mouse.move(box.x + 30, box.y + 60)
    await page.mouse.down()
    await page.mouse.move(box.x + 120, box.y + 100, { steps: 8 })
    await page.mouse.move(box.x + 200, box.y + 40, { steps: 8 })
    await page.mouse.up()
    await page.getByLabel('签字人').fill('苗大田')
    await page.locator('input[type=file][aria-label="拍照"]').setInputFiles(photo)
    await page.getByText('内容齐全').waitFor()
    expect(await sticksOut(page)).toBe(0)
    await page.getByRole('button', { name: '保存' }).click()
    await page.getByText('已保存到服务器').waitFor()
    await line.getByText('1/1').waitFor()
  })

  test('the office sees the visit in the child’s file, with who did it', async () => {
    const { page } = clerk
    await page.goto('/registers/child?q=苗小禾')
    await page.getByRole('cell', { name: '苗小禾' }).click()
    await page.getByRole('button', { name: '打开档案' }).click()
    await page.getByRole('tab', { name: '走访' }).click()
    await page.getByText('见到本人').first().waitFor()
    await page.getByRole('tab', { name: '时间线' }).click()
    await page.getByText('登记走访').first().waitFor()
  })

  test('the office sees all units at a glance, why a light is as it is, and a past day', async () => {
    const { page } = clerk
    await page.goto('/duties')
    await page.getByRole('heading', { name: '履职总览' }).waitFor()
    await page
      .getByRole('button', { name: /石桥村 .*：/ })
      .first()
      .click()
    await page
      .getByText(/应走访 \d+ 人次/)
      .first()
      .waitFor()
    const linesOn = async (query: string, day: string) => {
      await page.goto(`/duties/villages/shiqiao${query}`)
      await page.getByText(`截至${day}`).first().waitFor()
      const lines = page.locator('.light-line, .light-quiet')
      await lines.first().waitFor()
      return (await lines.allTextContents()).join('\n')
    }
    const today = await linesOn('', '5月20日')
    expect(today).toContain('应走访')
    // Ten days ago nobody knew of the children who were imported today.
    expect(await linesOn('?asOf=2024-05-10', '5月10日')).not.toBe(today)
  })

  test('the worker sees the own village’s duties on the phone', async () => {
    const { page } = worker
    await page.goto('/duties/mine')
    await page
      .getByText(/应走访 \d+ 人次/)
      .first()
      .waitFor()
    expect(await sticksOut(page)).toBe(0)
  })

  test('the office drafts the bulletin, edits it, issues it, and downloads it as Word', async () => {
    const { page } = clerk
    await page.goto('/bulletins')
    await page.getByRole('button', { name: '起草通报' }).click()
    const words = page.getByLabel('正文').last()
    await words.waitFor()
    await words.fill('请各村在月底前把走访补齐。')
    await page.getByRole('button', { name: '保存文字' }).click()
    await page.getByText('已保存').first().waitFor()
    await page.getByRole('button', { name: '签发', exact: true }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('签发人').fill('周启明')
    await dialog.getByRole('button', { name: '签发', exact: true }).click()
    await page
      .getByText(/〔2024〕第\d+期/)
      .first()
      .waitFor()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '下载 Word' }).click(),
    ])
    const bytes = await readFile(await download.path())
    expect(bytes.subarray(0, 2).toString()).toBe('PK')
    expect(download.suggestedFilename()).toContain('2024')
  })

  test('no page sticks out sideways or fails, at either size', async () => {
    const paths = [
      '/',
      '/visits',
      '/duties',
      '/duties/mine',
      '/registers/child',
      '/registers/listing',
      '/children/import',
      '/children/duplicates',
      '/bulletins',
      '/account',
      '/audit',
    ]
    const phone = await openWindow(browser, 'phone', hulei.url)
    await phone.context.addCookies(await clerk.context.cookies())
    for (const window of [clerk, phone]) {
      for (const path of paths) {
        await window.page.goto(path)
        await window.page.locator('h1').first().waitFor()
        await window.page.waitForLoadState('networkidle')
        expect(await sticksOut(window.page), path).toBe(0)
      }
    }
    expect([...clerk.faults, ...phone.faults, ...worker.faults]).toEqual([])
  })

  test('signing out everywhere ends the other window, too', async () => {
    const second = await openWindow(browser, 'desktop', hulei.url)
    await second.context.addCookies(await worker.context.cookies())
    await second.page.goto('/visits')
    await second.page.getByText('本月走访').first().waitFor()
    await worker.page.goto('/account')
    await worker.page.getByRole('button', { name: '在所有设备上退出' }).click()
    await worker.page.getByLabel('用户名').waitFor()
    await second.page.goto('/visits')
    await second.page.getByLabel('用户名').waitFor()
  })
})
