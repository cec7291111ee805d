import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { choose, chromiumPath, launch, openWindow, type Size, sticksOut, type Window } from './browser.ts'
import { type Hulei, startHulei } from './hulei.ts'
import { signIn } from './people.ts'

/**
 * Data protection in a real browser: families ask and are answered, a suspected parent in the words that everybody gets; a
 * correction that was promised is open until it is done; a breach with its clocks; the year's audit and the assessment.
 * Each test goes on where the one before ended.
 */
describe.skipIf(!chromiumPath)('the protection of data', () => {
  let hulei: Hulei
  let browser: Browser
  let office: Window
  let police: Window
  let leader: Window
  let child: { id: string; name: string }

  const enter = async (userName: string, size: Size = 'desktop'): Promise<Window> => {
    const window = await openWindow(browser, size, hulei.url)
    await signIn(window.page, hulei, userName)
    return window
  }
  beforeAll(async () => {
    hulei = await startHulei()
    browser = await launch()
    office = await enter('pingan')
    police = await enter('police', 'phone')
    leader = await enter('leader', 'phone')
    child = await office.page.evaluate(async () => {
      const answer = await fetch('/api/registers/child?limit=1&fields=name')
      return (await answer.json()).rows[0]
    })
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
  const save = async (page: Page, name: string) => {
    await drawer(page).getByRole('button', { name }).click()
    await drawer(page).waitFor({ state: 'detached' })
  }
  const pick = async (page: Page, label: string, option: string) => {
    await choose(page, drawer(page).getByLabel(label, { exact: true }), [option])
    // The next list is not looked for in one that is still closing.
    await page.locator('.ant-select-dropdown:visible').first().waitFor({ state: 'hidden' })
  }
  /** Few choices stand side by side. */
  const tick = (page: Page, option: string) => drawer(page).getByText(option, { exact: true }).click()
  const answerOf = (page: Page) => page.getByRole('region', { name: '答复' }).locator('p').first().innerText()
  const saves = async (page: Page, link: string) => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: link }).first().click(),
    ])
    return download.suggestedFilename()
  }
  /** Opens the seal of the child in a request, on whose page one is. */
  const openSeal = async (page: Page) => {
    const line = page.getByRole('listitem').filter({ hasText: /当事儿童|儿童-/ })
    await line.getByRole('button').first().click()
    const dialog = page.getByRole('dialog')
    await choose(page, dialog.getByLabel('查看目的'), ['答复举报人、申请人'])
    await dialog.getByRole('button', { name: '打开', exact: true }).click()
    await page.getByText(child.name).first().waitFor()
    await page.keyboard.press('Escape')
    await drawer(page).waitFor({ state: 'detached' })
  }
  const asking = (asks: string, relation: string) => ({
    asks,
    child: child.id,
    relation,
    askerName: '何秋月',
    identityBy: 'card-and-register',
    askedOn: '2024-05-20',
  })

  test('a request is taken in, and stands there by codes alone', async () => {
    const { page } = office
    await page.goto('/rights')
    await page.getByRole('button', { name: '受理申请' }).click()
    await tick(page, '查阅、复制')
    await pick(page, '申请人是孩子的', '父亲')
    await choose(page, drawer(page).getByLabel('哪个孩子'), [new RegExp(`^${child.name} · `)], child.name)
    await drawer(page).getByLabel('申请人姓名').fill('柳大强')
    await tick(page, '身份证和户口簿')
    await drawer(page).getByLabel('收到日期').fill('2024-05-20')
    await save(page, '保存')
    await page.getByRole('row').filter({ hasText: '2024年5月20日' }).first().waitFor()
    for (const name of [child.name, '柳大强']) expect(await page.content()).not.toContain(name)
    expect(await sticksOut(page)).toBe(0)
  })

  test('a suspected father gets no copy, in the very words that others get', async () => {
    const { page } = police
    await page.goto('/rights')
    await page.getByRole('row').filter({ hasText: '2024年5月20日' }).getByRole('link').first().click()
    await page.getByText('每一件都由派出所复核').waitFor()
    expect(await sticksOut(page)).toBe(0)
    await page.getByRole('button', { name: '复核能否提供' }).click()
    await drawer(page).getByText('否', { exact: true }).click()
    await save(page, '复核能否提供')
    await page.getByText('已办结').first().waitFor()
    const refused = await answerOf(page)
    const quarrel = crypto.randomUUID()
    expect(await act(office.page, 'rights.receive', asking('copy', 'mother'), quarrel)).toBe(200)
    expect(await act(page, 'rights.review', { mayGive: true }, quarrel)).toBe(200)
    await office.page.goto(`/rights/${quarrel}`)
    await office.page.getByRole('button', { name: '答复申请人' }).click()
    await pick(office.page, '办理结果', '不予办理')
    await pick(office.page, '不办理的理由', '为了最有利于未成年人')
    await save(office.page, '答复申请人')
    await office.page.getByText('已办结').first().waitFor()
    expect(await answerOf(office.page)).toBe(refused)
    for (const said of ['案', '嫌疑', '侦查']) expect(refused).not.toContain(said)
  })

  test('a correction that was promised stays open until the child’s file is put right', async () => {
    const { page } = office
    const request = crypto.randomUUID()
    expect(await act(page, 'rights.receive', asking('correction', 'mother'), request)).toBe(200)
    await page.goto(`/rights/${request}`)
    await openSeal(page)
    await page.getByRole('button', { name: '答复申请人' }).click()
    await pick(page, '办理结果', '更正')
    await save(page, '答复申请人')
    const todo = page.getByRole('region', { name: '还要办理' })
    await todo.getByText('收到申请以来，这份档案还没有更正过').waitFor()
    await page.getByText('已同意，待办理').first().waitFor()
    await todo.getByRole('link', { name: /的档案$/ }).click()
    await page.getByRole('button', { name: '办理', exact: true }).click()
    await page.locator('.ant-dropdown:visible').getByText('更正未成年人信息', { exact: true }).click()
    await drawer(page).getByLabel('年级').fill('四年级（2）班')
    await drawer(page).getByLabel('原因').fill('按学籍更正')
    await save(page, '保存')
    await page.goto(`/rights/${request}`)
    await todo.getByText('更正未成年人信息').waitFor()
    expect(await sticksOut(page)).toBe(0)
    await todo.getByRole('button', { name: '按这次更正办结' }).click()
    await save(page, '登记已更正')
    await todo.waitFor({ state: 'detached' })
    await page.getByText('已办结').first().waitFor()
  })

  test('a deletion is not promised while the child is on the register', async () => {
    const { page } = office
    const request = crypto.randomUUID()
    expect(await act(page, 'rights.receive', asking('deletion', 'mother'), request)).toBe(200)
    expect(await act(police.page, 'rights.review', { mayGive: true }, request)).toBe(200)
    await page.goto(`/rights/${request}`)
    await openSeal(page)
    await page.getByRole('button', { name: '答复申请人' }).click()
    await pick(page, '办理结果', '删除')
    await drawer(page).getByRole('button', { name: '答复申请人' }).click()
    await drawer(page).getByText('掌握底数是法定职责').waitFor()
    await page.keyboard.press('Escape')
  })

  test('the notice is read by anybody on a phone, without signing in', async () => {
    const window = await openWindow(browser, 'phone', hulei.url)
    await window.page.goto('/notice')
    await window.page.getByText('您和孩子的权利').waitFor()
    expect(await sticksOut(window.page)).toBe(0)
    expect(await window.page.locator('script').count()).toBe(0)
    expect(window.faults).toEqual([])
    await window.context.close()
  })

  test('a breach runs against its clocks, and the leader sees them on a phone', async () => {
    const { page } = office
    await page.goto('/breaches')
    await page.getByRole('button', { name: '登记泄露事件' }).click()
    await drawer(page).getByLabel('发现时间').fill('2024-05-20T00:01')
    await drawer(page).getByLabel('发生了什么').fill('走访表被发到了群里')
    await pick(page, '涉及哪些信息', '走访记录')
    await drawer(page).getByLabel('涉及人数（估计）').fill('12')
    await save(page, '保存')
    const card = (of: Page) => of.getByRole('article').filter({ hasText: '走访表被发到了群里' })
    await card(page)
      .getByText(/告知 ▲ 还剩/)
      .waitFor()
    await card(page).getByRole('button', { name: '登记已控制' }).click()
    await drawer(page).getByLabel('控制住的时间').fill('2024-05-20T00:02')
    await drawer(page).getByLabel('采取的措施').fill('撤回')
    await save(page, '登记已控制')
    await card(page)
      .getByText(/控制 ● 按时/)
      .waitFor()
    await leader.page.goto('/breaches')
    await card(leader.page)
      .getByText(/控制 ● 按时/)
      .waitFor()
    expect(await card(leader.page).getByRole('button').count()).toBe(0)
    expect(await sticksOut(leader.page)).toBe(0)
  })

  test('an assessment begins with what is processed, is approved by the leader, and prints', async () => {
    const { page } = office
    await page.goto('/impact-assessments')
    await page.getByText(/下次评估：2025年1月4日以前/).waitFor()
    await page.getByRole('button', { name: '开始评估' }).click()
    expect(await drawer(page).getByLabel('保护措施').inputValue()).toContain('密封')
    await save(page, '保存')
    await page.getByText('待批准').first().waitFor()
    expect(await sticksOut(page)).toBe(0)
    await leader.page.goto('/impact-assessments')
    await leader.page.getByRole('button', { name: '批准影响评估' }).click()
    await drawer(leader.page).getByLabel('批准意见').fill('同意')
    await save(leader.page, '批准影响评估')
    await leader.page.getByText(/下次评估：2025年5月20日以前/).waitFor()
    expect(await sticksOut(leader.page)).toBe(0)
    expect(await saves(leader.page, 'Word')).toMatch(/^影响评估评估-[2-9A-Z]{5}\.docx$/)
  })

  test('who may see minors’ data and the year’s audit are read and taken along, at either size', async () => {
    for (const { page } of [office, leader]) {
      await page.goto('/privacy-audit')
      await page.getByRole('region', { name: '权利申请' }).getByText('已同意还没有办完').waitFor()
      expect(await sticksOut(page)).toBe(0)
      expect(await saves(page, '下载 Word')).toBe('合规审计报告2024.docx')
    }
    await office.page.goto('/access-record')
    await office.page.getByText(/共\d+人/).waitFor()
    expect(await sticksOut(office.page)).toBe(0)
    expect(await saves(office.page, '下载 Word')).toBe('查看权限登记2024-05-20.docx')
    // What was refused in a form is an answer, too.
    const faults = office.faults.filter((fault) => !fault.includes('409'))
    expect([...faults, ...police.faults, ...leader.faults]).toEqual([])
  })
})
