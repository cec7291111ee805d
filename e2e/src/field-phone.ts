import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { DEMO_PASSWORD } from '../../packages/server/src/demo/index.ts'
import { LONGEST_WAIT, sizes } from './browser.ts'
import type { Hulei } from './hulei.ts'

/** A worker's phone in a real browser, and what a thumb does with it. */
export const PIN = '135790'

export const phoneOptions: BrowserContextOptions = {
  viewport: sizes.phone,
  locale: 'zh-CN',
  timezoneId: 'Asia/Shanghai',
  hasTouch: true,
  permissions: ['camera', 'geolocation'],
  geolocation: { latitude: 29.12345, longitude: 110.54321, accuracy: 12 },
}

export type FieldPhone = {
  readonly context: BrowserContext
  readonly page: Page
  readonly faults: readonly string[]
  close(): Promise<void>
}

export async function newPhone(
  browser: Browser,
  url: string,
  more: BrowserContextOptions = {},
): Promise<FieldPhone> {
  const context = await browser.newContext({ baseURL: url, ...phoneOptions, ...more })
  context.setDefaultTimeout(LONGEST_WAIT)
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(String(error)))
  return { context, page, faults, close: () => context.close() }
}

export async function enterPin(page: Page, pin: string = PIN): Promise<void> {
  for (const digit of pin) await page.getByRole('button', { name: digit, exact: true }).click()
}

/** Signs in for the first time and chooses the PIN; gives the user name. */
export async function firstSignIn(page: Page, hulei: Hulei, rank = 0, base = ''): Promise<string> {
  const userName = await workerWithVisits(hulei, rank)
  await page.goto(`${base}/field/`)
  await credentials(page, userName)
  await page.getByText('设置6位数字密码').waitFor()
  await enterPin(page)
  await page.getByText('再输一遍').waitFor()
  await enterPin(page)
  await page.locator('.child').first().waitFor()
  return userName
}

/** Signs somebody in for the first time, with a code where the post asks for one, and waits for what stands on its first page. */
export async function install(
  hulei: Hulei,
  { page }: FieldPhone,
  userName: string,
  home: string,
): Promise<void> {
  await page.goto('/field/')
  await credentials(page, userName)
  const code = page.getByLabel('动态口令')
  await code.or(page.getByText('设置6位数字密码')).first().waitFor()
  if (await code.isVisible()) {
    await code.fill(await hulei.code(userName))
    await page.getByRole('button', { name: '下一步' }).click()
  }
  await page.getByText('设置6位数字密码').waitFor()
  await enterPin(page)
  await page.getByText('再输一遍').waitFor()
  await enterPin(page)
  await page.locator(home).first().waitFor()
}

export async function credentials(page: Page, userName: string): Promise<void> {
  await page.getByLabel('用户名').fill(userName)
  await page.getByLabel('登录密码').fill(DEMO_PASSWORD)
  await page.getByRole('button', { name: '登录', exact: true }).click()
}

/** Opens the app again with the PIN. */
export async function reopen(page: Page): Promise<void> {
  await page.reload()
  await page.getByText('请输入6位数字密码').waitFor()
  await enterPin(page)
  await page.locator('.status').waitFor()
}

/** Opens the visit form of the child at a place in the list, and fills in what asks for no picture. */
export async function beginVisit(page: Page, note: string, at = 0): Promise<void> {
  await page.locator('.child').nth(at).getByRole('button', { name: '走访' }).click()
  await page.getByRole('heading', { name: /登记走访/ }).waitFor()
  await page.getByRole('button', { name: '见到本人' }).first().click()
  await page.getByRole('button', { name: '其余都正常' }).click()
  await page.getByLabel('商定事项').fill(note)
}

export async function sign(page: Page): Promise<void> {
  const pad = page.locator('.signature canvas')
  await pad.scrollIntoViewIfNeeded()
  const box = await pad.boundingBox()
  if (!box) throw new Error('No box to sign in')
  await page.mouse.move(box.x + 30, box.y + 80)
  await page.mouse.down()
  await page.mouse.move(box.x + 120, box.y + 40, { steps: 6 })
  await page.mouse.up()
  await page.locator('.signature-hint').waitFor({ state: 'detached' })
}

/** Takes a photo with the app's camera. */
export async function shoot(page: Page): Promise<void> {
  await page.getByRole('button', { name: '拍照', exact: true }).click()
  await page.waitForFunction(() => document.querySelector<HTMLButtonElement>('.shutter')?.disabled === false)
  await page.locator('.shutter').click()
  await page.locator('.photos img').first().waitFor()
}

export async function save(page: Page): Promise<void> {
  await page.getByRole('button', { name: '保存' }).click()
  await page.getByRole('heading', { name: '本月走访' }).waitFor()
}

/** Waits until the phone holds nothing that the server lacks. */
export async function allConfirmed(page: Page): Promise<void> {
  await page.locator('.status').click()
  await page.waitForFunction(
    () =>
      /已同步/.test(document.querySelector('.status')?.textContent ?? '') &&
      !document.querySelector('.status strong'),
  )
}

/** How many visits the server has. */
export async function visitsOnServer({ system }: Hulei): Promise<number> {
  const { rows } = await system.owner.query<{ count: number }>('SELECT count(*)::int AS count FROM visit')
  return rows[0]?.count ?? 0
}

/** The worker of the village with the most children to visit, or of one of the next: in the small township some have none. */
export async function workerWithVisits({ system }: Hulei, rank = 0): Promise<string> {
  const { rows } = await system.owner.query<{ account: string }>(
    `SELECT p.account FROM post p JOIN child c ON c.township = p.township AND c.village = p.villages[1]
     WHERE p.role = 'village' AND cardinality(p.villages) = 1 AND c.left_on IS NULL AND c.categories <> '{}'
     GROUP BY 1 ORDER BY count(*) DESC, 1 OFFSET $1 LIMIT 1`,
    [rank],
  )
  const accounts = await system.identity.listAccounts()
  return accounts.find((each) => each.accountId === rows[0]?.account)?.userName ?? ''
}

/** Every value of a store of the phone's database, bytes as numbers, for comparing. */
export const storeOf = (page: Page, store: string): Promise<unknown[]> =>
  page.evaluate(
    (name) =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open('hulei-field')
        opening.onerror = () => reject(opening.error)
        opening.onsuccess = () => {
          const asked = opening.result.transaction(name).objectStore(name).getAll()
          asked.onsuccess = () => {
            opening.result.close()
            const plain = (value: unknown): unknown =>
              value instanceof ArrayBuffer ? [...new Uint8Array(value)].join(',') : value
            resolve(JSON.parse(JSON.stringify(asked.result, (_key, value) => plain(value))))
          }
        }
      }),
    store,
  )
