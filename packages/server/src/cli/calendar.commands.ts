import { readFile } from 'node:fs/promises'
import { isDay } from '@hulei/core'
import { z } from 'zod'
import { faultsOf } from '../platform/acts/perform.ts'
import { readCalendarYears, saveCalendarYear } from '../platform/calendar-years.ts'
import { invalid, Refusal } from '../platform/errors.ts'
import { openSystem } from '../system.ts'
import { type Command, onePositional, print, readOptions } from './options.ts'

const day = z.string().refine(isDay, '日期应写作 2027-01-01')
const yearFile = z.strictObject({
  year: z.int().min(2000).max(2100),
  holidays: z.array(day),
  makeUpDays: z.array(day),
  source: z.string().min(2, '请写明出处，如国务院办公厅通知的文号').max(200),
})

export const calendarList: Command = {
  summary: '列出已知的放假和调休年份（没有的年份，系统不会猜）',
  async run(args) {
    const { config, values } = readOptions(args, {})
    const system = await openSystem(config)
    try {
      const years = await readCalendarYears(system.owner)
      print(
        values.json,
        { years },
        years.map(
          (each) =>
            `${each.year}：放假 ${each.holidays.length} 天，调休上班 ${each.makeUpDays.length} 天（${each.source}）`,
        ),
      )
      return 0
    } finally {
      await system.close()
    }
  },
}

export const calendarSet: Command = {
  summary: '录入或更正一年的放假和调休（JSON 文件：year、holidays、makeUpDays、source）',
  async run(args) {
    const { config, values, positionals } = readOptions(args, {})
    const file = onePositional(positionals, '节假日安排文件')
    const parsed = yearFile.safeParse(parseJson(await readFile(file, 'utf8')))
    if (!parsed.success) throw invalid(faultsOf(parsed.error, ''))
    const system = await openSystem(config)
    try {
      await saveCalendarYear(system.owner, parsed.data)
      print(values.json, { ok: true, year: parsed.data.year }, [
        `${parsed.data.year}年的放假和调休已保存；服务重新启动后按新的安排计算。`,
      ])
      return 0
    } finally {
      await system.close()
    }
  },
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new Refusal('calendar.not-json', 422, '这个文件不是 JSON 格式。', { cause })
  }
}
