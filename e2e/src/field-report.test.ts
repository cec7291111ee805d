import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { demoUsers } from '../../packages/server/src/demo/index.ts'
import { chromiumPath, launch, sticksOut } from './browser.ts'
import { type FieldPhone, firstSignIn, newPhone } from './field-phone.ts'
import { type Hulei, startHulei } from './hulei.ts'

const STORY = '巡田时看见一个大人把孩子锁在瓜棚里'

/** What a village worker reports from a valley without a signal. Each test goes on. */
describe.skipIf(!chromiumPath)('a suspicion on the phone', () => {
  let hulei: Hulei
  let browser: Browser
  let phone: FieldPhone
  let userName = ''

  beforeAll(async () => {
    hulei = await startHulei()
    browser = await launch()
    phone = await newPhone(browser, hulei.url)
    userName = await firstSignIn(phone.page, hulei)
  }, 240_000)
  afterAll(async () => {
    await browser?.close()
    await hulei?.stop()
  })
  const look = async (name: string) => {
    if (process.env.HULEI_LOOK)
      await phone.page.screenshot({ path: `${process.env.HULEI_LOOK}/${name}.png`, fullPage: true })
  }

  test('is written down without a network, with 110 above the form, and a sentence is enough', async () => {
    const { page, context } = phone
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}))
    await page.goto('/field/#/forms')
    await page.locator('.form-list').first().waitFor()
    expect(await page.locator('.form-list').first().innerText()).not.toMatch(/报告可疑情况|走失儿童/)
    await page.getByRole('link', { name: '求助', exact: true }).click()
    await page.getByRole('link', { name: '报告可疑情况' }).waitFor()
    await context.setOffline(true)
    await page.getByRole('link', { name: '报告可疑情况' }).click()
    const call = page.getByRole('link', { name: /110/ }).first()
    expect(await call.getAttribute('href')).toBe('tel:110')
    await page.getByLabel('发生了什么').fill(STORY)
    // Who it is of us is asked when it is one of us, and what only the office knows is not asked at all.
    expect(await page.getByLabel('那个人的姓名').count()).toBe(0)
    expect(await page.getByRole('group', { name: '电话转来' }).count()).toBe(0)
    const insider = page.getByRole('group', { name: /涉及的人在镇里/ })
    await insider.getByRole('button', { name: '是', exact: true }).click()
    await page.getByLabel('那个人的姓名').waitFor()
    await insider.getByRole('button', { name: '否', exact: true }).click()
    await page.getByLabel('那个人的姓名').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: '拍照', exact: true }).click()
    const shutter = page.locator('.shutter')
    await shutter.waitFor()
    await page.waitForFunction(() => !document.querySelector<HTMLButtonElement>('.shutter')?.disabled)
    await shutter.click()
    await page.locator('.photos figure').first().waitFor()
    await look('field-report')
    expect(await sticksOut(page)).toBeLessThanOrEqual(0)
    await page.getByRole('button', { name: '保存', exact: true }).click()
    await page.getByText('已存在这部手机上').waitFor()
  })

  test('arrives under the pseudonym, photo and all, and nothing in the database says who reported', async () => {
    const { page, context } = phone
    await context.setOffline(false)
    const { owner } = hulei.system
    await expect
      .poll(
        async () => {
          const { rows } = await owner.query(
            `SELECT f.account FROM lead l JOIN file f ON f.account = l.reported_by AND f.township = l.township`,
          )
          return rows
        },
        { timeout: 45_000 },
      )
      .toEqual([{ account: expect.stringMatching(/^anon\./) }])
    const users = await demoUsers({ seed: 1, scale: 0.05 })
    const account = users.find((user) => user.userName === userName)?.actor.account ?? ''
    const { rows: posts } = await owner.query('SELECT FROM post WHERE account = $1', [account])
    expect(posts).toHaveLength(1)
    const { rows: told } = await owner.query(
      `SELECT FROM act_log WHERE account = $1 AND act = 'lead.report'
       UNION ALL SELECT FROM lead WHERE reported_by = $1
       UNION ALL SELECT FROM act_receipt r JOIN lead l ON r.reply->>'record' = l.id::text WHERE r.account = $1
       UNION ALL SELECT FROM file f JOIN sealed_file s ON f.sha256 = ANY (s.photos) WHERE f.account = $1`,
      [account],
    )
    expect(told).toEqual([])
    await page.goto('/field/#/my-reports')
    await page.getByText('已收到').waitFor()
    await look('field-mine')
    expect(phone.faults).toEqual([])
  })

  test('in the month’s survey leads to the form for it; nothing found is one tap', async () => {
    const { page } = phone
    await page.goto('/field/#/survey')
    await page.getByRole('link', { name: '报告可疑情况' }).waitFor()
    await look('field-survey')
    await page.goto('/field/#/missing')
    await page.getByLabel('最后见到的地方').waitFor()
    await look('field-missing')
    expect(await sticksOut(page)).toBeLessThanOrEqual(0)
  })
})
