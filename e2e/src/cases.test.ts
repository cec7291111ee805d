import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { choose, chromiumPath, launch, openWindow, sticksOut, type Window } from './browser.ts'
import { type Hulei, startHulei } from './hulei.ts'
import { signIn } from './people.ts'

/**
 * From a lead to a rule in a real browser: the police open a case, the office reviews it, a unit mends a problem and answers
 * a paper, and a rule is improved. Each test goes on where the one before ended.
 */
describe.skipIf(!chromiumPath)('a case, from a lead to a rule', () => {
  let hulei: Hulei
  let browser: Browser
  let police: Window
  let office: Window
  let civil: Window
  let address = ''

  const enter = async (userName: string): Promise<Window> => {
    const window = await openWindow(browser, 'desktop', hulei.url)
    await signIn(window.page, hulei, userName)
    return window
  }
  beforeAll(async () => {
    hulei = await startHulei()
    browser = await launch()
    police = await enter('police')
    office = await enter('pingan')
    civil = await enter('civil')
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
  const menu = async (page: Page, button: string, item: string) => {
    await page.getByRole('button', { name: button }).click()
    await page.locator('.ant-dropdown:visible').getByText(item, { exact: true }).click()
  }
  const save = async (page: Page, name: string) => {
    await drawer(page).getByRole('button', { name }).click()
    // The word that it is done stands for three seconds only; the drawer closes for good.
    await drawer(page).waitFor({ state: 'detached' })
  }

  test('the police open it from an accepted lead, and bring it to its next stage', async () => {
    const { page } = police
    const [lead, record] = [crypto.randomUUID(), crypto.randomUUID()]
    expect(await act(civil.page, 'lead.report', { story: '小店里有异常' }, lead)).toBe(200)
    expect(await act(page, 'lead.accept', { concerns: 'sexual' }, lead)).toBe(200)
    const opening = { lead, receivedOn: '2024-05-06', concerns: 'sexual', specialSuspects: [] }
    expect(await act(page, 'case.open', { ...opening, responsibleUnits: ['civil'] }, record)).toBe(200)
    address = `/cases/${record}`
    await page.goto('/cases')
    await page
      .getByRole('link', { name: /^案件-/ })
      .first()
      .waitFor()
    await page.goto(address)
    await menu(page, '办理进展', '立案')
    await drawer(page).getByLabel('日期').fill('2024-05-08')
    await save(page, '办理进展')
    await page.getByText('2024年5月8日起应有，还没有记载（逾期）').first().waitFor()
  })

  test('the office reviews it and puts a problem on the list', async () => {
    const { page } = office
    await page.goto(address)
    await page.getByRole('button', { name: '登记倒查' }).click()
    const form = drawer(page)
    await form.getByLabel('倒查日期').fill('2024-05-10')
    for (const part of [
      '倒查：经过和各环节履职',
      '剖析：原因和漏洞',
      '整治：已采取和拟采取的措施',
      '问责：意见和理由',
    ])
      await form.getByLabel(part).fill(`${part}，已查清`)
    await form.getByText('不需要问责').click()
    await save(page, '保存')
    await page.getByText('2024年5月10日倒查').first().waitFor()
    await page.getByRole('button', { name: '登记问题' }).click()
    await drawer(page).getByText('案件倒查', { exact: true }).click()
    await drawer(page).getByLabel('问题').fill('小店没有建立从业人员名册')
    await choose(page, drawer(page).getByLabel('责任单位', { exact: true }), ['民政办'])
    await drawer(page).getByLabel('整改期限').fill('2024-05-20')
    await save(page, '保存')
    await page.getByText('小店没有建立从业人员名册').waitFor()
  })

  test('the police send a paper about it, which can be had as Word', async () => {
    const { page } = police
    await page.goto(address)
    await page.getByRole('complementary').getByRole('button', { name: '建议书、提示函' }).click()
    const form = drawer(page)
    await form.getByText('公安提示函').click()
    await form.getByLabel('文号').fill('公提〔2024〕9号')
    await form.getByLabel('标题').fill('关于建立名册的提示函')
    await choose(page, drawer(page).getByLabel('责任单位', { exact: true }), ['民政办'])
    await form.getByLabel('指出的问题和建议').fill('建议逐店登记。')
    await form.getByLabel('制发日期').fill('2024-05-11')
    await form.getByLabel('回复期限').fill('2024-05-25')
    await save(page, '保存')
    await page.getByRole('link', { name: /公提〔2024〕9号/ }).click()
    const download = page.waitForEvent('download')
    await page.getByRole('link', { name: '下载 Word' }).click()
    expect((await download).suggestedFilename()).toBe('公提〔2024〕9号.docx')
  })

  test('the unit answers, reports the problem mended and adopts a rule, and never sees the case', async () => {
    const { page } = civil
    await page.goto(address)
    await page.getByRole('alert').waitFor()
    const photo = join(hulei.dataDir, 'sheet.jpg')
    await sharp({ create: { width: 600, height: 400, channels: 3, background: '#7a9' } })
      .jpeg()
      .toFile(photo)
    await page.goto('/recommendations')
    await page.getByRole('link', { name: '公提〔2024〕9号' }).click()
    await page.getByRole('heading', { name: /公提〔2024〕9号/ }).waitFor()
    await page.getByRole('button', { name: '回复' }).click()
    await drawer(page).getByLabel('回复日期').fill('2024-05-15')
    await drawer(page).getByLabel('回复', { exact: true }).fill('已逐店登记')
    await save(page, '回复')
    await page.goto('/problems')
    await page.getByRole('cell', { name: '小店没有建立从业人员名册' }).click()
    await page.getByRole('button', { name: '报告整改' }).click()
    await drawer(page).getByLabel('整改日期').fill('2024-05-15')
    await drawer(page).getByLabel('整改情况').fill('名册已建')
    await drawer(page).locator('input[type=file]').first().setInputFiles(photo)
    await drawer(page).locator('.evidence img').first().waitFor()
    await drawer(page).getByRole('button', { name: '报告整改' }).click()
    await page.getByText('待核查').first().waitFor()
    await page.goto('/registers/rule')
    await page.getByRole('button', { name: '登记制度' }).click()
    await drawer(page).getByLabel('名称').fill('从业人员名册制度')
    await drawer(page).getByLabel('版本').fill('第1版')
    await drawer(page).getByLabel('施行日期').fill('2024-05-20')
    await drawer(page).getByRole('button', { name: '保存' }).click()
    await page.getByRole('cell', { name: '从业人员名册制度' }).waitFor()
  })

  test('the office checks on the spot, links the rule, and the chain stands on one screen, on a phone too', async () => {
    const { page } = office
    await page.goto('/problems')
    await page.getByRole('cell', { name: '小店没有建立从业人员名册' }).click()
    await page.getByRole('button', { name: '核查销号' }).click()
    await drawer(page).getByLabel('现场核查日期').fill('2024-05-18')
    await drawer(page).getByLabel('核查意见').fill('现场看过，名册齐全')
    await drawer(page).getByRole('button', { name: '核查销号' }).click()
    await page.getByText('已销号').first().waitFor()
    await page.goto(address)
    const chain = page.getByRole('complementary')
    await chain.getByRole('button', { name: '完善的制度' }).click()
    await choose(page, drawer(page).getByLabel('完善的制度'), ['从业人员名册制度'], '从业')
    await save(page, '关联完善的制度')
    for (const words of ['来源线索', '四项倒查', '已销号', '公提〔2024〕9号', '从业人员名册制度'])
      await chain.getByText(words).first().waitFor()
    const phone = await openWindow(browser, 'phone', hulei.url)
    await signIn(phone.page, hulei, 'leader')
    await phone.page.goto(address)
    await phone.page.getByRole('complementary').getByText('从业人员名册制度').waitFor()
    expect(await sticksOut(phone.page)).toBe(0)
    expect([...office.faults, ...police.faults, ...phone.faults]).toEqual([])
  })
})
