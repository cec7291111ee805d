import { randomUUID } from 'node:crypto'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { queueSealedCells } from '../../packages/server/src/rooms/children/index.ts'
import { chromiumPath, launch, openWindow, sizes, sticksOut, type Window } from './browser.ts'
import { type Hulei, startHulei } from './hulei.ts'
import { signIn } from './people.ts'

/** In a real browser: the police take up what a ledger held of who was harmed; the administrator is warned of empty posts. */
describe.skipIf(!chromiumPath)('what must reach somebody', () => {
  let hulei: Hulei
  let browser: Browser
  let police: Window
  const WORDS = '留守、去年被邻居侵害'

  const enter = async (userName: string): Promise<Window> => {
    const window = await openWindow(browser, 'desktop', hulei.url)
    await signIn(window.page, hulei, userName)
    return window
  }
  const choose = async (page: Page, label: string, option: RegExp | string) => {
    await page.getByRole('dialog').getByLabel(label).click()
    await page.locator('.ant-select-dropdown:visible').getByText(option).first().click()
  }
  /** Both sizes, nothing sticking out; a picture of each where HULEI_LOOK says where. */
  const look = async (page: Page, name: string) => {
    for (const [size, viewport] of Object.entries(sizes)) {
      await page.setViewportSize(viewport)
      await page.waitForTimeout(300)
      expect(await sticksOut(page), `${name} ${size}`).toBe(0)
      if (process.env.HULEI_LOOK)
        await page.screenshot({ path: `${process.env.HULEI_LOOK}/${name}-${size}.png` })
    }
    await page.setViewportSize(sizes.desktop)
  }

  beforeAll(async () => {
    hulei = await startHulei()
    browser = await launch()
    police = await enter('police')
    const { server, owner } = hulei.system
    const { rows } = await owner.query<{ id: string; township: string }>(
      'SELECT id, township FROM child WHERE left_on IS NULL ORDER BY id LIMIT 2',
    )
    const run = randomUUID()
    for (const [index, { id, township }] of rows.entries())
      await server.scopes.derive(township, (tx) =>
        queueSealedCells(
          tx,
          server.keyring,
          run,
          { ordinal: index, line: 12 + index, child: id, receivedAt: '2024-05-20T01:00:00Z' },
          [{ column: '类别', text: WORDS }],
        ),
      )
    // Takes an open lead, to which the cell will go.
    await police.page.evaluate(async () => {
      const { rows } = await (await fetch('/api/leads?state=open')).json()
      const body = JSON.stringify({
        id: crypto.randomUUID(),
        act: 'lead.take',
        record: rows[0].id,
        input: {},
      })
      await fetch('/api/acts', { method: 'POST', headers: { 'content-type': 'application/json' }, body })
    })
  }, 240_000)
  afterAll(async () => {
    await browser?.close()
    await hulei?.stop()
  })

  test('the police see how much there is and of which ledger, and take one up with a purpose', async () => {
    const { page } = police
    await page.goto('/sealed-cells')
    await page.getByText('第12行').waitFor()
    expect(await page.textContent('body')).not.toContain('邻居')
    await look(page, 'sealed-cells')
    await page.getByRole('button', { name: '接办' }).first().click()
    await choose(page, '归入线索或案件', /^线索-/)
    await choose(page, '身份', '被害人')
    await choose(page, '查看目的', '核查线索')
    await look(page, 'take-up')
    await page.getByRole('dialog').getByRole('button', { name: '接办' }).click()
    await page.getByText(/已接办，代号某甲-/).waitFor()
    await page.getByText('第12行').waitFor({ state: 'detached' })
    expect(await page.getByText('第13行').count()).toBe(1)
    expect(police.faults).toEqual([])
  })

  test('the administrator is warned of every post without which a lead may reach nobody', async () => {
    const { page, faults } = await enter('admin')
    await page.goto('/accounts')
    await page.getByText('没有人任职').first().waitFor()
    await hulei.system.owner.query(`UPDATE post SET "to" = '2024-05-01' WHERE role = 'outside'`)
    await page.reload()
    await page.getByText('镇外受理：').waitFor()
    await look(page, 'accounts')
    expect(faults).toEqual([])
  })
})
