import { amendMeeting, type Day, recordMeeting, recordTalk, supervisionMeeting, talk } from '@hulei/core'
import { type ActContext, on } from '../../platform/acts/handler.ts'
import { invalid } from '../../platform/errors.ts'
import { placeOfUnit } from '../organisation/index.ts'

const notInFuture = (context: ActContext, path: string, on: Day) => {
  if (on > context.tx.today)
    throw invalid([{ path: `input.${path}`, code: 'supervision.in-future', message: '日期不能晚于今天' }])
}

export const meetingsActs = [
  on(recordMeeting, async (context, { id, input }) => {
    notInFuture(context, 'heldOn', input.heldOn)
    await context.insert(supervisionMeeting, id, {}, input)
    return undefined
  }),
  on(amendMeeting, async (context, { input, record }) => {
    if (input.heldOn) notInFuture(context, 'heldOn', input.heldOn)
    await context.amend(supervisionMeeting, record, input)
    return undefined
  }),
  on(recordTalk, async (context, { id, input }) => {
    const { onUnit, onVillage, ...values } = input
    notInFuture(context, 'talkedOn', values.talkedOn)
    await context.insert(talk, id, placeOfUnit(context, onUnit, onVillage), values)
    return undefined
  }),
]
