import { randomUUID } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { userAgents } from '../../packages/field/src/shell/user-agents-fixture.ts'
import { DEMO_PASSWORD, demoUsers } from '../../packages/server/src/demo/index.ts'
import { systemActor } from '../../packages/server/src/platform/db/scope.ts'
import { chromiumPath, launch } from './browser.ts'
import {
  allConfirmed,
  credentials,
  enterPin,
  type FieldPhone,
  install,
  newPhone,
  save,
  shoot,
  sign,
  workerWithVisits,
} from './field-phone.ts'
import { misfits, setType, types } from './fit.ts'
import { type Hulei, startHulei } from './hulei.ts'

/** As long as names get in the register, and one hamlet whose name fills its field. */
const LONG_NAME = '阿布都克热木江·阿卜杜拉依木尼亚孜买买提吐尔逊'
const OTHER_NAME = '古丽巴哈尔·阿卜杜热合曼江·努尔买买提阿布拉汗'
const LONG_HAMLET = '大石桥上游老鹰岩下原供销社仓库旁第十三村民小组后山坡上的'
const LONG_VENUE = '扶手山镇石桥村老街一百二十三号星河璀璨欢乐无限量贩式歌厅（原供销社旧址）二楼'

/** A screen is fit where it is so in every size of type: nothing sticks out, is cut off, too small to touch or too pale to read. */
describe.skipIf(!chromiumPath)(
  'every screen of the phone, in every size of type and with very long names',
  () => {
    let hulei: Hulei
    let browser: Browser
    let phone: FieldPhone
    let page: Page
    let worker = ''
    let village = ''
    let faults: string[] = []

    /** What does not fit on this screen, in each size of type; with HULEI_LOOK, a picture of each. */
    const look = async (name: string, of: Page = page) => {
      for (const type of types) {
        await setType(of, type)
        await of.evaluate(
          () => new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next))),
        )
        faults.push(...(await misfits(of)).map((fault) => `${name}, ${type}: ${fault}`))
        const dir = process.env.HULEI_LOOK
        if (!dir) continue
        await mkdir(dir, { recursive: true })
        const isWhole = !(await of.locator('.camera').count())
        await of.screenshot({ path: join(dir, `${name}-${type}.png`), fullPage: isWhole })
      }
      await setType(of, 'normal')
    }
    const allFit = () => {
      const found = faults
      faults = []
      expect(found).toEqual([])
    }
    const goTo = async (address: string, of: Page = page) => {
      await of.evaluate((hash) => {
        location.hash = hash
      }, `#/${address}`)
      await of.waitForTimeout(150)
    }
    const one = async <T extends object>(sql: string, values: readonly unknown[] = []) => {
      const { rows } = await hulei.system.owner.query<T>(sql, [...values])
      if (!rows[0]) throw new Error(`No row: ${sql}`)
      return rows[0]
    }
    const asOffice = async (act: string, record: string, input: object, more: object = {}) => {
      const { township } = await one<{ township: string }>('SELECT code AS township FROM township')
      const office = { ...systemActor(township), name: '平安办', role: 'office' as const, unit: 'pingan' }
      return await hulei.system.server.performer.perform(office, {
        id: randomUUID(),
        act,
        record,
        input,
        ...more,
      })
    }
    beforeAll(async () => {
      hulei = await startHulei()
      const { owner } = hulei.system
      worker = await workerWithVisits(hulei)
      const user = (await demoUsers({ seed: 1, scale: 0.05 })).find((each) => each.userName === worker)
      village = user?.actor.villages[0] ?? ''
      for (const name of [LONG_NAME, OTHER_NAME])
        await owner.query(
          `UPDATE child SET name = $1, hamlet = $2, guardian_name = $1, grade = '小学五年级（寄宿制重点班二班）'
           WHERE id IN (SELECT id FROM child WHERE village = $3 AND left_on IS NULL AND categories <> '{}'
             AND length(name) < 9 ORDER BY id LIMIT 1)`,
          [name, LONG_HAMLET, village],
        )
      await owner.query(`UPDATE venue SET name = $1 WHERE id IN (SELECT id FROM venue ORDER BY id LIMIT 2)`, [
        LONG_VENUE,
      ])
      await asOffice('request.ask', randomUUID(), {
        what: '上报辖区水域防溺水警示牌、救生圈、救生绳的数量和完好情况，附照片',
        detail: '逐处清点，连同照片一并报来；'.repeat(6),
        dueOn: '2024-05-22',
        wantsEvidence: true,
        onVillages: [village],
        onUnits: ['police'],
      })
      browser = await launch()
      phone = await newPhone(browser, hulei.url)
      page = phone.page
    }, 240_000)
    afterAll(async () => {
      await browser?.close()
      await hulei?.stop()
    })

    test('signing in, choosing a PIN, and what is wrong with either', async () => {
      await page.goto('/field/')
      await page.getByLabel('用户名').waitFor()
      await look('sign-in')
      await page.getByLabel('用户名').fill(worker)
      await page.getByLabel('登录密码').fill('错误的密码错误的密码')
      await page.getByRole('button', { name: '登录', exact: true }).click()
      await page.locator('.fault').first().waitFor()
      await look('sign-in-refused')
      await page.getByLabel('登录密码').fill(DEMO_PASSWORD)
      await page.getByRole('button', { name: '登录', exact: true }).click()
      await page.getByText('设置6位数字密码').waitFor()
      await look('pin-choice')
      await enterPin(page, '123456')
      await page.getByText('太容易猜').waitFor()
      await look('pin-too-easy')
      await enterPin(page)
      await page.getByText('再输一遍').waitFor()
      await look('pin-repeat')
      await enterPin(page)
      await page.locator('.child').first().waitFor()
      await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}))
      allFit()
    })

    test('whom to visit, a child, and a visit from the first card to the last', async () => {
      await look('visits')
      await page.getByPlaceholder('姓名、拼音、首字母或组别').fill('没有这个人')
      await look('visits-nobody-found')
      await page.getByPlaceholder('姓名、拼音、首字母或组别').fill('')
      const card = page.locator('.child', { hasText: LONG_NAME }).first()
      await card.getByRole('link').click()
      await page.getByRole('heading', { name: new RegExp(LONG_NAME) }).waitFor()
      await look('child')
      await page.getByRole('button', { name: '登记走访' }).click()
      await page.getByRole('heading', { name: /登记走访/ }).waitFor()
      await look('visit-empty')
      await page.getByRole('button', { name: '见到本人' }).first().click()
      await page.getByRole('button', { name: '其余都正常' }).click()
      await page.getByLabel('商定事项').fill('周末把孩子接回来，把门前水塘用木栅栏围上，'.repeat(3))
      await page.getByLabel('下一步').fill('看围栏装好没有')
      const hazard = page.locator('.card', { has: page.getByRole('heading', { name: '安全隐患' }) })
      await hazard.getByRole('button').nth(1).click()
      await look('visit-hazard')
      await page
        .getByRole('button', { name: /^拍照：/ })
        .first()
        .click()
      await page.locator('.shutter:enabled').waitFor()
      await look('camera')
      await page.locator('.shutter').click()
      await page.locator('.camera').waitFor({ state: 'detached' })
      await sign(page)
      await page.getByRole('button', { name: '拍照', exact: true }).click()
      await page.locator('.shutter:enabled').waitFor()
      await page.locator('.shutter').click()
      await page.locator('.camera').waitFor({ state: 'detached' })
      await page.waitForTimeout(300)
      await look('visit-filled')
      await page.reload()
      await enterPin(page)
      await page.getByText('上次没填完的内容还在').waitFor()
      await look('visit-restored')
      await save(page)
      await look('visits-waiting')
      allFit()
    })

    test('records in every state: on this phone, refused with each choice, and two values of one field', async () => {
      await allConfirmed(page)
      await goTo('outbox')
      await page.locator('.act').first().waitFor()
      await look('outbox-confirmed')
      // Amended here while the office amended the same.
      await phone.context.setOffline(true)
      await goTo('visits')
      await page.locator('.child', { hasText: LONG_NAME }).first().getByRole('link').click()
      await page.getByRole('button', { name: '更正', exact: true }).first().click()
      await page.getByRole('heading', { name: /更正走访/ }).waitFor()
      await look('amend')
      await page.getByLabel('商定事项').fill('每天傍晚接回，并且请邻居欧阳阿姨帮忙照看')
      await page.getByLabel('更正原因').fill('听错了')
      await page.getByRole('button', { name: '保存' }).click()
      await page.getByText('只在这部手机上').waitFor()
      await look('child-waiting')
      const visit = await one<{ id: string; version: string }>(
        'SELECT id, version FROM visit ORDER BY received_at DESC LIMIT 1',
      )
      await asOffice(
        'visit.amend',
        visit.id,
        { agreed: '月底由爷爷统一接回石桥村老屋居住，由网格员跟进' },
        { version: visit.version, reason: '电话核实过，家长又改了主意' },
      )
      // A visit to a child who has moved away meanwhile.
      await goTo('visits')
      const other = page.locator('.child', { hasText: OTHER_NAME }).first()
      await other.getByRole('button', { name: '走访' }).click()
      await page.getByRole('button', { name: '见到本人' }).first().click()
      await page.getByRole('button', { name: '其余都正常' }).click()
      await page.getByLabel('商定事项').fill('周末接回')
      await sign(page)
      await shoot(page)
      await save(page)
      await goTo('outbox')
      await page.getByText('只在这部手机上').first().waitFor()
      await look('outbox-waiting')
      const moved = await one<{ id: string }>('SELECT id FROM child WHERE name = $1', [OTHER_NAME])
      const elsewhere = await one<{ village: string }>(
        'SELECT village FROM child WHERE village <> $1 LIMIT 1',
        [village],
      )
      await asOffice(
        'child.move',
        moved.id,
        { village: elsewhere.village, movedOn: '2024-05-20' },
        { reason: '随父母搬家' },
      )
      // A survey form for a month that nobody knows yet: refused at its field.
      await goTo('survey')
      await page.getByLabel('月份').fill('2031-01')
      await page.getByRole('button', { name: '保存', exact: true }).click()
      await page.getByText('已存在这部手机上').waitFor()
      await look('forms-saved')
      await phone.context.setOffline(false)
      await page.locator('.status').click()
      await page.getByText(/条要您处理/).waitFor()
      await goTo('outbox')
      await page.getByText('按选好的重报').waitFor()
      await look('outbox-refused')
      await page.getByRole('button', { name: '交办公室处理' }).first().click()
      await page.getByLabel('跟办公室说一句').fill('上午走访的，下午才知道搬走了')
      await look('outbox-to-office')
      await page.getByRole('button', { name: '先不' }).click()
      await page.getByRole('button', { name: /^撤回/ }).first().click()
      await look('outbox-withdraw')
      await page.getByRole('button', { name: '先不' }).click()
      const survey = page.locator('.act', { hasText: '交线索排查表' })
      await survey.getByRole('button', { name: '改正后再报' }).click()
      await page.locator('.ask.wrong').waitFor()
      await look('form-mending')
      await page.getByLabel('月份').fill('2024-05')
      await page.getByRole('button', { name: '保存', exact: true }).click()
      await page.getByText('已存在这部手机上').waitFor()
      allFit()
    }, 240_000)

    test('help, messages, the own page, and every form of a village', async () => {
      for (const name of ['help', 'messages', 'me', 'my-reports', 'forms', 'report', 'missing', 'survey']) {
        await goTo(name)
        await page.waitForTimeout(200)
        await look(name)
      }
      await eachForm('village')
      allFit()
    }, 240_000)

    /** Opens every form that the post has in its pack, empty, and with a record to name where it is done on one. */
    const eachForm = async (prefix: string) => {
      await goTo('forms')
      await page.locator('.form-list a').first().waitFor()
      const addresses = await page
        .locator('.form-list a')
        .evaluateAll((links) => links.map((link) => (link.getAttribute('href') ?? '').replace('#/', '')))
      for (const address of addresses.filter((each) => each.startsWith('form/'))) {
        await goTo(address)
        await page.locator('.record h1').waitFor()
        for (const details of await page.locator('details.some summary').all()) await details.click()
        await look(`${prefix}-${address.replace('form/', '').replace('.', '-')}`)
      }
    }

    test('the phone that is locked, with a wrong PIN, too full, too long away, and with a new version', async () => {
      await page.addInitScript(() => {
        navigator.storage.estimate = async () => ({ usage: 900e6, quota: 1000e6 })
      })
      await page.reload()
      await page.getByText('请输入6位数字密码').waitFor()
      await look('pin')
      for (let tries = 0; tries < 3; tries++)
        await enterPin(page, '246802').then(() => page.waitForTimeout(700))
      await page.getByText(/密码不对|请等/).waitFor()
      await look('pin-wrong')
      await page.waitForFunction(() => !/请等/.test(document.body.innerText), undefined, { timeout: 120_000 })
      await enterPin(page)
      await page.locator('.status').waitFor()
      await goTo('visits')
      await page.locator('.notice.bad').waitFor()
      await look('storage-low')
      await phone.context.setOffline(true)
      await page.clock.setFixedTime(Date.now() + 9 * 86_400_000)
      await page.reload()
      await enterPin(page)
      await page.getByText(/天没有联网/).waitFor()
      await look('pack-old')
      expect(phone.faults).toEqual([])
      await phone.close()
      allFit()
    }, 240_000)

    test('forms of the police: venues, inspections, patrols, joint operations, what is to be followed up', async () => {
      phone = await newPhone(browser, hulei.url)
      page = phone.page
      await install(hulei, phone, 'police', '.form-list a')
      await look('police-forms')
      await eachForm('police')
      await goTo('messages')
      await look('police-messages')
      // One is put right that was written down here.
      await goTo('form/patrol.record')
      await page.getByRole('group', { name: '类别' }).getByRole('button', { name: '重点场所巡查' }).click()
      await page.locator('.candidate').first().click()
      await page.getByRole('button', { name: '拍照', exact: true }).click()
      await page.locator('.shutter:enabled').waitFor()
      await page.locator('.shutter').click()
      await page.locator('.camera').waitFor({ state: 'detached' })
      await look('patrol-filled')
      await page.getByRole('button', { name: '保存', exact: true }).click()
      await page.getByText('已存在这部手机上').waitFor()
      await goTo('outbox')
      await page.getByRole('button', { name: '更正', exact: true }).first().click()
      await page.getByRole('heading', { name: '更正巡查' }).waitFor()
      await look('patrol-amend')
      await goTo(`form/patrol.amend~${randomUUID()}`)
      await page.getByText('这部手机里没有这条记录原来的内容').waitFor()
      await look('patrol-amend-elsewhere')
      expect(phone.faults).toEqual([])
      await phone.close()
      allFit()
    }, 240_000)

    test('nobody to visit, no pack yet, and what a messenger’s browser is told', async () => {
      const { rows } = await hulei.system.owner.query<{ account: string }>(
        `SELECT p.account FROM post p WHERE p.role = 'village' AND NOT EXISTS (SELECT FROM child c
         WHERE c.village = ANY(p.villages) AND c.left_on IS NULL AND c.categories <> '{}') LIMIT 1`,
      )
      const accounts = await hulei.system.identity.listAccounts()
      const idle = accounts.find((each) => each.accountId === rows[0]?.account)?.userName
      if (idle) {
        const nobody = await newPhone(browser, hulei.url)
        await install(hulei, nobody, idle, '.empty')
        await nobody.page.getByText('没有要走访').waitFor()
        await look('visits-none', nobody.page)
        await nobody.close()
      }
      const bare = await newPhone(browser, hulei.url)
      await bare.page.route('**/api/field/pack', (route) => route.abort())
      await install(hulei, bare, worker, '.empty')
      await look('no-pack', bare.page)
      await goTo('forms', bare.page)
      await look('no-pack-forms', bare.page)
      await bare.close()
      const inWechat = await newPhone(browser, hulei.url, { userAgent: userAgents.builtIn['wechat android'] })
      await inWechat.page.goto('/field/')
      await inWechat.page.getByRole('heading', { name: '请在浏览器中打开' }).waitFor()
      await look('wechat', inWechat.page)
      await inWechat.page.getByRole('button', { name: /先在这里用/ }).click()
      await credentials(inWechat.page, worker)
      await inWechat.page.getByText('设置6位数字密码').waitFor()
      await enterPin(inWechat.page)
      await inWechat.page.getByText('再输一遍').waitFor()
      await enterPin(inWechat.page)
      await inWechat.page.locator('.notice').first().waitFor()
      await look('wechat-inside', inWechat.page)
      await goTo('browser', inWechat.page)
      await look('wechat-leave', inWechat.page)
      await inWechat.close()
      allFit()
    }, 240_000)
  },
)
