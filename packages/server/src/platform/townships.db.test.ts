import { readFile } from 'node:fs/promises'
import { chinaHolidays } from '@hulei/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { adoptPlaybook } from './adopt-playbook.ts'
import { saveCalendarYear } from './calendar-years.ts'
import { startTestServer, type TestServer } from './test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ townships: ['north'] })
})
afterAll(() => server?.stop())

describe('a running server', () => {
  test('takes up a plan that another process adopted, once', async () => {
    const before = await server.townships.get('north')
    expect(await server.townships.refresh()).toBe(false)
    const source = await readFile('playbooks/yunxi-2025.yaml', 'utf8')
    await adoptPlaybook(server.owner, { township: 'north', name: 'north', source })
    expect((await server.townships.get('north')).playbookVersion).toBe(before.playbookVersion)
    expect(await server.townships.refresh()).toBe(true)
    const after = await server.townships.get('north')
    expect(after.playbookVersion).toBeGreaterThan(before.playbookVersion)
    expect(await server.townships.refresh()).toBe(false)
  })

  test('takes up a holiday year that was corrected', async () => {
    const [year] = chinaHolidays
    if (!year) throw new Error('No year is known')
    await saveCalendarYear(server.owner, { ...year, source: '更正' })
    expect(await server.townships.refresh()).toBe(true)
    expect(await server.townships.refresh()).toBe(false)
  })
})
