import type { Page } from 'playwright-core'
import { DEMO_PASSWORD } from '../../packages/server/src/demo/index.ts'
import type { Hulei } from './hulei.ts'

/** Signs in as a person does: user name, password, and the code where one is asked for. */
export async function signIn(page: Page, hulei: Hulei, userName: string): Promise<void> {
  await page.goto('/')
  await page.getByLabel('用户名').fill(userName)
  await page.getByLabel('密码', { exact: true }).fill(DEMO_PASSWORD)
  await page.getByRole('button', { name: '登录' }).click()
  const code = page.getByLabel('动态口令')
  const menu = page.locator('#page')
  await code.or(menu).first().waitFor()
  if (await code.isVisible()) {
    await code.fill(await hulei.code(userName))
    await page.getByRole('button', { name: '确定' }).click()
  }
  await menu.waitFor()
}
