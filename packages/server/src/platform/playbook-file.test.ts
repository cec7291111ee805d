import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Cadence } from '@hulei/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { adoptedPlaybook, playbookBytes, readPlaybook } from './playbook-file.ts'

const source = readFileSync(join(import.meta.dirname, '../../../../playbooks/fushoushan-2024.yaml'), 'utf8')

/** The duty list that the plan must hold: each unit's cadences in order; `+` where a duty has proofs of several. */
const dutyList: Readonly<Record<string, string>> = {
  pingan: 'standing, term, each, month, month by 5, month, month, each, month, each, month',
  jiwei: 'month, each, each+month, each',
  xuanchuan: 'month, month',
  police:
    'each, day+month, month, month+each, each+term, term+month, each, school-day, each, month, month, standing, on-change, standing, each',
  court: 'each, each, each',
  justice: 'month, month+each',
  edu: 'month, term, term, month, standing, term, standing, each, each+year, quarter, month, month',
  finance: 'year, quarter',
  labour: 'quarter, each+year, month, year',
  civil: 'quarter, each, month, quarter, each+year',
  market: 'month, month, standing, on-change, month, month',
  transport: 'on-change, quarter',
  women: 'month, month, month, quarter',
  youth: 'month, month, each',
  elders: 'quarter, month, month',
  party: 'each, year, each, month',
  traffic: 'month',
  urban: 'month, month',
  health: 'each+month, each, each+quarter, each+year, term',
  village: 'month, standing, quarter, month, day+month, month by 25, year+month, each',
}

function wordsOf(cadence: Cadence): readonly string[] {
  if ('every' in cadence)
    return [cadence.by === undefined ? cadence.every : `${cadence.every} by ${cadence.by}`]
  if ('each' in cadence) return ['each']
  // What holds all the time is 'standing' in the list, whichever way it is kept.
  return [cadence.standing, 'standing']
}

describe('the Fushoushan plan', () => {
  const { report, playbook } = readPlaybook(source)

  test('has no mistake, 98 duties and 20 units', () => {
    expect(report).toEqual({
      ok: true,
      plan: 'fushoushan-2024',
      units: 20,
      duties: 98,
      measures: expect.any(Number),
      errors: [],
    })
  })

  test('holds every duty of the list, under its unit and number, with its clause and cadences', () => {
    const listed = Object.entries(dutyList).flatMap(([unit, cadences]) =>
      cadences.split(', ').map((cadence, index) => ({ id: `${unit}-${index + 1}`, unit, cadence })),
    )
    expect(playbook?.duties.map((duty) => duty.id)).toEqual(listed.map(({ id }) => id))
    for (const { id, unit, cadence } of listed) {
      const duty = playbook?.duties.find((each) => each.id === id)
      const said = [duty?.cadence, ...(duty?.proves ?? []).map((proof) => proof.cadence)].flatMap((each) =>
        each ? wordsOf(each) : [],
      )
      expect({ id, unit: duty?.unit, said }).toEqual({
        id,
        unit,
        said: expect.arrayContaining(cadence.split('+')),
      })
      expect(duty?.clause).toMatch(new RegExp(`^附·.+${duty?.no}$`))
    }
  })

  test('gives every unit of the plan its duties and no other', () => {
    expect(playbook?.units.map((unit) => unit.id).sort()).toEqual(Object.keys(dutyList).sort())
  })
})

test('the plan of the invented second township has no mistake, and shares no unit or category with the first', () => {
  const second = readPlaybook(
    readFileSync(join(import.meta.dirname, '../../../../playbooks/yunxi-2025.yaml')),
  ).playbook
  const first = adoptedPlaybook(source)
  const ids = (of: typeof second) =>
    [...(of?.units ?? []), ...(of?.childCategories ?? []), ...(of?.villages ?? [])].map((each) => each.id)
  expect(ids(second).length).toBeGreaterThan(10)
  expect(ids(second).filter((id) => ids(first).includes(id))).toEqual([])
})

/** The plan with one passage replaced, and the line (from 1) on which the replacement begins. */
function replaced(find: string, by: string): { text: string; line: number } {
  const at = source.indexOf(find)
  if (at < 0) throw new Error(`the plan does not contain ${find}`)
  return {
    text: `${source.slice(0, at)}${by}${source.slice(at + find.length)}`,
    line: source.slice(0, at).split('\n').length,
  }
}

describe('a mistake is reported with its line, its path and the reason', () => {
  test.each([
    {
      name: 'an unknown measure, with the one that was meant',
      find: 'measure: supervision.inspections, target: { atLeast: 1 } }\n      - { measure: supervision.units',
      by: 'measure: supervision.inspection, target: { atLeast: 1 } }\n      - { measure: supervision.units',
      path: 'duties[3].proves[0].measure',
      message: '没有名为“supervision.inspection”的测算（是不是“supervision.inspections”？）',
    },
    {
      name: 'a cadence of two kinds',
      find: 'cadence: { standing: coverage }',
      by: 'cadence: { standing: coverage, every: month }',
      path: 'duties[0].cadence',
      message: '周期要写 every（每个周期）、each（每次事件）、standing（长期保持）中的一个，且只写一个',
    },
    {
      name: 'a day that no month is sure to have',
      find: 'cadence: { every: month, by: 5 }',
      by: 'cadence: { every: month, by: 31 }',
      path: 'duties[4].cadence.by',
      message: '不是每个月都有29、30、31日；月底到期请不写 by',
    },
    {
      name: 'a day of the month in another window',
      find: 'cadence: { every: month, by: 5 }',
      by: 'cadence: { every: quarter, by: 5 }',
      path: 'duties[4].cadence.by',
      message: '只有按月的周期才能规定几日前',
    },
    {
      name: 'a limit of no time',
      find: 'within: 15 days }',
      by: 'within: 0 days }',
      path: 'duties[7].cadence.within',
      message: '应为大于0的时限，写作 24 hours、10 minutes、7 days 或 3 working-days',
    },
    {
      name: 'a window that does not exist, with those that do',
      find: 'cadence: { every: term }',
      by: 'cadence: { every: terms }',
      path: 'duties[1].cadence.every',
      message: /^“terms”不在可选值内（是不是“term”？），可选：day、school-day、week、/,
    },
    {
      name: 'a duty of a unit that does not exist',
      find: 'unit: pingan\n    no: 2',
      by: 'unit: pinan\n    no: 2',
      path: 'duties[1].unit',
      message: '没有编号为“pinan”的单位（是不是“pingan”？）',
    },
    {
      name: 'a unit without duties',
      find: '  - id: jiwei\n',
      by: '  - { id: idle, name: 闲置办, short: 闲置办, kind: department, role: officer }\n  - id: jiwei\n',
      path: 'units[1]',
      message: '单位“idle”没有任何职责，请补上职责或删去该单位',
    },
    {
      name: 'an id used twice',
      find: 'id: pingan-2\n',
      by: 'id: pingan-1\n',
      path: 'duties[1].id',
      message: '编号“pingan-1”重复，与同一列表第1项相同',
    },
    {
      name: 'a phase outside the plan',
      find: '    to: 2024-12-31\n    tasks',
      by: '    to: 2025-01-31\n    tasks',
      path: 'phases[3].to',
      message: '2025年1月31日不在方案起止日期内',
    },
    {
      name: 'a holiday month outside the plan',
      find: 'holidayMonths: [2024-01, 2024-02,',
      by: 'holidayMonths: [2024-01, 2025-02,',
      path: 'holidayMonths[1]',
      message: '2025年2月不在方案起止日期内',
    },
    {
      name: 'a day that does not exist',
      find: 'from: 2024-01-12\n',
      by: 'from: 2024-02-30\n',
      path: 'phases[1].from',
      message: '应为真实的日期，写作 2024-05-20',
    },
    {
      name: 'an unknown code in the parameters of a measure',
      find: 'params: { types: [graded-assistance] }',
      by: 'params: { types: [graded-assistence] }',
      path: 'duties[0].proves[0].params.types[0]',
      message: '没有编号为“graded-assistence”的“mechanismTypes”项（是不是“graded-assistance”？）',
    },
    {
      name: 'a parameter that the measure does not have',
      find: 'params: { types: [graded-assistance] }',
      by: 'params: { kinds: [graded-assistance] }',
      path: 'duties[0].proves[0].params.kinds',
      message: '测算“现行有效的制度、方案”没有参数“kinds”',
    },
    {
      name: 'a target that the measure cannot answer',
      find: 'measure: schools.legal-vice-principal-assessed, target: all',
      by: 'measure: schools.legal-vice-principal-assessed, target: { atLeast: 2 }',
      path: 'duties[1].proves[0].target',
      message: '测算“法治副校长考核”数的是对象，目标写 all、share 或 none',
    },
    {
      name: 'a category that would show who was harmed',
      find: 'name: 困境儿童, basis',
      by: 'name: 涉案困境儿童, basis',
      path: 'childCategories[2].name',
      message: /含密封词“涉案”/,
    },
    {
      name: 'a number where words belong',
      find: 'phone: "110"',
      by: 'phone: 110',
      path: 'contacts.helplines[0].phone',
      message: '应为文字（数字要加引号），现在是“110”',
    },
    {
      name: 'a list where one value belongs',
      find: 'title: 福寿山镇',
      by: 'title: [福寿山镇]\nother: 福寿山镇',
      path: 'title',
      message: /^应为文字/,
      others: 1,
    },
    {
      name: 'a number beyond its bounds, in Chinese',
      find: 'dueSoonDays: 5',
      by: 'dueSoonDays: 99',
      path: 'limits.dueSoonDays',
      message: '不能大于31',
    },
    {
      name: 'a misspelt name, with the one that was meant',
      find: 'sealedWords: [',
      by: 'sealedWord: [',
      path: 'sealedWord',
      message: '没有“sealedWord”这个名称（是不是“sealedWords”？）',
      others: 1,
    },
    {
      name: 'terms and breaks that begin after the plan, where duties are counted by the term',
      find: '    - { id: 2023-autumn, name: 2023年秋季学期, from: 2023-09-01, to: 2024-01-26 }\n',
      by: '',
      path: 'schoolCalendar',
      message:
        '学期和假期要从方案开始的2024年1月5日写到方案结束的2024年12月31日，现在只写了2024年1月27日至2025年1月17日',
      above: 2,
    },
    {
      name: 'a reference to a village that does not exist',
      find: 'stage: nine-year, village: taoxi',
      by: 'stage: nine-year, village: taoxo',
      path: 'schools[4].village',
      message: '没有编号为“taoxo”的村（是不是“taoxi”？）',
    },
  ])('$name', ({ find, by, path, message, others = 0, above = 0 }) => {
    const { text, line } = replaced(find, by)
    const { report, playbook } = readPlaybook(text)
    expect(playbook).toBeUndefined()
    expect(report.ok).toBe(false)
    expect(report.errors).toContainEqual({
      line: line - above,
      path,
      message: typeof message === 'string' ? message : expect.stringMatching(message),
    })
    expect(report.errors).toHaveLength(1 + others)
  })

  test('many mistakes are reported at once, in the order of the file', () => {
    const text = source
      .replace('id: pingan-2\n', 'id: pingan-1\n')
      .replace('holidayMonths: [2024-01,', 'holidayMonths: [2023-01,')
      .replace('cadence: { every: month, by: 5 }', 'cadence: { every: month, by: 31 }')
      .replace('measure: outreach.posters', 'measure: outreach.poster')
      .replace('unit: traffic\n', 'unit: trafic\n')
    const { errors } = readPlaybook(text).report
    expect(errors.map((error) => error.path)).toEqual([
      'holidayMonths[0]',
      'units[16]',
      'duties[1].id',
      'duties[4].cadence.by',
      'duties[67].proves[0].measure',
      'duties[82].unit',
    ])
    expect(errors.map((error) => error.line)).toEqual(errors.map((error) => error.line).sort((a, b) => a - b))
  })
})

describe('a file that is no YAML, or no plan', () => {
  const deep = (open: string, close = '') => `a: ${open.repeat(20_000)}${close.repeat(20_000)}`
  test.each([
    ['an empty file', '', 1, '文件是空的'],
    ['a file of remarks alone', '# 方案\n# 待写\n', 1, '文件是空的'],
    ['a bare word', '方案', 1, /^应为一组“名称: 值”/],
    ['a list', '- id: a\n- id: b\n', 1, /^应为一组“名称: 值”/],
    ['a bracket left open', 'id: a\ntitle: [甲, 乙\nversion: 1\n', 3, /缩进|符号|括号/],
    ['a quote left open', 'id: a\ntitle: "甲\nversion: 1\n', 3, /引号|缩进|符号/],
    ['tabs', 'id: a\nplan:\n\tfrom: 2024-01-01\n', 3, '缩进用了制表符（Tab），请改用空格'],
    ['a line indented wrongly', 'plan:\n  from: 2024-01-01\n to: 2024-02-01\n', 3, /缩进/],
    ['two plans in one file', 'id: a\n---\nid: b\n', 2, /^一个文件只能写一份方案/],
    ['a name written twice', 'id: a\ntitle: 甲\nid: b\n', 3, '名称“id”写了两次，只能留一个'],
    ['a tag that runs code elsewhere', 'id: !!js/function "x"\n', 1, /标签/],
    ['lists as names', '? [a, b]\n: c\n', 1, '冒号前面的名称只能是文字'],
    ['10 MB', 'x'.repeat(10_000_000), 1, '文件太大：方案最多 512 KB'],
    ['bytes that are not UTF-8', Buffer.from([0x69, 0x64, 0xb7, 0xbd]), 1, /UTF-8/],
    ['brackets within brackets', deep('['), 1, /嵌套太深/],
    ['brackets within brackets, closed', deep('[', ']'), 1, /嵌套太深/],
    ['dashes without end', `${'- '.repeat(20_000)}a`, 1, /嵌套太深/],
  ])('%s', (_name, file, line, message) => {
    const { report } = readPlaybook(file)
    expect(report).toMatchObject({ ok: false, plan: null, units: 0, duties: 0, measures: 0 })
    expect(report.errors).toContainEqual({
      line,
      path: '',
      message: typeof message === 'string' ? message : expect.stringMatching(message),
    })
  })

  test('a bomb of aliases is refused without being unfolded', () => {
    const levels = Array.from(
      { length: 30 },
      (_, level) =>
        `l${level}: &l${level} [${
          level === 0
            ? 'x'
            : Array(10)
                .fill(`*l${level - 1}`)
                .join(', ')
        }]`,
    )
    const { errors } = readPlaybook(levels.join('\n')).report
    expect(errors.map((error) => error.line)).toEqual(Array.from({ length: 29 }, (_, index) => index + 2))
    expect(errors[0]?.message).toContain('锚点和引用')
  })

  test('forty thousand unknown names are read in time, and each unknown one is reported', () => {
    const text = Array.from({ length: 40_000 }, (_, index) => `k${index}: 1`).join('\n')
    expect(Buffer.byteLength(text)).toBeLessThan(playbookBytes)
    expect(readPlaybook(text).report.errors.length).toBeGreaterThanOrEqual(40_000)
  })

  test('no sentence is in English', () => {
    for (const text of [
      'a: [',
      'a: b: c',
      '"a\\q": 1',
      '%X\n---\na',
      'a: @b',
      '&a &b c: 1',
      '*a',
      '!a !b c',
      '{a: 1}}',
    ]) {
      for (const { message } of readPlaybook(text).report.errors) expect(message).toMatch(/[\u4e00-\u9fff]/)
    }
  })
})

test('whatever line is lost, the check ends with lines within the file', () => {
  const lines = source.split('\n')
  fc.assert(
    fc.property(fc.nat(lines.length - 1), (lost) => {
      const { report } = readPlaybook(lines.filter((_, index) => index !== lost).join('\n'))
      for (const { line } of report.errors) {
        expect(line).toBeGreaterThanOrEqual(1)
        expect(line).toBeLessThan(lines.length)
      }
      for (const { message } of report.errors) expect(message).toMatch(/[\u4e00-\u9fff]/)
    }),
    { numRuns: 25 },
  )
})

test('a plan whose stored text is damaged is refused with its lines', () => {
  expect(() => adoptedPlaybook(replaced('id: pingan-2\n', 'id: pingan-1\n').text)).toThrow(
    /已采用的方案读不出来，有1处错误/,
  )
})
