import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { smallPlaybook, startTestApp, type TestApp } from '../leads-fixture.ts'
import { codeOn, photo } from './public-fixture.ts'

/**
 * The public's own form over a real connection, as a browser without script sends it: whatever is wrong with a file, not one
 * word of the report is lost, and who is left out of it stays left out.
 */
let app: TestApp
let base = ''
const STORY = '放学路上有个大人拉着一个孩子往山上走'

beforeAll(async () => {
  app = await startTestApp({ playbook: smallPlaybook, townships: ['north'] })
  await app.app.listen({ port: 0, host: '127.0.0.1' })
  base = `http://127.0.0.1:${(app.app.server.address() as AddressInfo).port}`
})
afterAll(() => app?.stop())

type File = readonly [name: string, bytes: Uint8Array | string]

/** Fills in the form that the page gives, field by field in the page's own order, and sends it. */
async function sendPage(words: Readonly<Record<string, string>>, files: readonly File[]) {
  const page = await (await fetch(`${base}/report`)).text()
  const form = new FormData()
  for (const [, tag = '', name = ''] of page.matchAll(/<(input|textarea|select)[^>]*name="([^"]+)"/g)) {
    if (name === 'photos')
      for (const [file, bytes] of files)
        form.append(
          'photos',
          new Blob([typeof bytes === 'string' ? bytes : new Uint8Array(bytes)], { type: 'image/jpeg' }),
          file,
        )
    else if (name === 'form') form.append('form', /name="form" value="([^"]+)"/.exec(page)?.[1] ?? '')
    else if (words[name] !== undefined) form.append(name, words[name])
    else if (tag !== 'input') form.append(name, '')
  }
  const answer = await fetch(`${base}/report`, { method: 'POST', body: form })
  return { status: answer.status, body: await answer.text() }
}
const latest = async () =>
  (
    await app.owner.query<{ id: string; is_outside: boolean; photos: string[] | null }>(
      `SELECT l.id, l.is_outside, f.photos FROM lead l JOIN sealed_file f ON f.matter = l.id
       JOIN sealed_person p ON p.id = f.id AND p.part = 'account' ORDER BY l.received_at DESC LIMIT 1`,
    )
  ).rows[0]
const count = async () => Number((await app.owner.query('SELECT count(*) FROM lead')).rows[0].count)

describe('a file that is not taken', () => {
  test.each([
    ['is not what it says', ['a.jpg', '<html><script>alert(1)</script></html>']],
    ['is too large', ['film.jpg', new Uint8Array(70 * 1024 * 1024).fill(65)]],
    ['is empty', ['b.jpg', '']],
  ] as [string, File][])(
    'because it %s, loses no word of the report, and is said so',
    async (_why, file) => {
      const before = await count()
      const sent = await sendPage({ story: STORY, isInsider: '1', insiderUnit: 'civil' }, [
        file,
        ['good.jpg', await photo('#468')],
      ])
      expect(sent.status).toBe(200)
      expect(codeOn(sent.body)).not.toBe('')
      expect(sent.body).toContain('有文件没有收下（文字已经收到）')
      expect(sent.body).toContain(file[0])
      expect(await count()).toBe(before + 1)
      const lead = await latest()
      // What stands behind the photos on the page was read as well, and the good photo was kept.
      expect([lead?.is_outside, lead?.photos?.length]).toEqual([true, 1])
    },
    60_000,
  )

  test('beyond nine, be it a whole album, is told once, and the nine and every word are there', async () => {
    const bytes: Buffer[] = []
    for (let index = 0; index < 12; index++)
      bytes.push(await photo(`#${(0x101010 + index * 17).toString(16)}`))
    const album = Array.from({ length: 40 }, (_, index): File => [`p${index}.jpg`, bytes[index % 12] ?? ''])
    const sent = await sendPage({ story: STORY, isInsider: '1', insiderUnit: 'civil' }, album)
    expect(sent.status).toBe(200)
    expect(codeOn(sent.body)).not.toBe('')
    expect(sent.body).toMatch(/“另外\d+张”：一次最多9张/)
    expect(sent.body.match(/一次最多9张/g)).toHaveLength(1)
    const lead = await latest()
    expect([lead?.is_outside, lead?.photos?.length]).toEqual([true, 9])
  }, 60_000)

  test('while a word is missing stands on the form again with all that was typed, in under 20 KB', async () => {
    const before = await count()
    const sent = await sendPage({ child: '二年级的男孩', where: '村口小桥', reporterPhone: '12345 67' }, [
      ['a.jpg', 'no photo'],
    ])
    expect(sent.status).toBe(422)
    expect(sent.body).toContain('有文件没有收下')
    expect(sent.body).not.toContain('（文字已经收到）')
    for (const word of ['二年级的男孩', '村口小桥', '12345 67']) expect(sent.body).toContain(word)
    expect(Buffer.byteLength(sent.body)).toBeLessThan(20 * 1024)
    expect(await count()).toBe(before)
  })
})
