import type { Browser, BrowserContext, Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { demoUsers } from '../../packages/server/src/demo/index.ts'
import { venueSecretOf } from '../../packages/server/src/rooms/leads/signs.ts'
import { choose, chromiumPath, LONGEST_WAIT, launch, sizes, type Window } from './browser.ts'
import { type Hulei, startHulei } from './hulei.ts'
import { drawer, enter, faultsOf, finish, look, read } from './office.ts'

type Sign = {
  id: string
  place: string
  token: string
  issue: string
  village: string
  officer: string | null
}
type Lead = { id: string; source: string; village: string | null; takers: { holder: string }[] }

/**
 * How suspicions come in, in a real browser: by a sign's code, from the owner of a venue, from a teacher whom the law makes
 * report, and out of the month's survey form.
 */
describe.skipIf(!chromiumPath)('a suspicion comes in', () => {
  let hulei: Hulei
  let browser: Browser
  let office: Window
  let police: Window

  beforeAll(async () => {
    hulei = await startHulei()
    browser = await launch()
    office = await enter(browser, hulei, 'pingan')
    police = await enter(browser, hulei, 'police')
  }, 240_000)
  afterAll(async () => {
    await browser?.close()
    await hulei?.stop()
  })

  const signs = async () =>
    (await read<{ rows: Sign[] }>(office.page, '/api/registers/sign?state=current')).rows
  const leadsOf = async (source: string) =>
    (await read<{ rows: Lead[] }>(police.page, `/api/leads?state=all&source=${source}`)).rows
  /** The phone of somebody who has no account, in which no script runs. */
  const scanning = async (): Promise<{ page: Page; context: BrowserContext }> => {
    const context = await browser.newContext({
      baseURL: hulei.url,
      viewport: sizes.phone,
      locale: 'zh-CN',
      javaScriptEnabled: false,
      hasTouch: true,
    })
    context.setDefaultTimeout(LONGEST_WAIT)
    return { page: await context.newPage(), context }
  }

  test('by the code of a sign that the office puts up and prints, which names the place', async () => {
    const { page } = office
    await page.goto('/signs')
    await page.getByRole('button', { name: '设立举报牌' }).click()
    await choose(page, drawer(page).getByLabel('村', { exact: true }), ['石桥村'], '石桥')
    await drawer(page).getByLabel('设在哪里').fill('石桥村篮球场')
    await drawer(page)
      .locator('.ant-form-item')
      .filter({ hasText: '发给场所负责人专用码' })
      .getByText('否', { exact: true })
      .click()
    await finish(drawer(page), '保存')
    const row = page.getByRole('row').filter({ hasText: '石桥村篮球场' })
    await row.waitFor()
    await look(page, 'signs')
    const printed = page.context().waitForEvent('page')
    await row.getByRole('link', { name: '招贴 A4' }).click()
    const poster = await printed
    await poster.getByText('石桥村篮球场').waitFor()
    expect(await poster.locator('svg').count()).toBe(1)
    await poster.close()

    const sign = (await signs()).find((each) => each.place === '石桥村篮球场')
    const { page: phone, context } = await scanning()
    await phone.goto(`/report?at=${sign?.token}`)
    await phone.getByText('石桥村篮球场').waitFor()
    expect(await phone.locator('[name=onVillage]').count()).toBe(0)
    await phone.getByLabel('发生了什么').fill('有大人跟着放学的孩子')
    await phone.getByRole('button', { name: '发送', exact: true }).click()
    await phone.getByRole('heading', { name: '收到了' }).waitFor()
    await context.close()
    const [lead] = await leadsOf('sign')
    expect(lead?.village).toBe('shiqiao')
  })

  test('from the owner of a venue, who scans and touches once; the officer by name has it, and the owner sees that', async () => {
    const sign = (await signs()).find((each) => each.place === '星河旅馆')
    if (!sign) throw new Error('The demonstration has no venue with a sign')
    const { rows } = await hulei.system.owner.query<{ township: string }>('SELECT township FROM sign LIMIT 1')
    const township = rows[0]?.township ?? ''
    const secret = venueSecretOf(hulei.system.server.keyring, township, sign as never)
    const { page: phone, context } = await scanning()
    await phone.goto(`/venue/${township}/${sign.token}.${secret}`)
    expect((await phone.locator('body').boundingBox())?.width).toBeLessThanOrEqual(sizes.phone.width)
    // What is touched is on the first screen of the phone.
    for (const name of ['有未成年人来住、来玩', '有可疑情况']) {
      const box = await phone.getByRole('button', { name }).boundingBox()
      expect((box?.y ?? 9999) + (box?.height ?? 0), name).toBeLessThan(sizes.phone.height)
    }
    await phone.getByRole('button', { name: '有未成年人来住、来玩' }).click()
    await phone.getByRole('heading', { name: '报出去了' }).waitFor()
    await phone.getByText('等民警签收').waitFor()
    const [lead] = await leadsOf('venue')
    expect(lead?.takers.map((each) => each.holder)).toEqual([sign.officer])

    await police.page.goto(`/leads/${lead?.id}`)
    await police.page.getByRole('button', { name: '签收', exact: true }).click()
    await police.page.getByText('已签收').first().waitFor()
    await phone.goto(`/venue/${township}/${sign.token}.${secret}`)
    await phone.getByText('民警已签收').waitFor()

    // A code that got into other hands is exchanged, and the old one opens nothing.
    await police.page.goto('/signs')
    const row = police.page.getByRole('row').filter({ hasText: '星河旅馆' })
    await row.getByRole('button', { name: '更多' }).click()
    await police.page.locator('.ant-dropdown:visible').getByText('更换场所专用码').click()
    await drawer(police.page).getByLabel('原因').fill('员工离职')
    await finish(drawer(police.page), '更换场所专用码')
    await phone.goto(`/venue/${township}/${sign.token}.${secret}`)
    await phone.getByRole('alert').getByText('这个码不能用了').waitFor()
    await context.close()
  })

  test('from a teacher whom the law makes report: the clock is theirs, and a late report is a finding', async () => {
    const users = await demoUsers({ seed: 1, scale: 0.05 })
    const school = users.find((user) => user.actor.role === 'school')
    const teacher = await enter(browser, hulei, school?.userName ?? '', 'phone')
    const { page } = teacher
    await page.goto('/suspicions/new')
    const call = page.getByRole('link', { name: /110/ })
    expect(await call.getAttribute('href')).toBe('tel:110')
    await page.getByLabel('发生了什么').fill('学生身上多处新旧伤')
    await choose(page, page.getByLabel('应当报告的情形'), [/多处/])
    await page.getByLabel('什么时候知道的').fill('2024-05-17T08:00')
    const photo = await sharp({ create: { width: 80, height: 60, channels: 3, background: '#7a8' } })
      .jpeg()
      .toBuffer()
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'arm.jpg', mimeType: 'image/jpeg', buffer: photo })
    await page.getByText('照片 1').waitFor()
    await look(page, 'report-of-a-teacher')
    await page.getByRole('button', { name: '保存', exact: true }).click()
    await page.getByText('已经报告').waitFor()
    await page.getByRole('listitem').filter({ hasText: '待处理' }).first().waitFor()
    await look(page, 'reported-by-a-teacher')
    const [lead] = await leadsOf('mandatory')
    const seen = await read<object>(police.page, `/api/leads/${lead?.id}`)
    expect(JSON.stringify(seen)).not.toContain(school?.actor.name)

    const discipline = users.find((user) => user.actor.role === 'discipline')
    const watch = await enter(browser, hulei, discipline?.userName ?? '')
    await watch.page.goto('/accountability')
    const due = watch.page.getByRole('listitem').filter({ hasText: '强制报告迟报' })
    await due.filter({ hasText: '5月20日' }).first().getByRole('button', { name: '启动问责' }).click()
    await drawer(watch.page).getByLabel('涉及岗位').fill('学校安全员')
    await drawer(watch.page).getByLabel('情形').fill('知情三日后才报告')
    await drawer(watch.page).getByLabel('启动日期').fill('2024-05-20')
    await finish(drawer(watch.page), '保存')
    await watch.page.getByRole('cell', { name: '迟报、瞒报' }).first().waitFor()
    await look(watch.page, 'accountability')
    expect(faultsOf(teacher, watch)).toEqual([])
  })

  test('out of the month’s survey form: nothing found is one button; what was found leads to the report', async () => {
    const { rows } = await hulei.system.owner.query<{ village: string }>(
      `SELECT v.village FROM (SELECT DISTINCT villages[1] AS village FROM post WHERE role = 'village') v
       WHERE NOT EXISTS (SELECT FROM survey_form f WHERE f.village = v.village AND f.month = '2024-05')
       ORDER BY 1 LIMIT 2`,
    )
    const [nil, found] = rows.map((row) => row.village)
    if (!nil || !found) throw new Error('Every village has handed in')
    for (const [village, count] of [
      [nil, 0],
      [found, 1],
    ] as const) {
      const worker = await enter(browser, hulei, village, 'phone')
      const { page } = worker
      await page.goto('/registers/surveyForm')
      await page.getByRole('button', { name: '交线索排查表' }).click()
      if (count > 0) await drawer(page).getByLabel('出入不适宜场所、夜不归宿的').fill(String(count))
      await finish(drawer(page), '保存')
      const row = page.getByText('2024-05').first()
      await row.waitFor()
      await look(page, `survey-${count}`)
      const report = page.getByRole('main').getByRole('button', { name: '报告可疑情况' })
      if (count === 0) expect(await report.count()).toBe(0)
      else {
        await report.click()
        await page.waitForURL('**/suspicions/new')
      }
      expect(faultsOf(worker)).toEqual([])
      await worker.context.close()
    }
    const { rows: forms } = await hulei.system.owner.query<{ village: string; is_nil: boolean }>(
      `SELECT village, is_nil FROM survey_form WHERE month = '2024-05' AND village = ANY($1)`,
      [[nil, found]],
    )
    expect(new Map(forms.map((form) => [form.village, form.is_nil]))).toEqual(
      new Map([
        [nil, true],
        [found, false],
      ]),
    )
    expect(faultsOf(office, police)).toEqual([])
  })
})
