import { type DutyLight, isDay, parseMonth } from '@hulei/core'
import { systemActor } from '../platform/db/scope.ts'
import { Refusal } from '../platform/errors.ts'
import { lightsOf, rebuildCounters } from '../rooms/duties/index.ts'
import { measures } from '../rooms/index.ts'
import { openSystem } from '../system.ts'
import { chosenTownship } from './chosen-township.ts'
import { type Command, print, readOptions } from './options.ts'

/** One line of the command's JSON: a stable interface. `subject` is the unit's or the village's name. */
const lineOf = (light: DutyLight) => ({
  duty: light.duty,
  unit: light.unit,
  subject: light.subject,
  from: light.window.from,
  to: light.window.to,
  status: light.status,
  due: light.due,
  done: light.done,
  reason: light.reason,
})

export const dutiesCommand: Command = {
  summary: '打印一个月的履职情况（--month 2024-05，--as-of 2024-05-20 看当日已知的情况）',
  async run(args) {
    const { config, values } = readOptions(args, {
      month: { type: 'string' },
      'as-of': { type: 'string' },
      township: { type: 'string' },
    })
    const month = parseMonth(values.month ?? '')
    if (!month) throw new Refusal('cli.usage', 400, '请用 --month 写明月份，如 --month 2024-05')
    const asked = values['as-of']
    if (asked !== undefined && !isDay(asked))
      throw new Refusal('cli.usage', 400, '--as-of 应写作日期，如 --as-of 2024-05-20')
    const system = await openSystem(config)
    try {
      const township = chosenTownship(system, values.township)
      const asOf = asked ?? township.clock.today()
      const lights = await system.server.scopes.read(systemActor(township.code), (scope) =>
        lightsOf(scope, township, { month, asOf }, new Set(measures.keys())),
      )
      print(
        values.json,
        lights.map(lineOf),
        lights.map((light) => `${light.subject}\t${light.duty}\t${light.status}\t${light.reason}`),
      )
      return 0
    } finally {
      await system.close()
    }
  },
}

export const dutiesRebuild: Command = {
  summary: '把履职计数全部重数一遍，打印有几处与原来不同（应为0）',
  async run(args) {
    const { config, values } = readOptions(args, { township: { type: 'string' } })
    const system = await openSystem(config)
    try {
      const chosen = values.township
        ? [chosenTownship(system, values.township)]
        : system.server.townships.all()
      const townships = []
      for (const township of chosen) {
        const rebuilt = await rebuildCounters(system.server.scopes, township, measures)
        townships.push({ township: township.code, ...rebuilt })
      }
      const isSame = townships.every((each) => each.rows === 0)
      print(
        values.json,
        { ok: isSame, townships },
        townships.map((each) => `${each.township}：重数了 ${each.windows} 个周期，不同 ${each.rows} 处。`),
      )
      return isSame ? 0 : 1
    } finally {
      await system.close()
    }
  },
}
