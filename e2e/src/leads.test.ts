import { randomUUID } from 'node:crypto'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { choose, chromiumPath, LONGEST_WAIT, launch, type Window } from './browser.ts'
import { type Hulei, startHulei } from './hulei.ts'
import { act, dialog, enter, faultsOf, finish, look, read } from './office.ts'

const CHILD = '柳小鹿'
const STORY = '放学后看见孩子在河边哭'

/**
 * A lead in a real browser: both heads learn of it and acknowledge it, the police decide, and one that nobody decides is red
 * wherever somebody looks. Each test goes on where the one before ended.
 */
describe.skipIf(!chromiumPath)('a lead', () => {
  let hulei: Hulei
  let browser: Browser
  let civil: Window
  let head: Window
  let otherHead: Window
  let police: Window

  beforeAll(async () => {
    hulei = await startHulei()
    browser = await launch()
    civil = await enter(browser, hulei, 'civil')
    head = await enter(browser, hulei, 'leader')
    otherHead = await enter(browser, hulei, 'leader2', 'phone')
    police = await enter(browser, hulei, 'police')
  }, 240_000)
  afterAll(async () => {
    await browser?.close()
    await hulei?.stop()
  })

  const leads: string[] = []
  const codes: string[] = []
  const told = (page: Page) => page.getByRole('region', { name: '告知和签收' })
  const facts = (page: Page) => page.getByRole('region', { name: '情况' })
  const begin = async (index: number, button: string) => {
    await police.page.goto(`/leads/${leads[index]}`)
    await police.page.getByRole('button', { name: button, exact: true }).click()
  }

  test('is in the inbox of a head, who acknowledges it, without a word of what it is', async () => {
    for (let count = 0; count < 4; count++) {
      const lead = randomUUID()
      const report = { story: STORY, child: CHILD, onVillage: 'shiqiao', concerns: 'other' }
      expect(await act(civil.page, 'lead.report', report, lead)).toBe(200)
      leads.push(lead)
      const { lead: at } = await read<{ lead: { code: string } }>(head.page, `/api/leads/${lead}`)
      codes.push(at.code)
    }
    const { page } = head
    await page.goto('/')
    const card = page.getByRole('region', { name: '线索', exact: true })
    await card.getByText('待我签收').click()
    const row = page.getByRole('row').filter({ hasText: codes[0] ?? '' })
    expect(await row.innerText()).toContain('石桥村')
    await row.getByRole('button', { name: '签收', exact: true }).click()
    await page.getByRole('heading', { name: codes[0] ?? '' }).waitFor()
    await told(page).getByText('待您签收').waitFor()
    await page.getByRole('button', { name: '签收', exact: true }).click()
    await told(page).getByText('待您签收').waitFor({ state: 'detached' })
    for (const address of ['/', '/leads', `/leads/${leads[0]}`]) {
      await page.goto(address)
      await page
        .getByText(codes[0] ?? '')
        .or(card)
        .first()
        .waitFor()
      expect(await page.content()).not.toMatch(new RegExp(`${CHILD}|${STORY}`))
    }
    await look(page, 'lead')
  })

  test('reaches the other head on a phone by a message, whose receipt stands on the lead', async () => {
    const { page } = otherHead
    await page.goto('/messages')
    const message = page.getByRole('listitem').filter({ hasText: '收到一条线索' })
    await message.first().waitFor()
    const before = await message.count()
    await message.first().getByRole('button', { name: '签收', exact: true }).click()
    await expect.poll(() => message.count(), { timeout: LONGEST_WAIT }).toBe(before - 1)
    expect(await page.content()).not.toMatch(new RegExp(`${CHILD}|${STORY}`))
    // The newest of the four stood first.
    await page.goto(`/leads/${leads[3]}`)
    const heads = (of: Page) => told(of).getByRole('listitem').filter({ hasText: '双组长' })
    await heads(page).filter({ hasText: '●' }).first().waitFor()
    await page.goto('/leads')
    const card = page.getByRole('listitem').filter({ hasText: codes[0] ?? '' })
    await card.getByRole('button', { name: '签收', exact: true }).click()
    await told(page).getByText('待您签收').waitFor()
    await page.getByRole('button', { name: '签收', exact: true }).click()
    await told(page).getByText('待您签收').waitFor({ state: 'detached' })
    await head.page.goto(`/leads/${leads[0]}`)
    await expect
      .poll(() => heads(head.page).filter({ hasText: '●' }).count(), { timeout: LONGEST_WAIT })
      .toBe(2)
    await look(page, 'leads-of-a-head')
  })

  test('is taken and accepted by the police, with its kind', async () => {
    const { page } = police
    await begin(0, '领办线索')
    await page.getByRole('button', { name: '领办线索', exact: true }).waitFor({ state: 'detached' })
    await page.getByRole('button', { name: '受理线索', exact: true }).click()
    await choose(page, dialog(page).getByLabel('类别'), ['殴打、虐待'])
    await dialog(page).getByLabel('处理意见').fill('受理，今日到场核查')
    await finish(dialog(page), '受理线索')
    await page.getByText('按时处理').waitFor()
    await facts(page).getByText('殴打、虐待').waitFor()
    await page.goto('/leads?mine=true')
    await page
      .getByRole('row')
      .filter({ hasText: codes[0] ?? '' })
      .getByText('已受理')
      .waitFor()
  })

  test('is refused only with a reason and an answer', async () => {
    const { page } = police
    await begin(1, '不予受理')
    const form = dialog(page)
    await form.getByLabel('给举报人的答复').fill('到场核查，是孩子和家长走散，已找到')
    await form.getByRole('button', { name: '不予受理', exact: true }).click()
    await form.locator('.ant-form-item-explain-error').first().waitFor()
    await form.getByLabel('原因').fill('核查没有侵害')
    await finish(form, '不予受理')
    await facts(page).getByText('到场核查，是孩子和家长走散，已找到').waitFor()
    expect(await page.getByRole('button', { name: '受理线索', exact: true }).count()).toBe(0)
  })

  test('is handed on to a unit, which finds it and takes it', async () => {
    const { page } = police
    await begin(2, '移送线索')
    await choose(page, dialog(page).getByLabel('移送单位'), ['民政办'], '民政')
    await dialog(page).getByLabel('原因').fill('属于监护缺失')
    await finish(dialog(page), '移送线索')
    await facts(page).getByText('民政办').waitFor()
    await civil.page.goto('/leads')
    const row = civil.page.getByRole('row').filter({ hasText: codes[2] ?? '' })
    await row.getByRole('button', { name: '领办线索' }).click()
    await civil.page.getByRole('button', { name: '领办线索', exact: true }).click()
    await civil.page.getByRole('button', { name: '领办线索', exact: true }).waitFor({ state: 'detached' })
    await civil.page.getByRole('button', { name: '受理线索', exact: true }).waitFor()
  })

  test('is merged into another, and each leads to the other', async () => {
    const { page } = police
    await begin(3, '并案')
    await choose(page, dialog(page).getByLabel('并入哪一条'), [new RegExp(`^${codes[0]}`)], codes[0])
    await dialog(page).getByLabel('原因').fill('说的是同一件事')
    await finish(dialog(page), '并案')
    const linked = page.getByRole('region', { name: '关联线索' })
    await linked.getByRole('link', { name: codes[0] ?? '' }).click()
    await linked.getByRole('link', { name: codes[3] ?? '' }).waitFor()
    expect(await page.content()).not.toMatch(new RegExp(`${CHILD}|${STORY}`))
  })

  test('that nobody decides in time is red on three screens: first page, inbox, duty list', async () => {
    const { page } = head
    await page.goto('/')
    const card = page.getByRole('region', { name: '线索', exact: true })
    await card.getByText('有线索超过时限没有处理').waitFor()
    expect(await card.innerText()).toMatch(/■\s*\d+\s*已超时/)
    await look(page, 'home-of-a-head')
    await page.goto('/leads')
    const first = page.getByRole('row').nth(1)
    expect(await first.innerText()).toMatch(/■ 超时/)
    await look(page, 'leads')
    await page.goto('/duties/units/police')
    const duty = page.locator('article#police-1').first()
    await duty.getByText('逾期').first().waitFor()
    expect(await duty.innerText()).toContain('■')
    expect(faultsOf(civil, head, otherHead, police)).toEqual([])
  })
})
