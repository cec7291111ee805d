import { amendHelperVisit, helperVisit, recordHelperVisit, withdrawHelperVisit } from '@hulei/core'
import { type AnyHandler, on } from '../../platform/acts/handler.ts'
import { refuseFuture } from '../../platform/acts/refuse-future.ts'
import { Refusal } from '../../platform/errors.ts'
import { placeOfWork } from '../organisation/index.ts'

export const helperVisitsActs: readonly AnyHandler[] = [
  on(recordHelperVisit, async (context, { id, input }) => {
    const { inVillage, onUnit, ...values } = input
    refuseFuture(context, { visitedOn: values.visitedOn })
    await context.insert(
      helperVisit,
      id,
      { ...placeOfWork(context, { onUnit, onVillage: inVillage }), village: inVillage },
      values,
    )
    return undefined
  }),

  on(amendHelperVisit, async (context, { input, record }) => {
    if (record.withdrawnOn) throw withdrawn()
    refuseFuture(context, { visitedOn: input.visitedOn })
    await context.amend(helperVisit, record, input)
    return undefined
  }),

  on(withdrawHelperVisit, async (context, { record }) => {
    if (record.withdrawnOn) throw withdrawn()
    await context.amend(helperVisit, record, { withdrawnOn: context.tx.today })
    return undefined
  }),
]

const withdrawn = () => new Refusal('support.visit-withdrawn', 409, '这次帮扶走访已经作废。')
