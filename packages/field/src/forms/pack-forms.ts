import type { PackDuty, PackForm, PackRef } from '@hulei/core'
import type { StoredPack } from '../store/pack.ts'

/** Forms of the post, in the order in which the plan's work is declared, and the records that they may name, by kind. */
export type PackForms = {
  readonly forms: readonly PackForm[]
  readonly refs: ReadonlyMap<string, readonly PackRef[]>
  /** What the own unit or village still has to do this month, the most urgent first. */
  readonly duties: readonly PackDuty[]
}

/** Takes the forms out of a pack, once for each pack. */
export function formsOf(pack: StoredPack | undefined): PackForms {
  const before = pack && taken.get(pack)
  if (before) return before
  const forms: PackForm[] = []
  const refs = new Map<string, PackRef[]>()
  const duties: PackDuty[] = []
  for (const [key, { body }] of Object.entries(pack?.items ?? {})) {
    const [what, kind = ''] = key.split('/')
    if (what === 'form') forms.push(body as PackForm)
    else if (what === 'duty') duties.push(body as PackDuty)
    else if (what === 'ref') refs.set(kind, [...(refs.get(kind) ?? []), body as PackRef])
  }
  for (const list of refs.values()) list.sort((left, right) => left.name.localeCompare(right.name, 'zh'))
  duties.sort((left, right) => left.deadline.localeCompare(right.deadline))
  const found = { forms, refs, duties }
  if (pack) taken.set(pack, found)
  return found
}
const taken = new WeakMap<StoredPack, PackForms>()

export const findForm = (pack: StoredPack | undefined, act: string): PackForm | undefined =>
  formsOf(pack).forms.find((form) => form.act === act)
