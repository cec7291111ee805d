import {
  amendMeeting,
  type Day,
  recordMeeting,
  recordTalk,
  supervisionMeeting,
  talk,
  villageUnitOf,
} from '@hulei/core'
import { type ActContext, on } from '../../platform/acts/handler.ts'
import { invalid } from '../../platform/errors.ts'

/** Where a unit's own matters belong: a village by its name, any other unit by its id. */
export function placeOfUnit(context: ActContext, unit: string, village: string | null | undefined) {
  const isVillage = villageUnitOf(context.township.playbook)?.id === unit
  if (isVillage && !village) {
    throw invalid([{ path: 'input.onVillage', code: 'units.village-missing', message: '请选择是哪个村' }])
  }
  return isVillage ? { village: village ?? null } : { unit }
}

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
