import { randomUUID } from 'node:crypto'
import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { demoUsers } from '../../packages/server/src/demo/index.ts'
import { choose, chromiumPath, LONGEST_WAIT, launch, sticksOut, type Window } from './browser.ts'
import { type Hulei, startHulei } from './hulei.ts'
import { act, drawer, enter, faultsOf, finish, look, menu, read } from './office.ts'

const NAME = '柳小鹿'

/**
 * What a case asks of those who work on it, and what it costs those who failed, in a real browser: the victim is heard once, a
 * special suspect makes accountability due, the unit holds its session, the veto stays inside. Each test goes on.
 */
describe.skipIf(!chromiumPath)('a case and those who answer for it', () => {
  let hulei: Hulei
  let browser: Browser
  let police: Window
  let office: Window
  let head: Window
  let discipline: Window
  let civil: Window
  const matter = randomUUID()
  const address = `/cases/${matter}`

  beforeAll(async () => {
    hulei = await startHulei()
    browser = await launch()
    const users = await demoUsers({ seed: 1, scale: 0.05 })
    const watcher = users.find((user) => user.actor.role === 'discipline')?.userName ?? ''
    police = await enter(browser, hulei, 'police')
    office = await enter(browser, hulei, 'pingan')
    head = await enter(browser, hulei, 'leader', 'phone')
    discipline = await enter(browser, hulei, watcher)
    civil = await enter(browser, hulei, 'civil')
    const { page } = police
    const opening = {
      receivedOn: '2024-05-06',
      concerns: 'sexual',
      specialSuspects: ['school-staff'],
      responsibleUnits: ['civil'],
    }
    expect(await act(page, 'case.open', opening, matter)).toBe(200)
    const sealed = { matter, part: 'victim', name: NAME, ageBand: '12-13' }
    expect(await act(page, 'seal.add', sealed, randomUUID())).toBe(200)
  }, 240_000)
  afterAll(async () => {
    await browser?.close()
    await hulei?.stop()
  })

  const part = (page: Page, name: string) => page.getByRole('region', { name, exact: true })
  const hear = async (day: string) => {
    const { page } = police
    await part(page, '人员（代号）').getByRole('button', { name: '登记询问' }).click()
    await drawer(page).getByLabel('日期', { exact: true }).fill(day)
    await choose(page, drawer(page).getByLabel('询问单位'), [/派出所$/], '派出所')
    for (const label of ['在“一站式”办案场所', '监护人或合适成年人在场'])
      await drawer(page)
        .locator('.ant-form-item')
        .filter({ hasText: label })
        .getByText('是', { exact: true })
        .click()
  }
  const advance = async (stage: string, day: string) => {
    const { page } = police
    await menu(page, '办理进展', stage)
    await drawer(page).getByLabel('日期').fill(day)
    await finish(drawer(page), '办理进展')
  }

  test('hears the victim once; a second time needs a reason', async () => {
    const { page } = police
    await page.goto(address)
    await hear('2024-05-07')
    await finish(drawer(page), '保存')
    await part(page, '取证询问').getByText('2024年5月7日第1次').waitFor()
    await hear('2024-05-09')
    await drawer(page).getByRole('button', { name: '保存', exact: true }).click()
    await drawer(page).getByText('再次询问会造成二次伤害，请写明理由').waitFor()
    await drawer(page).getByLabel('再次询问的理由').fill('出现新的证据，需要核对时间')
    await finish(drawer(page), '保存')
    await part(page, '取证询问').getByText('2024年5月9日第2次').waitFor()
    await part(page, '取证询问').getByText('出现新的证据').waitFor()
  })

  test('says which steps are missing, and one more is entered where it is missing', async () => {
    const { page } = police
    await advance('立案', '2024-05-08')
    const list = part(page, '应有的办案环节')
    const first = list.getByRole('listitem').filter({ hasText: '还没有记载' }).first()
    await first.waitFor()
    const missing = await list.getByText('还没有记载').count()
    await first.getByRole('button', { name: '登记', exact: true }).click()
    await drawer(page).getByLabel('日期').fill('2024-05-09')
    await finish(drawer(page), '保存')
    await expect.poll(() => list.getByText('还没有记载').count(), { timeout: LONGEST_WAIT }).toBe(missing - 1)
  })

  test('with a special suspect makes accountability due on the day of the arrest; discipline opens and decides it', async () => {
    await advance('提请批捕', '2024-05-10')
    await advance('批准逮捕', '2024-05-17')
    const { page } = discipline
    await page.goto('/messages')
    await page.getByRole('listitem').filter({ hasText: '应在5月22日前启动问责' }).first().waitFor()
    await page.goto(address)
    const findings = part(page, '追责问责')
    await findings.getByText('应在2024年5月22日前启动').waitFor()
    await findings.getByRole('button', { name: '启动问责（到期事项）' }).click()
    await choose(page, drawer(page).getByLabel('责任单位'), [/学区/], '学区')
    await drawer(page).getByLabel('涉及岗位').fill('学校负责人')
    await drawer(page).getByLabel('情形').fill('入职查询没有做')
    await drawer(page).getByLabel('启动日期').fill('2024-05-18')
    await finish(drawer(page), '启动问责（到期事项）')
    await findings.getByText('办理中').waitFor()
    await findings.getByRole('button', { name: '作出处理决定' }).click()
    await drawer(page).getByLabel('决定日期').fill('2024-05-19')
    await choose(page, drawer(page).getByLabel('处理决定'), ['通报'])
    await finish(drawer(page), '作出处理决定')
    await findings.getByText('已决定').waitFor()
    await page.goto('/accountability')
    await page.getByText('全部', { exact: true }).first().click()
    await page.getByRole('cell', { name: '通报', exact: true }).first().waitFor()
    expect(await page.content()).not.toContain(NAME)
    await look(page, 'accountability-decided')
  })

  test('calls the unit to its session; the unit holds it and never sees the case', async () => {
    const { page } = civil
    await page.goto('/messages')
    await page.getByRole('listitem').filter({ hasText: '召开班子会和警示教育大会' }).first().waitFor()
    await page.goto(address)
    await page.getByRole('alert').waitFor()
    await page.goto('/warning-sessions')
    await page.getByRole('row').filter({ hasText: '应在' }).first().click()
    await page.getByRole('button', { name: '登记警示教育会' }).click()
    const form = drawer(page)
    await form.getByLabel('召开日期').fill('2024-05-19')
    await choose(page, form.getByLabel('会议形式'), ['班子会', '干部职工警示教育大会'])
    await form.getByLabel('参加人数').fill('18')
    await form.getByLabel('反思和整改').fill('逐条对照查摆，明确专人核对入职查询')
    const photo = await sharp({ create: { width: 80, height: 60, channels: 3, background: '#7a8' } })
      .jpeg()
      .toBuffer()
    await form
      .locator('input[type=file]')
      .setInputFiles({ name: 'sheet.jpg', mimeType: 'image/jpeg', buffer: photo })
    await form.getByText('照片 1').or(form.locator('.evidence img')).first().waitFor()
    await form.getByRole('button', { name: '登记警示教育会' }).click()
    await page.getByText('2024年5月19日召开').first().waitFor()
    await look(page, 'sessions')
    await office.page.goto(address)
    await part(office.page, '警示教育').getByText('2024年5月19日召开').waitFor()
  })

  test('costs the unit the year’s award by a veto that the police, the unit and the bulletin do not know of', async () => {
    const { page } = head
    await page.goto(address)
    await part(page, '一票否决').getByRole('button', { name: '一票否决' }).click()
    await choose(page, drawer(page).getByLabel('责任单位'), ['民政办'], '民政')
    await drawer(page).getByLabel('决定日期').fill('2024-05-20')
    await drawer(page).getByLabel('事由').fill('责任单位履职不到位')
    await finish(drawer(page), '保存')
    await part(page, '一票否决').getByText('2024 民政办').waitFor()
    expect(await sticksOut(page)).toBe(0)
    await look(page, 'case-of-a-head')
    await page.goto('/vetoes')
    await page.getByText('民政办').first().waitFor()
    await look(page, 'vetoes')
    for (const { page: other } of [police, civil]) {
      await other.goto(address)
      await other.getByRole('heading').first().or(other.getByRole('alert')).first().waitFor()
      expect(await other.getByRole('region', { name: '一票否决', exact: true }).count()).toBe(0)
      expect(JSON.stringify(await read(other, '/api/registers/veto'))).not.toContain('履职不到位')
      expect(JSON.stringify(await read(other, `/api/cases/${matter}`))).not.toContain('履职不到位')
    }
    const figures = await read<object>(office.page, '/api/bulletins/figures?month=2024-05')
    expect(JSON.stringify(figures)).not.toMatch(/否决|履职不到位/)
    expect(faultsOf(police, office, head, discipline, civil)).toEqual([])
  })
})
