import { careTeam, confirmCareTeam, endCareTeam, formCareTeam } from '@hulei/core'
import { type AnyHandler, on } from '../../platform/acts/handler.ts'
import { refuseFuture } from '../../platform/acts/refuse-future.ts'
import { notAllowed, Refusal } from '../../platform/errors.ts'

export const careTeamActs: readonly AnyHandler[] = [
  on(formCareTeam, async (context, { id, input }) => {
    const { tx } = context
    const { onUnit, ...values } = input
    refuseFuture(context, { formedOn: input.formedOn })
    const unit = onUnit ?? tx.actor.unit
    if (unit !== tx.actor.unit && tx.actor.role !== 'office') throw notAllowed('替别的单位登记')
    await context.insert(careTeam, id, { unit }, { ...values, confirmedOn: tx.today })
    return undefined
  }),

  on(confirmCareTeam, async (context, { input, record }) => {
    if (record.endedOn) throw ended()
    refuseFuture(context, { confirmedOn: input.confirmedOn })
    await context.amend(careTeam, record, input)
    return undefined
  }),

  on(endCareTeam, async (context, { input, record }) => {
    if (record.endedOn) throw ended()
    refuseFuture(context, input)
    await context.amend(careTeam, record, input)
    return undefined
  }),
]

const ended = () => new Refusal('support.team-ended', 409, '这支队伍已经解散。')
