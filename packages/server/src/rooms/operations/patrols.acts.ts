import { amendPatrol, type Patrol, patrol, recordPatrol, withdrawPatrol } from '@hulei/core'
import { on } from '../../platform/acts/handler.ts'
import { refuseFuture } from '../../platform/acts/refuse-future.ts'
import { invalid, Refusal } from '../../platform/errors.ts'
import { placeOfWork } from '../organisation/index.ts'

export const patrolsActs = [
  on(recordPatrol, async (context, { id, input }) => {
    const { school, onUnit, onVillage, ...values } = input
    refuseFuture(context, { patrolledOn: values.patrolledOn })
    refuseNowhere({ ...values, school })
    const place = { ...placeOfWork(context, { onUnit, onVillage }), school: school ?? null }
    await context.insert(patrol, id, place, values)
    return undefined
  }),

  on(amendPatrol, async (context, { input, record }) => {
    if (record.withdrawnOn) throw withdrawn()
    const { school, ...values } = input
    refuseFuture(context, { patrolledOn: values.patrolledOn })
    refuseNowhere({ ...record, ...input })
    await context.amend(patrol, record, values, school === undefined ? {} : { school })
    return undefined
  }),

  on(withdrawPatrol, async (context, { record }) => {
    if (record.withdrawnOn) throw withdrawn()
    await context.amend(patrol, record, { withdrawnOn: context.tx.today })
    return undefined
  }),
]

const withdrawn = () => new Refusal('patrols.withdrawn', 409, '这条巡查记录已经作废。')

/** A gate shift stands at a school; any other patrol says which venues or where. */
function refuseNowhere(of: {
  task: string
  school?: string | null | undefined
  venues?: Patrol['venues'] | undefined
  place?: string | null | undefined
}): void {
  if (of.task === 'school-gate' && !of.school)
    throw invalid([{ path: 'input.school', code: 'patrols.school-missing', message: '护学岗请选学校' }])
  if (of.task !== 'school-gate' && !of.venues?.length && !of.place)
    throw invalid([
      { path: 'input.place', code: 'patrols.place-missing', message: '请写明巡查的地点，或选择场所' },
    ])
}
