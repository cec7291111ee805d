import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkDigit } from '../../people/index.ts'
import { childLedgerColumns, type LedgerPlan, ledgerColumnsOf } from './ledger-columns.ts'
import { type ChildLedgerCell, readLedgerLine } from './ledger-row.ts'
import {
  findLedgerVillage,
  holdsSealedWord,
  readCodes,
  villageOfTitle,
  withoutSealedParts,
} from './ledger-words.ts'

const plan: LedgerPlan = {
  township: { code: 'north', name: '北溪镇', county: '东县', city: '南市', province: '西省' },
  villages: [
    { id: 'shiqiao', name: '石桥村', aliases: ['石桥'], hamlets: ['桥头组'] },
    { id: 'lianhua', name: '莲花社区', aliases: [], hamlets: ['荷塘组'] },
    { id: 'shi', name: '石村', aliases: [], hamlets: ['上屋组'] },
  ],
  schools: [{ id: 'zhongxin', name: '镇中心小学', aliases: [], stage: 'primary' }] as never,
  childCategories: [
    { id: 'left-behind', name: '留守儿童', basis: 'statutory', inDifficulty: true, aliases: ['留守'] },
    { id: 'orphan', name: '孤儿', basis: 'statutory', inDifficulty: true, aliases: [] },
    {
      id: 'strained',
      name: '关系异常家庭儿童',
      basis: 'concern',
      inDifficulty: false,
      reviewMonths: 3,
      aliases: ['12-14周岁厌学女生'],
    },
  ],
  householdFacts: [{ id: 'single-parent', name: '单亲家庭', aliases: ['单亲'] }],
  sealedWords: ['涉案', '受害'],
}
const today = '2024-05-20'

/** An invented number of county 430699, which is not assigned. */
const idOf = (born: string, sequence: string) => {
  const body = `430699${born.replaceAll('-', '')}${sequence}`
  return body + checkDigit(body)
}
const id = idOf('2012-05-03', '123')

const read = (cells: Record<string, string | ChildLedgerCell>, more: object = {}) =>
  readLedgerLine(
    {
      cells: Object.fromEntries(
        Object.entries(cells).map(([field, cell]) => [
          field,
          typeof cell === 'string' ? { text: cell } : cell,
        ]),
      ),
      village: 'shiqiao',
      ...more,
    },
    plan,
    today,
  )
const codesOf = (reading: ReturnType<typeof read>) => reading.faults.map((fault) => fault.code)

describe('a line of a ledger', () => {
  it('takes birth day and sex from the identity number, and the village from the sheet', () => {
    expect(read({ name: '张　三', residentId: ` ${id.slice(0, 6)} ${id.slice(6)}` }).child).toEqual({
      name: '张三',
      residentId: id,
      bornOn: '2012-05-03',
      sex: 'male',
      village: 'shiqiao',
      categories: [],
      concerns: [],
      facts: [],
    })
  })

  it.each([
    ['2012.5.3'],
    ['2012年5月3日'],
    ['20120503'],
    ['2012-05-03 00:00'],
    ['2012.5'],
    ['201205'],
    ['41032'],
  ])('reads the birth day %s beside the identity number', (bornOn) => {
    expect(read({ name: '张三', residentId: id, bornOn }).child?.bornOn).toBe('2012-05-03')
  })

  it('reads cells that are dates, and those of which only the month is shown', () => {
    const cell = { text: '2012-05-03', day: '2012-05-03' } as const
    expect(read({ name: '张三', sex: '女', bornOn: cell }).child?.bornOn).toBe('2012-05-03')
    const month = { text: '2012-05', day: '2012-05-01', monthOnly: true } as const
    expect(read({ name: '张三', residentId: id, bornOn: month }).child?.bornOn).toBe('2012-05-03')
    expect(codesOf(read({ name: '张三', sex: '女', bornOn: month }))).toEqual(['day.no-day'])
  })

  it('says every fault at once, each with its column', () => {
    const { child, faults } = read({
      name: '',
      residentId: id,
      bornOn: '2012-05-04',
      sex: '女',
      village: '不知村',
      guardianPhone: '1381234567',
      categories: '留守、捣蛋',
    })
    expect(child).toBeUndefined()
    expect(faults.map(({ field, code }) => [field, code])).toEqual([
      ['name', 'person-name.blank'],
      ['bornOn', 'children.birth-mismatch'],
      ['sex', 'children.sex-mismatch'],
      ['village', 'ledger.village-unknown'],
      ['guardianPhone', 'phone.length'],
      ['categories', 'ledger.category-unknown'],
    ])
  })

  it('refuses who has turned 18, and takes who does so tomorrow', () => {
    expect(codesOf(read({ name: '张三', sex: '男', bornOn: '2006-05-19' }))).toEqual(['children.adult'])
    expect(read({ name: '张三', sex: '男', bornOn: '2006-05-20' }).child).toBeDefined()
  })

  it('asks a person about a number that a spreadsheet may have rounded', () => {
    const bornOn = Array.from({ length: 28 }, (_, i) => `2012-05-${String(i + 1).padStart(2, '0')}`).find(
      (day) => idOf(day, '000').endsWith('0000'),
    )
    const rounded = idOf(bornOn ?? '', '000')
    expect(codesOf(read({ name: '张三', residentId: rounded }))).toEqual(['ledger.id-maybe-rounded'])
    expect(read({ name: '张三', residentId: rounded }, { isIdConfirmed: true }).child?.residentId).toBe(
      rounded,
    )
  })

  it('asks about a number cell only where its digits may be the spreadsheet’s own', () => {
    const exact = Array.from({ length: 500 }, (_, i) => idOf('2012-05-03', String(i + 100))).filter((each) =>
      /^\d{18}$/u.test(each),
    )
    const asked = exact.filter(
      (text) => codesOf(read({ name: '张三', residentId: { text, imprecise: true } })).length > 0,
    )
    expect(asked.length).toBeGreaterThan(0)
    expect(asked.length).toBeLessThan(exact.length / 20)
    const wrong = { text: String(BigInt(Number('430699201205031230'))), imprecise: true } as const
    expect(codesOf(read({ name: '张三', residentId: wrong }))[0]).toMatch(/resident-id.rounded|maybe-rounded/)
  })

  it('keeps facts of the household apart from categories, and concerns apart from grounds of law', () => {
    const { child } = read({
      name: '张三',
      residentId: id,
      categories: '留守、单亲/孤儿',
      householdFacts: '父母在外打工',
      'flag:strained': '√',
      'flag:orphan': '否',
    })
    expect(child).toMatchObject({
      categories: ['left-behind', 'orphan'],
      facts: ['single-parent'],
      concerns: ['strained'],
    })
  })

  it('needs no guess of a school that the plan does not have', () => {
    const { child, notices } = read({ name: '张三', residentId: id, school: '远方小学' })
    expect(child).not.toHaveProperty('school')
    expect(notices.map((notice) => notice.code)).toEqual(['ledger.school-unknown'])
    expect(read({ name: '张三', residentId: id, school: '北溪镇中心小学' }).child?.school).toBe('zhongxin')
  })

  it('never throws, and gives a child only without faults', () => {
    const words = fc.oneof(fc.string(), fc.constantFrom('无', '是', '留守', '2012.5.3', id, '石桥村'))
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...childLedgerColumns.map((each) => each.field)), words),
        (cells) => {
          const reading = read(cells)
          expect(reading.child === undefined).toBe(reading.faults.length > 0)
        },
      ),
    )
  })
})

describe('the words of a ledger', () => {
  it.each([
    ['石桥', { village: 'shiqiao' }],
    ['石桥村委会', { village: 'shiqiao' }],
    ['北溪镇石桥村民委员会', { village: 'shiqiao' }],
    ['石桥村桥头组', { village: 'shiqiao', hamlet: '桥头组' }],
    ['石桥3组', { village: 'shiqiao', hamlet: '3组' }],
    ['莲花', { village: 'lianhua' }],
    ['莲花社区居委会', { village: 'lianhua' }],
    ['石村', { village: 'shi' }],
    ['石', { village: 'shi' }],
    ['村', undefined],
    ['石板村', undefined],
  ])('finds the village of %s', (written, found) => {
    expect(findLedgerVillage(plan, written)).toEqual(found)
  })

  it('takes a village from a title only when it names one', () => {
    expect(villageOfTitle(plan, '北溪镇石桥村2024年留守儿童台账')).toBe('shiqiao')
    expect(villageOfTitle(plan, '石桥村、莲花社区留守儿童台账')).toBeUndefined()
  })

  it('reads a category whose own name has a dash or a comma in it', () => {
    expect(readCodes(plan.childCategories, '12—14周岁厌学女生')).toEqual({ ids: ['strained'], unknown: [] })
  })

  it('takes sealed words out of a cell, and leaves the rest of it', () => {
    expect(holdsSealedWord(plan, '留守、涉 案')).toBe(true)
    expect(withoutSealedParts(plan, '留守、涉案受害人，孤儿')).toBe('留守、孤儿')
  })

  it('has no heading twice among the official columns', () => {
    const headings = childLedgerColumns.flatMap(({ title, aliases }) => [title, ...aliases])
    expect(headings.filter((each, i) => headings.indexOf(each) !== i)).toEqual([])
    expect(ledgerColumnsOf(plan).some(({ field }) => field === 'flag:orphan')).toBe(true)
  })
})
