import { randomUUID } from 'node:crypto'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chromiumPath, launch, openWindow, sticksOut } from './browser.ts'
import { type Hulei, startHulei } from './hulei.ts'
import { signIn } from './people.ts'
import { installPhone, type PhoneApp } from './phone.ts'
import { prepareYunxi, yunxiCode, yunxiOffice } from './yunxi-place.ts'

/** What becomes of a visit after it was recorded: amended, in conflict, refused, handed to the office. Each test goes on. */
describe.skipIf(!chromiumPath)('a recorded visit on the phone', () => {
  let hulei: Hulei
  let browser: Browser
  let phone: PhoneApp

  const one = async <T extends object>(sql: string, values: readonly unknown[] = []) => {
    const { rows } = await hulei.system.owner.query<T>(sql, [...values])
    if (!rows[0]) throw new Error(`No row: ${sql}`)
    return rows[0]
  }
  const actsNamed = async (name: string) =>
    (await one<{ count: number }>('SELECT count(*)::int AS count FROM act_log WHERE act = $1', [name])).count
  const asOffice = (act: string, record: string, input: object, more: object = {}) =>
    hulei.system.server.performer.perform(yunxiOffice, { id: randomUUID(), act, record, input, ...more })
  const begin = (name: string) =>
    phone.page.locator('.child', { hasText: name }).getByRole('button', { name: '走访' }).click()
  const openChild = async (name: string) => {
    await phone.page.getByRole('link', { name: '走访', exact: true }).click()
    await phone.page.locator('.child', { hasText: name }).getByRole('link').click()
  }
  const save = () => phone.page.getByRole('button', { name: '保存' }).click()
  const record = async (name: string) => {
    const { page } = phone
    await page.getByRole('link', { name: '走访', exact: true }).click()
    await begin(name)
    await page.getByRole('button', { name: '见到本人' }).first().click()
    await page.getByRole('button', { name: '其余都正常' }).click()
    await page.getByLabel('商定事项').fill('周末接回')
    await phone.sign()
    await page.getByRole('button', { name: '拍照', exact: true }).click()
    await phone.shoot()
    await save()
    await page.getByRole('heading', { name: '本月走访' }).waitFor()
  }
  const amend = async (name: string, agreed: string) => {
    const { page } = phone
    await openChild(name)
    await page.getByRole('button', { name: '更正', exact: true }).click()
    await page.getByRole('heading', { name: /更正走访/ }).waitFor()
    await page.getByLabel('商定事项').fill(agreed)
    await page.getByLabel('更正原因').fill('听错了')
    await save()
    await page.getByRole('heading', { name: new RegExp(name) }).waitFor()
  }

  beforeAll(async () => {
    hulei = await startHulei(prepareYunxi)
    browser = await launch()
    phone = await installPhone(browser, hulei.url, 'hefeng')
  })
  afterAll(async () => {
    await browser?.close()
    await hulei?.stop()
  })

  test('is amended before it was ever sent, and arrives as recorded and as amended', async () => {
    const { page } = phone
    await phone.offline()
    await record('荷田田')
    await amend('荷田田', '每周接回')
    await page.getByText('只在这部手机上').waitFor()
    await page.getByRole('link', { name: '走访', exact: true }).click()
    // Two acts wait, and they are one visit.
    await page.getByText('另有 1 人次在手机里等着上传').waitFor()
    expect(await page.locator('.status').innerText()).toContain('2 条等着上传')
    await phone.online()
    expect([await actsNamed('visit.record'), await actsNamed('visit.amend')]).toEqual([1, 1])
    await page.waitForFunction(() => !document.querySelector('.count .waits'))
    expect(await page.locator('.count strong').innerText()).toMatch(/^1\//)
  })

  test('is amended only with a change and a reason; its photos are known to be on the server', async () => {
    const { page } = phone
    await phone.offline()
    await openChild('荷田田')
    await page.getByRole('button', { name: '更正', exact: true }).click()
    expect(await page.getByLabel('商定事项').inputValue()).toBe('每周接回')
    await page.getByText('私下观察不再下载到手机').waitFor()
    await page.getByText('第1张已在服务器上').first().waitFor()
    await save()
    await page.getByText('还没有改动').waitFor()
    await page.getByLabel('商定事项').fill('每天接回')
    await save()
    await page.getByText('请填写更正原因').waitFor()
    expect(await sticksOut(page)).toBeLessThanOrEqual(0)
    await page.getByRole('button', { name: '清空重填' }).waitFor({ state: 'detached' })
    await page.getByLabel('更正原因').fill('又商量过')
    await save()
    await page.getByText('只在这部手机上').waitFor()
  })

  test('shows both values where the office changed the same meanwhile, and sends what a person chose', async () => {
    const { page } = phone
    const visit = await one<{ id: string; version: string }>('SELECT id, version FROM visit')
    await asOffice(
      'visit.amend',
      visit.id,
      { agreed: '月底接回', atHome: '奶奶' },
      { version: visit.version, reason: '电话核实过' },
    )
    await phone.context.setOffline(false)
    await page.locator('.status').click()
    await page.getByRole('link', { name: '记录' }).click()
    await page.getByText('别人改的原因：电话核实过').waitFor()
    const question = page.getByRole('group', { name: '商定事项' })
    expect(await question.getByRole('button').allInnerTexts()).toEqual([
      expect.stringContaining('每天接回'),
      expect.stringContaining('月底接回'),
    ])
    expect(await sticksOut(page)).toBeLessThanOrEqual(0)
    expect(await page.getByRole('button', { name: '按选好的重报' }).isDisabled()).toBe(true)
    await question.getByRole('button', { name: /每天接回/ }).click()
    await page.getByRole('button', { name: '按选好的重报' }).click()
    await page.getByText('已另外改正重报').waitFor()
    await phone.online()
    await openChild('荷田田')
    await page.getByRole('button', { name: '更正', exact: true }).click()
    expect(await page.getByLabel('商定事项').inputValue()).toBe('每天接回')
    // What only the office changed stays.
    expect(await page.getByLabel('在家的人').inputValue()).toBe('奶奶')
    await page.goBack()
  })

  test('that is refused goes to the office with its photos and a sentence, and comes back with an answer', async () => {
    const { page } = phone
    await phone.offline()
    await record('荷小苗')
    const child = await one<{ id: string }>('SELECT id FROM child WHERE name = $1', ['荷小苗'])
    await asOffice('child.move', child.id, { village: 'wanli', movedOn: '2025-05-21' }, { reason: '搬家' })
    await phone.context.setOffline(false)
    await page.locator('.status').click()
    await page.getByRole('link', { name: '记录' }).click()
    await page.getByText('服务器没有收').waitFor()
    await page.getByRole('button', { name: '交办公室处理' }).click()
    await page.getByLabel('跟办公室说一句').fill('上午走访的，下午才知道搬到湾里了')
    expect(await sticksOut(page)).toBeLessThanOrEqual(0)
    await page.getByRole('button', { name: '交给办公室' }).click()
    await page.getByText('已交办公室，等回话').waitFor()
    await phone.online()
    const open = await one<{ open: number }>('SELECT count(*)::int AS open FROM file_promise')
    expect(open.open).toBe(0)

    const office = await openWindow(browser, 'desktop', hulei.url)
    await signIn(office.page, { ...hulei, code: yunxiCode }, 'zhibao')
    await office.page.goto('/registers/handedIn')
    await office.page.getByRole('cell', { name: '登记走访' }).first().click()
    await office.page.getByRole('button', { name: '打开' }).click()
    await office.page.getByText('上午走访的，下午才知道搬到湾里了').first().waitFor()
    await office.page.getByText('周末接回').first().waitFor()
    await office.page.getByText('荷小苗').first().waitFor()
    await office.page.waitForFunction(() =>
      [...document.querySelectorAll<HTMLImageElement>('.ant-image img')].every(
        (each) => each.naturalWidth > 0,
      ),
    )
    // It can be recorded in the village's stead from what the phone wrote, photos and signature with it.
    await office.page.getByRole('button', { name: '按原内容代为登记' }).click()
    await office.page.getByText('内容齐全').waitFor()
    await office.page.getByRole('button', { name: '保存' }).click()
    await office.page.waitForURL(/\/visits$/)
    await office.page.goBack()
    await office.page.goto('/registers/handedIn')
    await office.page.getByRole('cell', { name: '登记走访' }).first().click()
    await office.page.getByRole('button', { name: '打开' }).click()
    // The list's own drawer offers the same until the page is there.
    await office.page.getByRole('link', { name: '全部交办' }).waitFor()
    await office.page.getByRole('button', { name: '已代办' }).click()
    await office.page.getByLabel('处理说明').fill('已替你登记')
    await office.page.getByRole('dialog').getByRole('button', { name: '已代办' }).click()
    await office.page.getByText('办公室已代办：已替你登记').first().waitFor()
    expect(await sticksOut(office.page)).toBe(0)
    await office.context.close()

    await page.locator('.status').click()
    await page.getByText('办公室已代办：已替你登记').waitFor()
  })

  test('that the office returns may be taken back, and the reason stays with it', async () => {
    const { page } = phone
    await phone.offline()
    await record('荷小禾')
    const child = await one<{ id: string }>('SELECT id FROM child WHERE name = $1', ['荷小禾'])
    await asOffice('child.move', child.id, { village: 'wanli', movedOn: '2025-05-21' }, { reason: '搬家' })
    await phone.context.setOffline(false)
    await page.locator('.status').click()
    await page.getByRole('link', { name: '记录' }).click()
    await page.getByText('服务器没有收').waitFor()
    await page.getByRole('button', { name: '交办公室处理' }).click()
    await page.getByLabel('跟办公室说一句').fill('请看看')
    await page.getByRole('button', { name: '交给办公室' }).click()
    await phone.online()
    const handed = await one<{ id: string }>('SELECT id FROM handed_in WHERE settled_on IS NULL')
    await asOffice('handed-in.return', handed.id, { answer: '湾里当天也走访了，不用再报' })
    await page.locator('.status').click()
    await page.getByText('办公室退回：湾里当天也走访了，不用再报').waitFor()
    await page.getByRole('button', { name: '撤回' }).click()
    await page.getByLabel('为什么撤回').fill('湾里已经报了')
    await page.getByRole('button', { name: '撤回', exact: true }).click()
    await page.getByText('已撤回：湾里已经报了').waitFor()
    expect(phone.faults).toEqual([])
  })
})
