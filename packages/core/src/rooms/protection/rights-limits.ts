import { addDays, type Day, minDay, type WorkCalendar } from '../../calendar/index.ts'

/**
 * How long a family waits. The law says 及时 (个人信息保护法 第四十五条至第四十七条、第五十条；未成年人网络保护条例
 * 第三十四条) and no number. Our reading takes the shorter of two that exist: twenty working days, within which an
 * authority answers (政府信息公开条例 第三十三条), and thirty days (GB/T 35273—2020, 8.7, a recommended standard), which
 * holidays do not stretch. Correcting and deleting are part of the answer, so the one limit holds for both.
 */
export const ANSWER_WORKING_DAYS = 20
export const ANSWER_DAYS = 30

/** The last day for a request; thirty days where the holidays of the year are not known yet. */
export function answerLimit(askedOn: Day, calendar: Pick<WorkCalendar, 'addWorkingDays'>): Day {
  const working = calendar.addWorkingDays(askedOn, ANSWER_WORKING_DAYS)
  const latest = addDays(askedOn, ANSWER_DAYS)
  return working.known ? minDay(working.value, latest) : latest
}

/** What a request can end in, besides a refusal: somebody who asks for deletion may be content with a correction. */
export const resultsFor: Readonly<Record<string, readonly string[]>> = {
  copy: ['given'],
  correction: ['corrected'],
  deletion: ['deleted', 'corrected'],
  explanation: ['explained'],
}

/** Results that are only a promise until something was done in the register. */
export const promised: ReadonlySet<string> = new Set(['corrected', 'deleted'])
