import { act } from '../../acts/index.ts'
import { workPhone } from './phone.kind.ts'

const { label, registeredOn } = workPhone.fields

/**
 * Registers the phone that sends it, for the account that sends it; the act's `record` is the phone's own id. Sent anew
 * for a phone that is registered already, it changes nothing. Who may do it is who may have a work pack.
 */
export const registerPhone = act('phone.register', {
  title: '登记工作手机',
  kind: workPhone,
  on: 'new',
  by: ['village', 'officer', 'police', 'school', 'office'],
  input: { label, registeredOn },
})

/** From then on the phone gets no work pack and wipes itself at its next contact, after sending what waits. */
export const revokePhone = act('phone.revoke', {
  title: '停用工作手机',
  kind: workPhone,
  on: 'existing',
  by: ['office'],
  needsReason: true,
  input: {},
})
