import { act } from '../../acts/index.ts'
import { code, day, note, text } from '../../kinds/index.ts'
import { attestation, exemption } from './attestation.kind.ts'

const { attestedOn: _on, returnedOn: _returned, returnReason: _reason, ...stated } = attestation.fields
const { endedOn: _ended, firstTo: _first, ...granted } = exemption.fields

export const attestDuty = act('duty.attest', {
  title: '报备履职',
  kind: attestation,
  on: 'new',
  by: attestation.writers,
  input: {
    ...stated,
    /** For a post that has several villages: which of them. */
    onVillage: code('村', { list: 'villages' }).optional(),
  },
})

export const returnAttestation = act('duty.return', {
  title: '退回报备',
  kind: attestation,
  on: 'existing',
  by: ['office'],
  input: { returnReason: note('退回原因', { max: 300, guard: 'open' }) },
})

export const exemptDuty = act('duty.exempt', {
  title: '免除职责',
  kind: exemption,
  on: 'new',
  by: exemption.writers,
  input: {
    onUnit: code('单位', { list: 'units' }),
    onVillage: code('村', { list: 'villages' }).optional(),
    ...granted,
  },
})

export const endExemption = act('duty.end-exemption', {
  title: '提前结束免除',
  kind: exemption,
  on: 'existing',
  by: exemption.writers,
  needsReason: true,
  input: { to: day('结束日期') },
})

/**
 * Reminds a unit or village of what it still owes of a month's duties (催办): a message to its posts with the number of
 * duties, which the server counts anew; nothing that somebody types goes along.
 */
export const remindOfDuties = act('duty.remind', {
  title: '催办',
  kind: attestation,
  on: 'none',
  by: ['office', 'leader'],
  input: {
    onUnit: code('单位', { list: 'units' }).optional(),
    onVillage: code('村', { list: 'villages' }).optional(),
    month: text('月份', { max: 7 }),
  },
})
