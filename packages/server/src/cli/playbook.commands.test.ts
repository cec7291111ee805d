import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { playbookAdopt, playbookCheck } from './playbook.commands.ts'

const good = join(import.meta.dirname, '../../../../playbooks/yunxi-2025.yaml')
let folder = ''
let bad = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hulei-playbook-'))
  bad = join(folder, 'bad.yaml')
  await writeFile(bad, (await readFile(good, 'utf8')).replace('unit: cun\n    no: 2', 'unit: cum\n    no: 2'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** What the command prints. */
async function run(command: typeof playbookCheck, ...args: readonly string[]) {
  const log = vi.spyOn(console, 'log').mockImplementation(() => {})
  try {
    const code = await command.run(args)
    return { code, out: log.mock.calls.flat().join('\n') }
  } finally {
    log.mockRestore()
  }
}

test('prints the report of a sound plan as the promised object and ends well', async () => {
  const { code, out } = await run(playbookCheck, good, '--json')
  expect(code).toBe(0)
  expect(JSON.parse(out)).toEqual({
    ok: true,
    plan: 'yunxi-2025',
    units: 6,
    duties: 11,
    measures: 14,
    errors: [],
  })
})

test('says line, path and reason of a mistake, and ends with 1', async () => {
  const { code, out } = await run(playbookCheck, bad)
  expect(code).toBe(1)
  expect(out).toMatch(/^第\d+行 duties\[1\]\.unit：没有编号为“cum”的单位（是不是“cun”？）\n共 1 处错误。$/)
  expect(JSON.parse((await run(playbookCheck, bad, '--json')).out)).toMatchObject({
    ok: false,
    errors: [{ line: expect.any(Number), path: 'duties[1].unit', message: expect.any(String) }],
  })
})

test('asks for a file that is there, and adopts nothing that is wrong or unnamed', async () => {
  await expect(run(playbookCheck, join(folder, 'none.yaml'))).rejects.toMatchObject({
    code: 'cli.no-such-file',
  })
  await expect(run(playbookCheck)).rejects.toMatchObject({ code: 'cli.usage' })
  await expect(run(playbookAdopt, bad)).rejects.toMatchObject({ code: 'playbook.mistakes' })
  await expect(run(playbookAdopt, good, '--township', 'other')).rejects.toMatchObject({ code: 'cli.usage' })
})
