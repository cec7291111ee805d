import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chromiumPath, launch, sticksOut } from './browser.ts'
import { type Hulei, startHulei } from './hulei.ts'
import { installPhone, type PhoneApp } from './phone.ts'

/** A police officer's phone: forms of field work without a signal. Each test goes on. */
describe.skipIf(!chromiumPath)('forms on the phone', () => {
  let hulei: Hulei
  let browser: Browser
  let phone: PhoneApp
  let page: Page

  const choose = (label: string, name: string) =>
    page.getByRole('group', { name: label }).getByRole('button', { name }).click()
  const save = async () => {
    await page.getByText('内容齐了').waitFor()
    expect(await sticksOut(page)).toBeLessThanOrEqual(0)
    await page.getByRole('button', { name: '保存' }).click()
    await page.getByText('已存在这部手机上').waitFor()
  }
  const openForm = async (title: string) => {
    await page.getByRole('link', { name: '登记', exact: true }).click()
    await page.locator('.form-list').first().getByRole('link', { name: title }).click()
    await page.getByRole('heading', { name: title }).waitFor()
  }

  beforeAll(async () => {
    hulei = await startHulei()
    browser = await launch()
    phone = await installPhone(browser, hulei.url, 'police', {
      code: () => hulei.code('police'),
      home: '.form-list a',
    })
    page = phone.page
  })
  afterAll(async () => {
    await browser?.close()
    await hulei?.stop()
  })

  test('are what an officer’s app opens with, and nobody who visits nobody has a list of visits', async () => {
    await page.getByRole('heading', { name: '登记', exact: true }).waitFor()
    expect(await page.locator('.tabs').innerText()).not.toContain('走访')
    expect(await page.locator('.form-list a').allInnerTexts()).toEqual(
      expect.arrayContaining(['登记巡查', '登记检查', '登记场所', '登记联合执法']),
    )
  })

  test('say what is missing, and keep every keystroke when the battery dies', async () => {
    await phone.offline()
    await openForm('登记场所')
    await page.getByText(/还差：所在村、场所名称/).waitFor()
    await page.getByLabel('场所名称').fill('星河歌厅')
    await page.getByLabel('负责人电话').fill('123')
    await page.getByText('负责人电话（选填）').waitFor()
    await page.getByText('负责人电话应为11位手机号').first().waitFor()
    await page.waitForTimeout(300)
    await page.reload()
    await phone.enterPin()
    await page.getByText('上次没填完的内容还在').waitFor()
    expect(await page.getByLabel('场所名称').inputValue()).toBe('星河歌厅')
    await page.getByLabel('负责人电话').fill('')
    await page.getByLabel('所在村').selectOption({ index: 1 })
    await page.getByLabel('类型').selectOption({ index: 1 })
    await choose('证照', '证照齐全')
    await choose('出入口监控', '是')
    await choose('公示举报电话', '是')
    await choose('禁止未成年人入内标识', '已张贴')
    await choose('不向未成年人售烟酒标识', '不需要')
    await save()
  })

  test('name a record that was made on this phone and is not sent yet, and take a photo with its watermark', async () => {
    await openForm('登记巡查')
    expect(await page.getByLabel('巡查人').inputValue()).not.toBe('')
    await choose('类别', '重点场所巡查')
    await choose('巡查的场所', '星河歌厅')
    await page.getByRole('button', { name: '拍照', exact: true }).click()
    await phone.shoot()
    await page.locator('.photos img').waitFor()
    await save()
    await page.getByRole('link', { name: '记录', exact: true }).click()
    await page.getByText('只在这部手机上').first().waitFor()
    expect(await page.locator('.act').count()).toBe(2)
    expect(await page.locator('.act .name').first().innerText()).toContain('重点场所巡查')
  })

  test('are the server’s when there is a network again, with the photo', async () => {
    await phone.online()
    await page.waitForFunction(() => document.querySelectorAll('.act.good').length === 2)
    const { rows } = await hulei.system.owner.query<{ name: string; photos: string[] }>(
      `SELECT v.name, p.photos FROM patrol p JOIN venue v ON v.township = p.township AND v.id = ANY(p.venues)
       WHERE v.name = '星河歌厅'`,
    )
    expect(rows).toHaveLength(1)
    const { rows: files } = await hulei.system.owner.query(
      'SELECT 1 FROM file WHERE sha256 = ANY($1::text[])',
      [rows[0]?.photos],
    )
    expect(files).toHaveLength(1)
    // What the camera gave lies beside it, untouched, and is named as that.
    const { rows: originals } = await hulei.system.owner.query(
      `SELECT u.sha256 FROM file_use u JOIN file f ON f.township = u.township AND f.sha256 = u.sha256
       WHERE u.original_of = ANY($1::text[]) AND u.field = 'photos'`,
      [rows[0]?.photos],
    )
    expect(originals).toHaveLength(1)
  })

  test('are put right where they were written down, beginning with what they say; only what differs is sent', async () => {
    await phone.offline()
    await page.getByRole('link', { name: '记录', exact: true }).click()
    const patrol = page.locator('.act', { hasText: '登记巡查' }).first()
    await patrol.getByRole('button', { name: '更正' }).click()
    await page.getByRole('heading', { name: '更正巡查' }).waitFor()
    await page.getByRole('group', { name: '类别' }).getByRole('button', { name: '✓ 重点场所巡查' }).waitFor()
    await page.getByText('还没有填要改的内容').or(page.getByText('还差：原因')).first().waitFor()
    await page.getByLabel('路段、地点').fill('老街河边')
    await page.getByLabel('原因').fill('漏写了地点')
    await save()
    await phone.online()
    const { rows } = await hulei.system.owner.query<{ place: string; fields: string[] }>(
      `SELECT p.place, c.fields FROM patrol p JOIN act_log l ON l.township = p.township AND l.record = p.id
       JOIN act_change c ON c.township = l.township AND c.seq = l.seq WHERE l.act = 'patrol.amend'`,
    )
    expect(rows).toEqual([{ place: '老街河边', fields: ['place'] }])
  })

  test('come back with the server’s word beside the field when they were refused, and are mended', async () => {
    await phone.offline()
    await openForm('登记巡查')
    await choose('类别', '护学岗')
    await save()
    await phone.online()
    await page.getByText('1 条要您处理').waitFor()
    await page.getByRole('link', { name: '记录', exact: true }).click()
    await page.getByRole('button', { name: '交办公室处理' }).waitFor()
    await page.getByRole('button', { name: '改正后再报' }).click()
    await page.locator('.ask.wrong').getByText('护学岗请选学校').waitFor()
    await page.getByText('服务器没有收，请按提示改正后再报').waitFor()
    await page.getByLabel('学校').selectOption({ index: 1 })
    await save()
    await phone.online()
    await page.getByRole('link', { name: '记录', exact: true }).click()
    await page.getByText('已另外改正重报').waitFor()
    await page.waitForFunction(() => document.querySelectorAll('.act.good').length === 4)
    expect(phone.faults).toEqual([])
  })
})
