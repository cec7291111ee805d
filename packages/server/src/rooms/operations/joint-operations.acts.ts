import { amendOperation, jointOperation, recordOperation, withdrawOperation } from '@hulei/core'
import { on } from '../../platform/acts/handler.ts'
import { refuseFuture } from '../../platform/acts/refuse-future.ts'
import { invalid, Refusal } from '../../platform/errors.ts'
import { placeOfWork } from '../organisation/index.ts'

export const jointOperationsActs = [
  on(recordOperation, async (context, { id, input }) => {
    const { onUnit, ...values } = input
    refuseFuture(context, { heldOn: values.heldOn })
    const { unit = null } = placeOfWork(context, { onUnit })
    await context.insert(jointOperation, id, { unit }, { ...values, joined: others(values.joined, unit) })
    return undefined
  }),

  on(amendOperation, async (context, { input, record }) => {
    if (record.withdrawnOn) throw withdrawn()
    refuseFuture(context, { heldOn: input.heldOn })
    const joined = input.joined && { joined: others(input.joined, record.unit) }
    await context.amend(jointOperation, record, { ...input, ...joined })
    return undefined
  }),

  on(withdrawOperation, async (context, { record }) => {
    if (record.withdrawnOn) throw withdrawn()
    await context.amend(jointOperation, record, { withdrawnOn: context.tx.today })
    return undefined
  }),
]

const withdrawn = () => new Refusal('operations.withdrawn', 409, '这次联合执法的记录已经作废。')

/** Those who took part besides the unit that leads: without them, nothing was joint. */
function others(joined: readonly string[], lead: string | null): string[] {
  const found = joined.filter((unit) => unit !== lead)
  if (found.length === 0)
    throw invalid([
      { path: 'input.joined', code: 'operations.alone', message: '联合执法至少要有一个参加单位' },
    ])
  return found
}
