import { type CalendarYear, chinaHolidays, type Day, faultsOfCalendarYear } from '@hulei/core'
import type pg from 'pg'
import { Refusal } from './errors.ts'

/** The holiday years that an administrator keeps (seeded from those that come with Hulei). */
export async function readCalendarYears(owner: pg.Pool): Promise<CalendarYear[]> {
  const { rows } = await owner.query<{ year: number; holidays: Day[]; make_up: Day[]; source: string }>(
    'SELECT year, holidays::text[] AS holidays, make_up_days::text[] AS make_up, source FROM calendar_year ORDER BY year',
  )
  return rows.map((row) => ({
    year: row.year,
    holidays: row.holidays,
    makeUpDays: row.make_up,
    source: row.source,
  }))
}

/** Adds the holiday years that come with Hulei and are not there yet; those that an administrator changed stay. */
export async function seedCalendarYears(owner: pg.Pool): Promise<void> {
  for (const { year, holidays, makeUpDays, source } of chinaHolidays) {
    await owner.query(
      'INSERT INTO calendar_year (year, holidays, make_up_days, source) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING',
      [year, holidays, makeUpDays, source],
    )
  }
}

/** Adds a year as the State Council announced it, or corrects one. Throws `calendar.invalid` with every fault. */
export async function saveCalendarYear(owner: pg.Pool, year: CalendarYear): Promise<void> {
  const faults = faultsOfCalendarYear(year)
  if (faults.length > 0) {
    throw new Refusal('calendar.invalid', 422, '节假日安排有误，没有保存。', {
      faults: faults.map((message) => ({ path: String(year.year), code: 'calendar.invalid', message })),
    })
  }
  await owner.query(
    `INSERT INTO calendar_year (year, holidays, make_up_days, source) VALUES ($1, $2, $3, $4)
     ON CONFLICT (year) DO UPDATE SET holidays = excluded.holidays, make_up_days = excluded.make_up_days, source = excluded.source`,
    [year.year, year.holidays, year.makeUpDays, year.source],
  )
}
