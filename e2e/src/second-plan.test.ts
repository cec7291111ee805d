import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DEMO_PASSWORD } from '../../packages/server/src/demo/index.ts'
import { adoptPlaybook } from '../../packages/server/src/platform/adopt-playbook.ts'
import { systemActor } from '../../packages/server/src/platform/db/scope.ts'
import type { System } from '../../packages/server/src/system.ts'
import { chromiumPath, launch, openWindow, sticksOut, type Window } from './browser.ts'
import { type Hulei, startHulei } from './hulei.ts'
import { signIn } from './people.ts'

/** A township of another county: its plan is adopted, and one village worker has an account. */
async function prepare({ owner, server, identity }: System): Promise<void> {
  const source = await readFile('playbooks/yunxi-2025.yaml', 'utf8')
  await adoptPlaybook(owner, { township: 'yunxi', name: '云汐镇', source, businessDay: '2025-05-21' })
  await server.townships.reload()
  const { accountId } = await identity.createAccount({
    userName: 'hefeng',
    displayName: '荷小风',
    password: DEMO_PASSWORD,
    requireSecondFactor: false,
  })
  await server.performer.perform(systemActor('yunxi'), {
    id: randomUUID(),
    act: 'post.assign',
    input: {
      account: accountId,
      holder: '荷小风',
      title: '荷风村儿童主任',
      role: 'village',
      postUnit: 'cun',
      villages: ['hefeng'],
      from: '2025-03-01',
      approvedBy: '荷镇长',
    },
  })
}

describe.skipIf(!chromiumPath)('the same screens under another township’s plan', () => {
  let hulei: Hulei
  let browser: Browser
  let worker: Window
  beforeAll(async () => {
    hulei = await startHulei(prepare)
    browser = await launch()
    worker = await openWindow(browser, 'phone', hulei.url)
    await signIn(worker.page, hulei, 'hefeng')
  })
  afterAll(async () => {
    await browser?.close()
    await hulei?.stop()
  })

  test('the child’s form asks what this plan adds', async () => {
    const { page } = worker
    await page.goto('/registers/child')
    await page.getByRole('button', { name: '登记未成年人' }).click()
    await page.getByText('住房间').waitFor()
    await page.getByLabel('姓名', { exact: true }).fill('荷叶儿')
    await page.getByText('女', { exact: true }).click()
    await page.getByLabel('出生日期').fill('2014-06-01')
    await page.getByLabel('步行上学分钟').fill('40')
    const village = page.getByRole('combobox', { name: '所在村' })
    if (await village.count()) {
      await village.click()
      await page.getByTitle('荷风村').click()
    } else await page.getByText('荷风村', { exact: true }).click()
    await page.getByRole('button', { name: '保存' }).click()
    await page.getByText('已保存').first().waitFor()
    await page.getByRole('cell', { name: '荷叶儿' }).waitFor()
  })

  test('duties, visits and home are this plan’s own, and fit a phone', async () => {
    const { page, faults } = worker
    for (const [path, words] of [
      ['/duties/mine', '荷风村'],
      ['/visits', '本月走访'],
      ['/', '工作台'],
    ] as const) {
      await page.goto(path)
      await page.getByText(words).first().waitFor()
      await page.waitForLoadState('networkidle')
      expect(await sticksOut(page), path).toBe(0)
      expect(await page.locator('body').textContent()).not.toContain('福寿山')
    }
    expect(faults).toEqual([])
  })
})
