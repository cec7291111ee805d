import type { Day } from './day.ts'
import { addDays, addMonths, partsOf } from './day.ts'

/**
 * Ages in full years (周岁), counted as Chinese law counts them: an age is reached on the day *after* the
 * birthday, so a person born on 2006-05-20 is still a minor on 2024-05-20 and an adult from 2024-05-21.
 *
 * Basis: 民法典 第十七条 (under eighteen is a minor), 第二百条 and 第二百零一条 (periods by the Gregorian
 * calendar; the day of the event is not counted); 刑法 第十七条 as read by 最高人民法院 法释〔2006〕1号
 * 第二条 (周岁 by the year, month and day, from the day after the birthday). Where readings differ, the
 * later day protects the child one day longer, which is the side to err on here.
 *
 * Born on 29 February: in a year without that day the period ends on the month's last day (民法典 第二百零二条),
 * so the age is reached on 1 March.
 */
export function ageReachedOn(birth: Day, years: number): Day {
  return addDays(addMonths(birth, years * 12), 1)
}

/**
 * Full years of age on a day: 0 up to and including the first birthday, -1 on a day before birth.
 */
export function ageOn(birth: Day, day: Day): number {
  if (day < birth) return -1
  const years = partsOf(day).year - partsOf(birth).year
  return Math.max(0, ageReachedOn(birth, years) <= day ? years : years - 1)
}

/** The first day on which the person counts as eighteen and leaves the registers of minors. */
export const eighteenOn = (birth: Day): Day => ageReachedOn(birth, 18)

/** Whether the person is a minor on that day: under eighteen (未成年人保护法 第二条). An unborn person is one. */
export const isMinorOn = (birth: Day, day: Day): boolean => day < eighteenOn(birth)
