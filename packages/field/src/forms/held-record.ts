import type { PackForm } from '@hulei/core'
import type { OpenedAct } from '../outbox/opened-act.ts'
import { type FormValues, valuesOfAct } from './form-values.ts'

/** A record as this phone knows it: what was written down here, with what was amended here on top of it. */
export type HeldRecord = {
  /** The act that made it so, as far as the phone knows; an amendment names it. */
  readonly version: string
  readonly input: Readonly<Record<string, unknown>>
}

/** Undefined where the phone does not hold the record: it was written down elsewhere, or wiped when the server had it. */
export function heldRecord(
  record: string,
  forms: readonly PackForm[],
  acts: readonly OpenedAct[],
): HeldRecord | undefined {
  let held: HeldRecord | undefined
  for (const act of acts) {
    const isOpen = act.row.state === 'waiting' || act.row.state === 'confirmed'
    const form = forms.find((each) => each.act === act.row.act)
    if (!form || !isOpen || act.record !== record) continue
    if (form.on === 'new') held = { version: act.row.id, input: act.input }
    else if (form.isAmendment && held) held = { version: act.row.id, input: { ...held.input, ...act.input } }
  }
  return held
}

/** What an amendment's form begins with. */
export const valuesOfHeld = (form: PackForm, record: string, { input }: HeldRecord): FormValues =>
  valuesOfAct(form, { input, extra: {}, record, reason: undefined })

/** The amendment by which a record of this kind is put right, where the post may do it on a phone. */
export const amendmentOf = (forms: readonly PackForm[], kind: string): PackForm | undefined =>
  forms.find((form) => form.isAmendment && form.kind === kind)
