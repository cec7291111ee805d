import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SheetLimits } from './limits.ts'
import { readLedger } from './read-ledger.ts'
import { SheetsError } from './sheets-error.ts'
import { headerXml, rowsOf, specs, textXml, workbookParts, zipOf } from './workbook-fixture.ts'

const rows = `${headerXml}<row r="2">${textXml('A2', '张三')}${textXml('B2', '1')}</row>`
const good = () => zipOf(workbookParts({ rows }))

/** Reads a file wholly, rows too. */
async function readAll(bytes: Buffer, limits: Partial<SheetLimits> = {}): Promise<number> {
  const { sheets } = await readLedger(bytes, { columns: specs, limits })
  let count = 0
  for (const sheet of sheets) count += (await rowsOf(sheet)).length
  return count
}

async function expectRefusal(bytes: Buffer, code: string, limits: Partial<SheetLimits> = {}): Promise<void> {
  const error = await readAll(bytes, limits).catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(SheetsError)
  expect(error).toMatchObject({ code, message: expect.stringMatching(/[\u4e00-\u9fff].*。$/s) })
}

const replaced = (name: string, change: (body: string) => string) =>
  zipOf(
    workbookParts({ rows }).map((part) =>
      part.name === name ? { name, body: change(String(part.body)) } : part,
    ),
  )

const sheet1 = 'xl/worksheets/sheet1.xml'

describe('a bomb', () => {
  it('is stopped by what it inflates to, when it admits it', async () => {
    await expectRefusal(good(), 'sheets.bomb', { inflatedBytes: 500 })
  })

  it('is stopped by what it inflates to, when it lies', async () => {
    const parts = workbookParts({ rows: rows + ' '.repeat(5_000_000) })
    const lying = zipOf(
      parts.map((part) => (part.name === sheet1 ? { ...part, lie: { inflated: 1_000 } } : part)),
    )
    await expectRefusal(lying, 'sheets.bomb')
  })

  it('is stopped by its ratio', async () => {
    const bytes = zipOf(workbookParts({ rows: rows + ' '.repeat(3_000_000) }))
    await expectRefusal(bytes, 'sheets.bomb', { ratioFrom: 1_000_000 })
    expect(await readAll(bytes)).toBe(1)
  })

  it('is stopped when it is one endless text, comment or attribute', async () => {
    const endless = 'a'.repeat(6_000_000)
    for (const body of [textXml('A3', endless), `<!--${endless}-->`, `<row r="3" x="${endless}"/>`]) {
      await expectRefusal(zipOf(workbookParts({ rows: rows + body })), 'sheets.bomb')
    }
  })

  it('is stopped when it nests without end', async () => {
    await expectRefusal(zipOf(workbookParts({ rows: '<a>'.repeat(100_000) })), 'sheets.bomb')
  })

  it('is stopped when it declares entities', async () => {
    const entities =
      '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
    await expectRefusal(
      replaced(sheet1, (body) => entities + body),
      'sheets.bomb',
    )
    await expectRefusal(
      replaced('xl/workbook.xml', (body) => entities + body),
      'sheets.bomb',
    )
  })

  it('cannot smuggle in an entity that was not declared', async () => {
    await expectRefusal(
      replaced(sheet1, (body) => body.replace('张三', '&c;')),
      'sheets.damaged',
    )
  })

  it('is stopped by too many zip entries, and by too many merged ranges', async () => {
    await expectRefusal(good(), 'sheets.bomb', { parts: 3 })
    const afterRows = '<mergeCell ref="A9:B9"/>'.repeat(20)
    await expectRefusal(zipOf(workbookParts({ rows, afterRows })), 'sheets.bomb', { merges: 10 })
  })
})

describe('a file that is too large', () => {
  it.each([
    ['bytes', { fileBytes: 100 }],
    ['sheets', { sheets: 0 }],
    ['rows', { rows: 1 }],
    ['columns', { columns: 3 }],
  ])('is refused by its %s', async (_, limits) => {
    await expectRefusal(good(), 'sheets.too-large', limits)
  })

  it('is refused by its shared strings', async () => {
    const bytes = zipOf(workbookParts({ rows, strings: '<si><t>一二三四五</t></si>'.repeat(100) }))
    await expectRefusal(bytes, 'sheets.too-large', { stringCharacters: 400 })
    await expectRefusal(bytes, 'sheets.too-large', { strings: 50 })
  })

  it('is refused as text', async () => {
    await expectRefusal(Buffer.from('姓名,身份证号\n张三,1\n'), 'sheets.too-large', { textBytes: 10 })
  })

  it('is not refused for empty cells with a style far to the right', async () => {
    expect(await readAll(zipOf(workbookParts({ rows: `${rows}<row r="3"><c r="XFD3" s="1"/></row>` })))).toBe(
      1,
    )
  })
})

describe('a broken workbook', () => {
  it('is refused when cut anywhere, in a way that says so', async () => {
    const whole = good()
    for (let length = 30; length < whole.length; length += 97) {
      await expectRefusal(whole.subarray(0, length), 'sheets.damaged')
    }
  })

  it('is refused when a part has changed since it was written', async () => {
    const parts = workbookParts({ rows })
    await expectRefusal(
      zipOf(parts.map((part) => (part.name === sheet1 ? { ...part, lie: { crc: 1 } } : part))),
      'sheets.damaged',
    )
  })

  it('is refused when its XML is broken off', async () => {
    await expectRefusal(
      replaced(sheet1, (body) => body.slice(0, -30)),
      'sheets.damaged',
    )
  })

  it('is refused when it names a part twice', async () => {
    const parts = workbookParts({ rows })
    await expectRefusal(zipOf([...parts, { name: sheet1, body: 'x' }]), 'sheets.damaged')
  })

  it('is refused with a typed error or read, whatever byte is changed', async () => {
    const whole = good()
    const change = fc.record({ at: fc.nat(whole.length - 1), to: fc.nat(255) })
    await fc.assert(
      fc.asyncProperty(change, async ({ at, to }) => {
        const bytes = Buffer.from(whole)
        bytes[at] = to
        const error = await readAll(bytes).catch((reason: unknown) => reason)
        expect(typeof error === 'number' || error instanceof SheetsError).toBe(true)
      }),
      { numRuns: 300 },
    )
  })
})

describe('a file that is no workbook', () => {
  const compound = (stream: string) =>
    Buffer.concat([
      Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
      Buffer.alloc(504),
      Buffer.from(stream, 'utf16le'),
      Buffer.alloc(512),
    ])

  it.each([
    ['an old .xls', compound('Workbook'), 'sheets.old-xls'],
    ['an .xls older than that', Buffer.from([0x09, 0x04, 0x06, 0x00, 0, 0, 0x10, 0]), 'sheets.old-xls'],
    ['a workbook with a password', compound('EncryptedPackage'), 'sheets.encrypted'],
    ['an .xlsb', zipOf([{ name: 'xl/workbook.bin', body: 'x' }]), 'sheets.binary-workbook'],
    ['a Word document', zipOf([{ name: 'word/document.xml', body: '<x/>' }]), 'sheets.not-a-workbook'],
    ['an archive', zipOf([{ name: '台账.xlsx', body: 'x' }]), 'sheets.not-a-workbook'],
    [
      'an OpenDocument sheet',
      zipOf([
        { name: 'mimetype', body: 'application/vnd.oasis.opendocument.spreadsheet' },
        { name: 'content.xml', body: '<x/>' },
      ]),
      'sheets.not-a-workbook',
    ],
    ['a picture', Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\0', 'latin1'), 'sheets.not-a-workbook'],
    ['a PDF', Buffer.from('%PDF-1.7\n'), 'sheets.not-a-workbook'],
    ['nothing', Buffer.alloc(0), 'sheets.not-a-workbook'],
    ['bytes of any kind', Buffer.from([1, 2, 3, 0, 5, 6]), 'sheets.not-a-workbook'],
    ['a letter', Buffer.from('各村：\n请报台账。\n'), 'sheets.not-a-workbook'],
    ['a page without a table', Buffer.from('<html><body>登录超时</body></html>'), 'sheets.not-a-workbook'],
    [
      'a web archive',
      Buffer.from('MIME-Version: 1.0\nContent-Type: multipart/related\n'),
      'sheets.not-a-workbook',
    ],
  ])('is refused: %s', async (_, bytes, code) => {
    await expectRefusal(bytes, code)
  })

  it('is not confused with a file that is missing', async () => {
    await expect(readLedger('/nowhere/台账.xlsx', { columns: specs })).rejects.toMatchObject({
      code: 'ENOENT',
    })
  })
})
