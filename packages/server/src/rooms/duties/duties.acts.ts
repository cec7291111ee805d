import {
  attestation,
  attestDuty,
  endExemption,
  exemptDuty,
  exemption,
  findDuty,
  returnAttestation,
  villageUnitOf,
} from '@hulei/core'
import { type ActContext, on } from '../../platform/acts/handler.ts'
import { invalid, notAllowed, Refusal } from '../../platform/errors.ts'
import { type Line, windowNamed } from './windows.ts'

export const dutiesActs = [
  on(attestDuty, async (context, { id, input }) => {
    const { playbook } = context.township
    const duty = findDuty(playbook, input.duty)
    if (!duty) throw unknownDuty(input.duty)
    const { actor, today } = context.tx
    const isOwn =
      duty.unit === actor.unit || (actor.role === 'village' && duty.unit === villageUnitOf(playbook)?.id)
    if (!isOwn) throw notAllowed('报备履职')
    if (!duty.proves.some((proof) => proof.measure === 'duties.attested')) {
      throw new Refusal('duties.measured', 422, '这项职责由系统按记录测算，不需要报备；请补录相应的记录。')
    }
    refuseWindow(context, duty, input.window)
    const { onVillage, ...stated } = input
    const village = onVillage ?? actor.villages[0] ?? null
    if (actor.role === 'village' && !(village && actor.villages.includes(village))) {
      throw invalid([
        { path: 'input.onVillage', code: 'duties.not-own-village', message: '只能为自己的村报备' },
      ])
    }
    const place = actor.role === 'village' ? { village } : { unit: actor.unit }
    await context.insert(attestation, id, place, { ...stated, attestedOn: today })
    return undefined
  }),

  on(returnAttestation, async (context, { input, record }) => {
    if (record.returnedOn) throw new Refusal('duties.already-returned', 409, '这份报备已经退回。')
    await context.amend(attestation, record, {
      returnedOn: context.tx.today,
      returnReason: input.returnReason,
    })
    return undefined
  }),

  on(exemptDuty, async (context, { id, input }) => {
    const { onUnit, onVillage, ...values } = input
    const { playbook } = context.township
    if (!findDuty(playbook, values.duty)) throw unknownDuty(values.duty)
    if (values.to < values.from) {
      throw invalid([
        { path: 'input.to', code: 'duties.exemption-order', message: '结束日期不能早于开始日期' },
      ])
    }
    const isVillage = villageUnitOf(playbook)?.id === onUnit
    if (isVillage && !onVillage) {
      throw invalid([{ path: 'input.onVillage', code: 'units.village-missing', message: '请选择是哪个村' }])
    }
    await context.insert(exemption, id, isVillage ? { village: onVillage ?? null } : { unit: onUnit }, values)
    return undefined
  }),

  on(endExemption, async (context, { input, record }) => {
    if (input.to < record.from || input.to >= record.to) {
      throw invalid([
        {
          path: 'input.to',
          code: 'duties.exemption-end',
          message: `请填写${record.from}到${record.to}之间的一天`,
        },
      ])
    }
    const { today } = context.tx
    await context.amend(exemption, record, { to: input.to, endedOn: today, firstTo: record.to })
    return undefined
  }),
]

/** An attestation is for one of the duty's own windows, and not before it has begun. */
function refuseWindow({ township, tx }: ActContext, duty: Line, key: string): void {
  const window = windowNamed(duty, key, township)
  const fault = (code: string, message: string) => invalid([{ path: 'input.window', code, message }])
  if (!window) throw fault('duties.unknown-window', `这项职责没有这个周期：${key}`)
  if (window.from > tx.today) throw fault('duties.window-ahead', '这个周期还没有开始，不能报备')
}

const unknownDuty = (id: string) => new Refusal('duties.unknown', 422, `方案里没有“${id}”这项职责。`)
