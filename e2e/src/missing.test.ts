import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { choose, chromiumPath, LONGEST_WAIT, launch, type Window } from './browser.ts'
import { type Hulei, startHulei } from './hulei.ts'
import { drawer, enter, faultsOf, finish, look } from './office.ts'

const NAME = '柳小鹿'

/**
 * A missing child in a real browser, from the first call to why the child went: whoever is asked first owns it, everybody who
 * must look knows at once, and nothing that is passed on says who it is. Each test goes on where the one before ended.
 */
describe.skipIf(!chromiumPath)('a missing child', () => {
  let hulei: Hulei
  let browser: Browser
  let worker: Window
  let head: Window
  let police: Window
  let address = ''

  beforeAll(async () => {
    hulei = await startHulei()
    browser = await launch()
    worker = await enter(browser, hulei, 'shiqiao', 'phone')
    head = await enter(browser, hulei, 'leader', 'phone')
    police = await enter(browser, hulei, 'police')
  }, 240_000)
  afterAll(async () => {
    await browser?.close()
    await hulei?.stop()
  })

  test('is registered by whoever was asked first, by a place alone; a name in what is passed on is refused', async () => {
    const { page } = worker
    await page.goto('/missing')
    await page.getByRole('button', { name: '登记走失' }).click()
    const form = drawer(page)
    await form.getByLabel('最后见到的地方').fill('石桥村口小卖部')
    await form.getByLabel('什么时候接到的').fill('2024-05-19T18:00')
    await form.getByLabel('最后见到的时间').fill('2024-05-19T17:30')
    await choose(page, form.getByLabel('年龄段'), ['6至11周岁'])
    await form.getByText('女', { exact: true }).click()
    await form.getByLabel('孩子姓名（密封保存）').fill(NAME)
    await form.getByLabel('衣着特征').fill(`${NAME}，红外套、扎马尾`)
    await form.getByRole('button', { name: '保存', exact: true }).click()
    await form.getByText('这一项会发给大家看，不能写孩子姓名').waitFor()
    await look(page, 'missing-form')
    await form.getByLabel('衣着特征').fill('红外套、扎马尾')
    await finish(form, '保存')
    const link = page.getByRole('link', { name: /^走失-/ }).first()
    await link.waitFor()
    await look(page, 'missing-list')
    await link.click()
    await page.getByText('红外套、扎马尾').waitFor()
    address = new URL(page.url()).pathname
    const spread = page.getByRole('region', { name: '给大家看的描述' })
    expect(await spread.innerText()).toMatch(
      /6至11周岁，女；红外套、扎马尾；最后见到：.*石桥村口小卖部；见到请马上打110/,
    )
    expect(await page.content()).not.toContain(NAME)
    await page.getByText('还没有记查找经过').waitFor()
  })

  test('is told to a head on a phone, who acknowledges it there', async () => {
    const { page } = head
    await page.goto('/messages')
    const message = page.getByRole('listitem').filter({ hasText: '有一名儿童走失' }).first()
    await message.waitFor()
    expect(await page.content()).not.toMatch(new RegExp(`${NAME}|小卖部|红外套`))
    await message.getByRole('button', { name: /走失儿童/ }).click()
    const told = page.getByRole('region', { name: '告知和签收' })
    await told.getByText('待您签收').waitFor()
    await page.getByRole('button', { name: '签收', exact: true }).click()
    await told.getByText('待您签收').waitFor({ state: 'detached' })
    await told.getByRole('listitem').filter({ hasText: '●' }).first().waitFor()
    expect(await page.content()).not.toContain(NAME)
    await look(page, 'missing-of-a-head')
  })

  test('is looked for step by step; the police alone may give the name out, with a reason', async () => {
    await worker.page.goto(address)
    expect(await worker.page.getByRole('button', { name: '公开走失儿童姓名' }).count()).toBe(0)
    await worker.page.getByRole('button', { name: '记查找经过' }).click()
    await choose(worker.page, drawer(worker.page).getByLabel('做了什么'), ['报告派出所'])
    await drawer(worker.page).getByLabel('时间').fill('2024-05-19T18:05')
    await finish(drawer(worker.page), '保存')
    await worker.page.getByText('接报后5分钟开始查找').waitFor()
    const { page } = police
    await page.goto(address)
    await page.getByRole('button', { name: '签收', exact: true }).click()
    await page.getByRole('button', { name: '签收', exact: true }).waitFor({ state: 'detached' })
    await page.getByRole('button', { name: '公开走失儿童姓名' }).click()
    await drawer(page).getByLabel('公开的姓名').fill(NAME)
    await drawer(page).getByLabel('原因').fill('两小时仍未找到')
    await finish(drawer(page), '公开走失儿童姓名')
    await page.getByRole('region', { name: '给大家看的描述' }).getByText(NAME).waitFor()
    await look(page, 'missing-of-the-police')
  })

  test('is found; the name is nobody’s business any more, and others are asked to stop', async () => {
    await head.page.goto('/messages')
    const found = head.page.getByRole('listitem').filter({ hasText: '走失的儿童已经找到' })
    // Others were missing, and found, before.
    await found.first().waitFor()
    const before = await found.count()
    const { page } = worker
    await page.goto(address)
    await page.getByRole('button', { name: '登记已找到' }).click()
    await drawer(page).getByLabel('找到时间').fill('2024-05-19T20:00')
    await choose(page, drawer(page).getByLabel('怎样找到'), ['查找时找到'])
    await drawer(page).getByLabel('在哪里找到').fill('同学家里')
    await finish(drawer(page), '登记已找到')
    await page.getByRole('region', { name: '请大家停止转发' }).getByText('孩子已经找到').waitFor()
    expect(await page.content()).not.toContain(NAME)
    await head.page.reload()
    await expect.poll(() => found.count(), { timeout: LONGEST_WAIT }).toBe(before + 1)
  })

  test('ends with why the child went, and what is done so that it does not happen again', async () => {
    const { page } = worker
    await page.goto(address)
    await page.getByRole('button', { name: '办结走失' }).click()
    await choose(page, drawer(page).getByLabel('走失原因'), ['贪玩晚归'])
    await drawer(page).getByLabel('原因分析和改进').fill('放学没有人接，已约好由奶奶接送')
    await finish(drawer(page), '办结走失')
    await page.getByText('已办结').first().waitFor()
    await page.getByText('已约好由奶奶接送').waitFor()
    await look(page, 'missing-ended')
    expect(faultsOf(worker, head, police)).toEqual([])
  })
})
