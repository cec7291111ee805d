import { isMonth, owedOf, remindOfDuties } from '@hulei/core'
import { type AnyHandler, on } from '../../platform/acts/handler.ts'
import { invalid, Refusal } from '../../platform/errors.ts'
import type { Measure } from '../../platform/measures/measure.ts'
import { lightsOfOne } from './folder.ts'

/** 催办, as a message in the app and by the channels. */
export const remindActs = (measures: ReadonlyMap<string, Measure>): readonly AnyHandler[] => [
  on(remindOfDuties, async (context, { input }) => {
    const { tx, township } = context
    const { month, onUnit, onVillage } = input
    if (!isMonth(month))
      throw invalid([{ path: 'input.month', code: 'duties.month', message: '月份应如2024-05' }])
    // Whose it is is checked there: a village, or a unit that is not all of them.
    const { lights } = await lightsOfOne(tx, township, measures, {
      month,
      asOf: tx.today,
      ...(onVillage ? { village: onVillage } : onUnit ? { unit: onUnit } : {}),
    })
    const count = owedOf(lights).length
    if (count === 0) throw new Refusal('duties.nothing-owed', 409, '没有待办的职责，不用催办。')
    const told = await context.notify({
      template: 'duties.reminded',
      params: { month, count },
      to: [onVillage ? { village: onVillage } : { unit: onUnit ?? '' }],
      except: [tx.actor.account],
    })
    if (told === 0)
      throw new Refusal('duties.nobody-to-remind', 409, '这里没有在任的人可以提醒，请先请管理员任命岗位。')
    return { told, count }
  }),
]
