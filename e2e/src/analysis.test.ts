import { readFile } from 'node:fs/promises'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { choose, chromiumPath, launch, openWindow, type Size, sticksOut, type Window } from './browser.ts'
import { type Hulei, startHulei } from './hulei.ts'
import { signIn } from './people.ts'

/**
 * The analysis of cases in a real browser: drafted with its figures, given words, issued and frozen, taken along as Word.
 * Each test goes on where the one before ended.
 */
describe.skipIf(!chromiumPath)('the analysis of a month', () => {
  let hulei: Hulei
  let browser: Browser
  let office: Window
  let leader: Window
  let address = ''

  const enter = async (userName: string, size: Size = 'desktop'): Promise<Window> => {
    const window = await openWindow(browser, size, hulei.url)
    await signIn(window.page, hulei, userName)
    return window
  }
  beforeAll(async () => {
    hulei = await startHulei()
    browser = await launch()
    office = await enter('pingan')
    leader = await enter('leader', 'phone')
  }, 240_000)
  afterAll(async () => {
    await browser?.close()
    await hulei?.stop()
  })

  test('is drafted with its figures, none of them below five', async () => {
    const { page } = office
    await page.goto('/analyses')
    await page.getByRole('link', { name: /2024年3月/ }).waitFor()
    await choose(page, page.getByLabel('哪个月的分析'), ['2024年2月'])
    await page.getByRole('button', { name: '起草分析' }).click()
    await page.getByText('关于2024年2月侵害未成年人案件的分析').first().waitFor()
    address = new URL(page.url()).pathname
    await page
      .getByText(/满5才计入、成批计入/)
      .first()
      .waitFor()
    expect(await sticksOut(page)).toBe(0)
  })

  test('is not issued without words about the causes, and is with them', async () => {
    const { page } = office
    const issue = async () => {
      await page.getByRole('button', { name: '签发', exact: true }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByLabel('签发人').fill('周启明')
      await dialog.getByRole('button', { name: '签发', exact: true }).click()
      return dialog
    }
    const dialog = await issue()
    await dialog.getByText('还没有写原因和下步措施').waitFor()
    await dialog.getByRole('button', { name: '取消' }).click()
    await page.getByLabel('正文').last().fill('线索多由学校发现；下步检查校园周边，逐村核实排查表。')
    await page.getByRole('button', { name: '保存文字' }).click()
    await page.getByText('已保存').first().waitFor()
    await issue()
    await page.getByText('内容与签发时一致').waitFor()
    expect(await page.getByRole('button', { name: '保存文字' }).count()).toBe(0)
  })

  test('is read on a phone, and taken along as Word', async () => {
    const { page } = leader
    await page.goto(address)
    await page.getByText('下步检查校园周边').first().waitFor()
    expect(await sticksOut(page)).toBe(0)
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '下载 Word' }).click(),
    ])
    expect(download.suggestedFilename()).toBe('案件分析2024-02.docx')
    expect((await readFile(await download.path())).subarray(0, 2).toString()).toBe('PK')
    await page.goto('/analyses')
    await page.getByRole('link', { name: /2024年2月/ }).waitFor()
    expect(await sticksOut(page)).toBe(0)
    const faults = office.faults.filter((fault) => !fault.includes('422'))
    expect([...faults, ...leader.faults]).toEqual([])
  })
})
