import {
  amendOutreach,
  amendTraining,
  outreachActivity,
  recordOutreach,
  recordTraining,
  training,
  withdrawOutreach,
  withdrawTraining,
} from '@hulei/core'
import { type AnyHandler, on } from '../../platform/acts/handler.ts'
import { refuseFuture } from '../../platform/acts/refuse-future.ts'
import { invalid, Refusal } from '../../platform/errors.ts'
import { placeOfWork } from '../organisation/index.ts'

export const outreachActs: readonly AnyHandler[] = [
  on(recordTraining, async (context, { id, input }) => {
    const { onUnit, ...values } = input
    refuseFuture(context, { heldOn: values.heldOn })
    refuseNobody(values.people)
    const { unit = null } = placeOfWork(context, { onUnit })
    await context.insert(training, id, { unit }, { ...values, joined: others(values.joined, unit) })
    return undefined
  }),

  on(amendTraining, async (context, { input, record }) => {
    if (record.withdrawnOn) throw withdrawn('这次培训的记录')
    refuseFuture(context, { heldOn: input.heldOn })
    refuseNobody(input.people)
    const joined = input.joined && { joined: others(input.joined, record.unit) }
    await context.amend(training, record, { ...input, ...joined })
    return undefined
  }),

  on(withdrawTraining, async (context, { record }) => {
    if (record.withdrawnOn) throw withdrawn('这次培训的记录')
    await context.amend(training, record, { withdrawnOn: context.tx.today })
    return undefined
  }),

  on(recordOutreach, async (context, { id, input }) => {
    const { onUnit, onVillage, ...values } = input
    refuseFuture(context, { heldOn: values.heldOn })
    refuseToNobody(values)
    await context.insert(outreachActivity, id, placeOfWork(context, { onUnit, onVillage }), values)
    return undefined
  }),

  on(amendOutreach, async (context, { input, record }) => {
    if (record.withdrawnOn) throw withdrawn('这次宣传活动的记录')
    refuseFuture(context, { heldOn: input.heldOn })
    refuseToNobody({ ...record, ...input })
    await context.amend(outreachActivity, record, input)
    return undefined
  }),

  on(withdrawOutreach, async (context, { record }) => {
    if (record.withdrawnOn) throw withdrawn('这次宣传活动的记录')
    await context.amend(outreachActivity, record, { withdrawnOn: context.tx.today })
    return undefined
  }),
]

const withdrawn = (what: string) => new Refusal('outreach.withdrawn', 409, `${what}已经作废。`)
const fault = (path: string, code: string, message: string) =>
  invalid([{ path: `input.${path}`, code, message }])

/** Units that held it together with the one whose record it is, which is not named twice. */
const others = (joined: readonly string[], own: string | null): string[] =>
  joined.filter((unit) => unit !== own)

function refuseNobody(people: number | null | undefined): void {
  if (people === 0) throw fault('people', 'outreach.nobody', '没有人参加的，不算一次；请填写参加人数')
}

/** Told to nobody in particular, nowhere in particular, it would prove nothing. */
function refuseToNobody(of: {
  audiences: readonly string[]
  settings: readonly string[]
  people: number
}): void {
  refuseNobody(of.people)
  if (of.audiences.length === 0) throw fault('audiences', 'outreach.audiences-missing', '请选择宣传对象')
  if (of.settings.length === 0) throw fault('settings', 'outreach.settings-missing', '请选择宣传到哪里')
}
