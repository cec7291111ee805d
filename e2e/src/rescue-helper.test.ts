import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { choose, chromiumPath, launch, sticksOut, type Window } from './browser.ts'
import { type Hulei, startHulei } from './hulei.ts'
import { act, dialog, enter } from './office.ts'

/**
 * Somebody who is asked by name to help a child, in a real browser: the office adds them in the case room, they see the plan and
 * whom it is for on a phone and nothing of the case, and what they were let see ends with it. Each test goes on where the one
 * before ended.
 */
describe.skipIf(!chromiumPath)('somebody who helps a victim', () => {
  let hulei: Hulei
  let browser: Browser
  let police: Window
  let office: Window
  let clinic: Window
  const [matter, person, plan] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()]

  beforeAll(async () => {
    hulei = await startHulei()
    browser = await launch()
    police = await enter(browser, hulei, 'police')
    office = await enter(browser, hulei, 'pingan')
    clinic = await enter(browser, hulei, 'health', 'phone')
  }, 240_000)
  afterAll(async () => {
    await browser?.close()
    await hulei?.stop()
  })

  const people = (page: Page) => page.getByRole('region', { name: '谁在办' })

  test('is added by the office in the case room, apart from those who work on the case', async () => {
    const opening = {
      receivedOn: '2024-05-19',
      concerns: 'sexual',
      specialSuspects: [],
      responsibleUnits: [],
    }
    expect(await act(police.page, 'case.open', opening, matter)).toBe(200)
    const sealed = { matter, part: 'victim', name: '柳小鹿', ageBand: '12-13' }
    expect(await act(police.page, 'seal.add', sealed, person)).toBe(200)
    const planned = {
      helps: ['medical'],
      isAbandoned: false,
      situation: '需要医疗评估',
      reviewBy: '2024-06-20',
    }
    expect(await act(office.page, 'rescue.plan', { matter, person, ...planned }, plan)).toBe(200)
    const { page } = office
    await page.goto(`/cases/${matter}`)
    await people(page).getByText('还没有。请医院').waitFor()
    await people(page).getByRole('button', { name: '加一个人' }).click()
    await choose(page, dialog(page).getByLabel('谁'), [/卫生院/], '卫生院')
    await dialog(page)
      .getByRole('radio', { name: /救助帮扶/ })
      .check()
    expect(await sticksOut(page)).toBe(0)
    await dialog(page)
      .getByRole('button', { name: '加 上' })
      .or(dialog(page).getByRole('button', { name: '加上' }))
      .click()
    await people(page).getByRole('listitem').filter({ hasText: '救助帮扶' }).waitFor()
    expect(await page.content()).not.toContain('柳小鹿')
    expect(await sticksOut(page)).toBe(0)
  })

  test('sees on a phone the plan and the child by a code, and her file for a purpose, and no case', async () => {
    const { page } = clinic
    await page.goto('/rescue-tasks')
    await page.getByRole('link', { name: '我参加的救助' }).click()
    await page.getByText(/救助-[2-9A-Z]{5}/).waitFor()
    expect(await page.content()).not.toContain('柳小鹿')
    expect(await page.getByRole('button', { name: '商请办结' }).count()).toBe(0)
    expect(await sticksOut(page)).toBe(0)
    await page
      .getByRole('button', { name: '打 开' })
      .or(page.getByRole('button', { name: '打开' }))
      .click()
    await choose(page, dialog(page).getByLabel('查看目的'), ['保护和救助'])
    await dialog(page)
      .getByRole('button', { name: /^打\s?开$/ })
      .click()
    await page.getByText('柳小鹿').waitFor()
    expect(await sticksOut(page)).toBe(0)
    await page.goto(`/cases/${matter}`)
    await page
      .getByText(/没有找到/)
      .first()
      .waitFor()
  })

  test('sees nothing of it once the office has ended it with a reason', async () => {
    const { page } = office
    await page.goto(`/cases/${matter}`)
    await people(page)
      .getByRole('listitem')
      .filter({ hasText: '救助帮扶' })
      .getByRole('button', { name: /解除/ })
      .click()
    await dialog(page).getByLabel(/原因/).fill('救助已经转给县医院')
    await dialog(page)
      .getByRole('button', { name: '解除承办' })
      .or(dialog(page).getByRole('button', { name: '保存' }))
      .click()
    await people(page).getByText('还没有。请医院').waitFor()
    await clinic.page.goto('/rescues')
    await clinic.page.getByText('没有指定您参加的救助').waitFor()
    expect([...police.faults, ...office.faults]).toEqual([])
  })
})
