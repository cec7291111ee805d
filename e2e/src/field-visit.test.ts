import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chromiumPath, launch, sticksOut } from './browser.ts'
import { type Hulei, startHulei } from './hulei.ts'
import { countTaps, installPhone, type PhoneApp } from './phone.ts'
import { prepareYunxi } from './yunxi-place.ts'

type StoredVisit = {
  extra: Record<string, unknown>
  hazards: string[]
  hazard_photos: Record<string, string[]> | null
  photos: string[]
  originals: string[] | null
  paper_form: string[]
}

/** A visit on the phone under a plan that asks more than the form. Each test goes on. */
describe.skipIf(!chromiumPath)('a visit on the phone', () => {
  let hulei: Hulei
  let browser: Browser
  let phone: PhoneApp

  const storedVisits = async () => {
    const { rows } = await hulei.system.owner.query<StoredVisit>(
      'SELECT extra, hazards, hazard_photos, photos, originals, paper_form FROM visit ORDER BY received_at, id',
    )
    return rows
  }
  const begin = (name: string) =>
    phone.page.locator('.child', { hasText: name }).getByRole('button', { name: '走访' }).click()

  beforeAll(async () => {
    hulei = await startHulei(prepareYunxi)
    browser = await launch()
    phone = await installPhone(browser, hulei.url, 'hefeng')
  })
  afterAll(async () => {
    await browser?.close()
    await hulei?.stop()
  })

  test('takes no more than twelve taps, the plan’s own questions among them', async () => {
    const { page } = phone
    await phone.offline()
    const taps = await countTaps(page)
    await begin('荷小苗')
    await page.getByRole('button', { name: '见到本人' }).first().click()
    await page.getByRole('button', { name: '其余都正常' }).click()
    await page.getByRole('button', { name: '没有发现' }).click()
    await page.getByRole('button', { name: '不私自下水' }).click()
    await page.getByRole('group', { name: '看过孩子住处' }).getByRole('button', { name: '是' }).click()
    await phone.sign()
    await page.getByRole('button', { name: '拍照', exact: true }).click()
    await phone.shoot()
    await page.getByText('内容齐了').waitFor()
    expect(await sticksOut(page)).toBeLessThanOrEqual(0)
    await page.getByRole('button', { name: '保存' }).click()
    await page.getByText('另有 1 人次在手机里等着上传').waitFor()
    const counted = await taps()
    console.log(`taps of an ordinary visit: ${counted}`)
    expect(counted).toBeLessThanOrEqual(12)
    await phone.online()
    expect(await storedVisits()).toMatchObject([{ extra: { sawBedroom: true }, hazards: ['no-hazard'] }])
  })

  test('has a photo beside each hazard that is ticked, kept through an empty battery, and none beside "nothing"', async () => {
    const { page } = phone
    await phone.offline()
    await begin('欧阳阿依古丽')
    await page.getByRole('button', { name: '没有发现' }).click()
    expect(await page.getByRole('button', { name: /^拍照：/ }).count()).toBe(0)
    await page.getByRole('button', { name: '门前有水塘' }).click()
    await page.getByRole('button', { name: '楼梯没护栏' }).click()
    // Ticking one takes 'nothing' back.
    await page.getByRole('button', { name: '没有发现', exact: true }).waitFor()
    await page.getByRole('button', { name: '拍照：门前有水塘' }).click()
    await phone.shoot()
    await page.getByRole('group', { name: '门前有水塘' }).getByRole('img').waitFor()
    await page.getByRole('button', { name: '拍照：楼梯没护栏' }).click()
    await phone.shoot()
    await page.waitForTimeout(300)
    await page.reload()
    await phone.enterPin()
    await page.getByText('上次没填完的内容还在').waitFor()
    await page.getByRole('group', { name: '门前有水塘' }).getByRole('img').waitFor()
    expect(await sticksOut(page)).toBeLessThanOrEqual(0)
    // The railing was a shadow: its photo goes with it.
    await page.getByRole('button', { name: '✓ 楼梯没护栏' }).click()
    await page.getByRole('button', { name: '见到本人' }).first().click()
    await page.getByRole('button', { name: '其余都正常' }).click()
    await phone.sign()
    await page.getByRole('button', { name: '保存' }).click()
    await page.getByRole('heading', { name: '本月走访' }).waitFor()
    await phone.online()
    const visit = (await storedVisits()).at(-1)
    expect(visit?.hazards).toEqual(['pond'])
    expect(visit?.photos).toHaveLength(2)
    expect(visit?.originals).toHaveLength(2)
    expect(visit?.hazard_photos).toEqual({ pond: [visit?.photos[0]] })
  })

  test('takes the pages of a paper form instead of the answers and the signature', async () => {
    const { page } = phone
    await phone.offline()
    await begin('荷田田')
    await page.getByRole('button', { name: '填的是纸质表？拍下来' }).click()
    await phone.shoot()
    await page.getByRole('button', { name: '再拍一页' }).click()
    await phone.shoot()
    await page.getByRole('button', { name: '见到本人' }).first().click()
    await page.getByText('还差：照片').waitFor()
    await page.getByRole('button', { name: '拍照', exact: true }).click()
    await phone.shoot()
    await page.getByText('内容齐了').waitFor()
    await page.getByRole('button', { name: '保存' }).click()
    await page.getByRole('heading', { name: '本月走访' }).waitFor()
    await phone.online()
    const visit = (await storedVisits()).at(-1)
    expect(visit).toMatchObject({ paper_form: [expect.any(String), expect.any(String)] })
    expect(await page.locator('.count strong').innerText()).toMatch(/^3\//)
    const { rows } = await hulei.system.owner.query<{ open: number }>(
      'SELECT count(*)::int AS open FROM file_promise',
    )
    expect(rows[0]?.open).toBe(0)
    expect(phone.faults).toEqual([])
  })
})
