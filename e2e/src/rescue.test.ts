import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { choose, chromiumPath, launch, openWindow, type Size, sticksOut, type Window } from './browser.ts'
import { type Hulei, startHulei } from './hulei.ts'
import { signIn } from './people.ts'

/**
 * The rescue of a victim in a real browser: the office makes a plan, somebody agrees, a clinic keeps the 72 hours on a phone
 * and says how it went under seal, and the plan ends by its agreement. Each test goes on where the one before ended.
 */
describe.skipIf(!chromiumPath)('the rescue of a victim', () => {
  let hulei: Hulei
  let browser: Browser
  let police: Window
  let office: Window
  let clinic: Window
  let matter = ''

  const enter = async (userName: string, size: Size = 'desktop'): Promise<Window> => {
    const window = await openWindow(browser, size, hulei.url)
    await signIn(window.page, hulei, userName)
    return window
  }
  beforeAll(async () => {
    hulei = await startHulei()
    browser = await launch()
    police = await enter('police')
    office = await enter('pingan')
    clinic = await enter('health', 'phone')
  }, 240_000)
  afterAll(async () => {
    await browser?.close()
    await hulei?.stop()
  })

  /** Does an act as whoever is signed in at a window. */
  const act = (page: Page, name: string, input: object, record: string): Promise<number> =>
    page.evaluate(
      async ([act, given, id]) => {
        const body = JSON.stringify({ id: crypto.randomUUID(), act, record: id, input: given })
        const headers = { 'content-type': 'application/json' }
        return (await fetch('/api/acts', { method: 'POST', headers, body })).status
      },
      [name, input, record] as const,
    )
  const drawer = (page: Page) => page.locator('.ant-drawer-content, .ant-drawer-section').last()
  const card = (page: Page) => page.getByRole('region', { name: '救助方案' })
  const pick = (page: Page, label: string, ...options: readonly string[]) =>
    choose(page, drawer(page).getByLabel(label, { exact: true }), options)
  const save = async (page: Page, name: string) => {
    await drawer(page).getByRole('button', { name }).click()
    await drawer(page).waitFor({ state: 'detached' })
  }

  test('the office makes the plan of a victim whom it knows by a code, with a consent and an urgent task', async () => {
    matter = crypto.randomUUID()
    const opening = {
      receivedOn: '2024-05-19',
      concerns: 'sexual',
      specialSuspects: [],
      responsibleUnits: [],
    }
    expect(await act(police.page, 'case.open', opening, matter)).toBe(200)
    const sealed = { matter, part: 'victim', name: '柳小鹿', ageBand: '12-13' }
    expect(await act(police.page, 'seal.add', sealed, crypto.randomUUID())).toBe(200)
    const { page } = office
    await page.goto(`/cases/${matter}`)
    await card(page).getByText('还没有救助方案').waitFor()
    await card(page).getByRole('button', { name: '制定方案' }).click()
    await pick(page, '需要的帮助', '医疗救治（绿色通道）', '法律援助')
    await drawer(page).getByText('否', { exact: true }).click()
    await drawer(page).getByLabel('情况和安排').fill('需要医疗评估和法律援助')
    await drawer(page).getByLabel('下次评估日期').fill('2024-06-20')
    await save(page, '保存')
    await card(page)
      .getByText(/救助-[2-9A-Z]{5}/)
      .waitFor()
    await card(page).getByRole('button', { name: '交办救助任务' }).click()
    await pick(page, '帮助', '医疗救治（绿色通道）')
    // So many units that the list is searched.
    await choose(page, drawer(page).getByLabel('责任单位'), [/卫生院$/], '卫生院')
    await drawer(page).getByLabel('期限').fill('2024-05-28')
    await drawer(page).getByLabel('受侵害（暴露）时间').fill('2024-05-19T20:00')
    await save(page, '保存')
    await card(page)
      .getByText(/72小时评估救治：还剩/)
      .waitFor()
    expect(await page.content()).not.toContain('柳小鹿')
    expect(await sticksOut(page)).toBe(0)
  })

  test('the clinic sees its task on a phone by its code alone, keeps the 72 hours, and reports under seal', async () => {
    const { page } = clinic
    await page.goto('/rescue-tasks')
    const mine = page.getByRole('listitem').filter({ hasText: /72小时评估救治：还剩/ })
    await mine.waitFor()
    expect(await sticksOut(page)).toBe(0)
    await mine.getByRole('button', { name: '登记评估救治' }).click()
    await drawer(page).getByLabel('评估救治时间').fill('2024-05-19T22:00')
    await save(page, '登记评估救治')
    const assessed = page.getByRole('listitem').filter({ hasText: '72小时内已评估救治' }).first()
    await assessed.waitFor()
    const report = page
      .getByRole('listitem')
      .filter({ hasText: '2024年5月28日前' })
      .getByRole('button', { name: '报告办理结果' })
    await report.click()
    await drawer(page).getByLabel('办理日期').fill('2024-05-20')
    await pick(page, '结果', '已提供帮助')
    await drawer(page).getByLabel('办理情况').fill('已用药，约好复查')
    const photo = await sharp({ create: { width: 80, height: 60, channels: 3, background: '#7a8' } })
      .jpeg()
      .toBuffer()
    await drawer(page)
      .locator('input[type=file]')
      .setInputFiles({ name: 'paper.jpg', mimeType: 'image/jpeg', buffer: photo })
    await drawer(page).getByText('照片 1').waitFor()
    await save(page, '报告办理结果')
    await page.goto('/rescue-tasks?state=ended')
    await page.getByRole('button', { name: '佐证' }).first().click()
    await page.getByText('已用药，约好复查').waitFor()
    expect(await sticksOut(page)).toBe(0)
  })

  test('the office sees that it was done, not what was said, and the plan ends when the clinic agrees', async () => {
    const { page } = office
    await page.goto(`/cases/${matter}`)
    await card(page)
      .getByText(/已办 · 已提供帮助/)
      .waitFor()
    expect(await card(page).getByRole('button', { name: '佐证' }).count()).toBe(0)
    await card(page).getByRole('button', { name: '商请办结' }).click()
    await drawer(page).getByText('生活学习已恢复').click()
    await save(page, '商请办结')
    await card(page).getByText('商请办结', { exact: true }).first().waitFor()
    await clinic.page.goto('/rescue-tasks')
    await clinic.page.getByRole('button', { name: '答复商请办结' }).click()
    await drawer(clinic.page).getByText('是', { exact: true }).click()
    await save(clinic.page, '答复商请办结')
    await page.reload()
    await card(page).getByText('已办结', { exact: true }).waitFor()
    expect([...police.faults, ...office.faults, ...clinic.faults]).toEqual([])
  })
})
