/**
 * Writes China's holidays and make-up workdays as data for core, from the npm package `chinese-days`.
 *
 *   node scripts/holidays.ts           write packages/core/src/calendar/china-holidays.data.ts
 *   node scripts/holidays.ts --check   exit 1 when the file is not what would be written
 *
 * The package answers for a year that it does not know with plain weekends. So its yearly lists are read
 * directly: a year without a list of its own stops the script instead of becoming data.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
// Not through the room's index: that exports the very file which this script writes.
import type { Day } from '../packages/core/src/calendar/day.ts'
import { addDays, isDay } from '../packages/core/src/calendar/day.ts'
import type { CalendarYear, Festival } from '../packages/core/src/calendar/working-days.ts'
import { faultsOfCalendarYear } from '../packages/core/src/calendar/working-days.ts'

const years = [2023, 2024, 2025, 2026]
const target = new URL('../packages/core/src/calendar/china-holidays.data.ts', import.meta.url)
const lineWidth = 110

type YearList = { holidays: Record<string, string>; workdays: Record<string, string> }

const requireFrom = createRequire(new URL('../packages/server/package.json', import.meta.url))
const listOf = (year: number): YearList => requireFrom(`chinese-days/dist/years/${year}.json`)
const { version } = requireFrom('chinese-days/package.json') as { version: string }

const daysOf = (list: Record<string, string>): Day[] => Object.keys(list).filter(isDay).sort()

/** Days off of one name in a row; the package writes "English name,中文名,days". */
function festivalsOf(holidays: Record<string, string>): Festival[] {
  const festivals: Festival[] = []
  for (const day of daysOf(holidays)) {
    const name = holidays[day]?.split(',')[1] ?? ''
    const last = festivals.at(-1)
    if (last && last.name === name && addDays(last.to, 1) === day) last.to = day
    else festivals.push({ name, from: day, to: day })
  }
  return festivals
}

function calendarYear(year: number): CalendarYear {
  const list = listOf(year)
  const entry = {
    year,
    holidays: daysOf(list.holidays),
    makeUpDays: daysOf(list.workdays),
    source: `国务院办公厅${year}年节假日安排，取自 chinese-days ${version}`,
    festivals: festivalsOf(list.holidays),
  }
  const faults = faultsOfCalendarYear(entry)
  if (faults.length > 0) throw new Error(`${year}: ${faults.join(' ')}`)
  return entry
}

/** As the formatter writes it: on one line where it fits, else one item a line. */
function list(name: string, items: readonly string[]): string {
  const inline = `    ${name}: [${items.join(', ')}],`
  if (inline.length <= lineWidth) return inline
  return [`    ${name}: [`, ...items.map((item) => `      ${item},`), '    ],'].join('\n')
}

function source(entries: readonly CalendarYear[]): string {
  const blocks = entries.map((entry) =>
    [
      '  {',
      `    year: ${entry.year},`,
      list(
        'holidays',
        entry.holidays.map((day) => `'${day}'`),
      ),
      list(
        'makeUpDays',
        entry.makeUpDays.map((day) => `'${day}'`),
      ),
      `    source: '${entry.source}',`,
      list(
        'festivals',
        (entry.festivals ?? []).map(
          ({ name, from, to }) => `{ name: '${name}', from: '${from}', to: '${to}' }`,
        ),
      ),
      '  },',
    ].join('\n'),
  )
  return [
    '// Written by scripts/holidays.ts; run it again instead of editing.',
    "import type { CalendarYear } from './working-days.ts'",
    '',
    '/** The years that Hulei knows when it is installed; an administrator adds later ones. */',
    'export const chinaHolidays: readonly CalendarYear[] = [',
    ...blocks,
    ']',
    '',
  ].join('\n')
}

const text = source(years.map(calendarYear))
if (process.argv.includes('--check')) {
  if (readFileSync(target, 'utf8') !== text) {
    console.error(`${fileURLToPath(target)} is not current: run node scripts/holidays.ts`)
    process.exitCode = 1
  }
} else {
  writeFileSync(target, text)
}
