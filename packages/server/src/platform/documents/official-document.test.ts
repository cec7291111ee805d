import fc from 'fast-check'
import JSZip from 'jszip'
import { describe, expect, test } from 'vitest'
import { emsOf, TEXT_WIDTH, titleLines } from './layout.ts'
import { type OfficialDocument, officialDocument } from './official-document.ts'
import { widthsOf } from './official-table.ts'

const columns = [
  { title: '单位', align: 'left' },
  { title: '情况', align: 'right' },
] as const
const given: OfficialDocument = {
  mark: '福寿山镇未成年人保护工作情况通报',
  number: '〔2024〕第5期',
  title: '关于2024年4月未成年人保护工作的通报',
  body: [
    { type: 'heading', level: 1, text: '一、总体情况' },
    { type: 'heading', level: 2, text: '（一）走访' },
    { type: 'paragraph', text: '第一段 <b>&"\n第二段' },
    { type: 'table', caption: '各村情况', columns, rows: [['石桥村', '100%']] },
  ],
  signature: '福寿山镇平安办',
  date: '2024年5月20日',
  copyTo: '各村',
  printedBy: '福寿山镇平安办',
  printedOn: '2024年5月20日印发',
  evidence: ['内容校验值：00'],
}
const partsOf = async (file: Buffer) => {
  const zip = await JSZip.loadAsync(file)
  return async (name: string) => (await zip.file(name)?.async('string')) ?? ''
}

describe('an official document', () => {
  test('is the same bytes whenever it is made', async () => {
    const first = await officialDocument(given)
    await new Promise((resolve) => setTimeout(resolve, 1100))
    expect((await officialDocument(given)).equals(first)).toBe(true)
    expect((await officialDocument({ ...given, number: '〔2024〕第6期' })).equals(first)).toBe(false)
  })

  test('has the page, margins and type sizes of the standard', async () => {
    const part = await partsOf(await officialDocument(given))
    const xml = await part('word/document.xml')
    expect(xml).toContain('<w:pgSz w:w="11906" w:h="16838"')
    expect(xml).toMatch(/<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587"/)
    const fontsOf = (text: string) =>
      new RegExp(
        `eastAsia="([^"]+)"[^>]*/>(?:(?!<w:t[ >]).)*<w:sz w:val="(\\d+)"/>(?:(?!<w:t[ >]).)*<w:t[^>]*>${text}`,
      )
        .exec(xml.slice(Math.max(0, xml.indexOf(`>${text}`) - 600)))
        ?.slice(1)
    expect(fontsOf('一、总体情况')).toEqual(['黑体', '32'])
    expect(fontsOf('（一）走访')).toEqual(['楷体_GB2312', '32'])
    expect(fontsOf('第二段')).toEqual(['仿宋_GB2312', '32'])
    expect(xml).toContain('w:line="560" w:lineRule="exact"')
    expect(xml).toMatch(/w:color w:val="C00000"/)
    expect(xml).toContain('<w:tblHeader/>')
    expect(xml).toContain('<w:cantSplit/>')
    expect(xml).toContain('w:eastAsia="zh-CN"')
  })

  test('numbers its pages at the outer edge', async () => {
    const part = await partsOf(await officialDocument(given))
    expect(await part('word/settings.xml')).toContain('evenAndOddHeaders')
    const footers = [await part('word/footer1.xml'), await part('word/footer2.xml')]
    expect(footers.map((xml) => /<w:jc w:val="(\w+)"/.exec(xml)?.[1]).sort()).toEqual(['left', 'right'])
  })

  test('keeps text as text, whatever signs are in it', async () => {
    const part = await partsOf(await officialDocument(given))
    expect(await part('word/document.xml')).toContain('第一段 &lt;b&gt;&amp;')
  })
})

describe('columns of a table', () => {
  test('keep what they need where there is room, and fill the page', () => {
    const [name = 0, figure = 0] = widthsOf({ columns, rows: [['福寿山镇第二居民委员会', '100%']] })
    expect(name).toBeGreaterThan(figure)
    expect(TEXT_WIDTH - name - figure).toBeLessThan(2)
  })

  test('never exceed the page, and never vanish', () => {
    const cell = fc.string({ unit: fc.constantFrom('村', '二', '8', 'a', '／'), maxLength: 150 })
    fc.assert(
      fc.property(
        fc
          .integer({ min: 1, max: 8 })
          .chain((count) =>
            fc.array(fc.array(cell, { minLength: count, maxLength: count }), { minLength: 1, maxLength: 5 }),
          ),
        (rows) => {
          const titles = (rows[0] ?? []).map(() => ({ title: '列', align: 'left' as const }))
          const widths = widthsOf({ columns: titles, rows })
          expect(widths.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(TEXT_WIDTH)
          for (const width of widths) expect(width).toBeGreaterThan(240)
        },
      ),
    )
  })
})

describe('a title', () => {
  test('stays on one line where it fits', () => {
    expect(titleLines('关于2024年4月未成年人保护工作的通报', 19)).toHaveLength(1)
  })

  test('is broken between words into lines of about the same length', () => {
    expect(titleLines('关于2024年4月未成年人保护工作落实情况和下步打算的通报', 19)).toEqual([
      '关于2024年4月未成年人保护',
      '工作落实情况和下步打算的通报',
    ])
  })

  test('loses nothing, and every line fits', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('未', '成', '年', '人', '4', '的'), maxLength: 80 }),
        (text) => {
          const lines = titleLines(text, 19)
          expect(lines.join('')).toBe(text)
          expect(lines.length).toBeLessThanOrEqual(Math.ceil(emsOf(text) / 19) * 2 + 1)
        },
      ),
    )
  })
})
