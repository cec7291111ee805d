import type { PackForm, PackRef } from '@hulei/core'
import type { OpenedAct } from '../outbox/opened-act.ts'
import { formsText as text } from './forms.text.ts'
import type { PackForms } from './pack-forms.ts'

/** A record that a form may name: from the pack, or made on this phone and not in the pack yet. */
export type Candidate = Pick<PackRef, 'id' | 'name' | 'facts' | 'tokens'> & {
  readonly version?: string
}

/** Records of a kind that a field may name. Acts are sent in their order, so one made here may be named before it is sent. */
export function candidatesOf(
  kind: string,
  { forms, refs }: PackForms,
  acts: readonly OpenedAct[],
): Candidate[] {
  const known = refs.get(kind) ?? []
  const ids = new Set(known.map((ref) => ref.id))
  const made = acts.flatMap((act): Candidate[] => {
    const isOpen = act.row.state === 'waiting' || act.row.state === 'confirmed'
    const form = forms.find((each) => each.act === act.row.act && each.kind === kind && each.on === 'new')
    if (!form || !isOpen || ids.has(act.record)) return []
    const name = nameIn(form, act)
    return name ? [{ id: act.record, name, facts: [text.onlyHere], tokens: [name], version: act.row.id }] : []
  })
  return [...made, ...known]
}

/** Records on which the act can be done. */
export const targetsOf = (form: PackForm, { refs }: PackForms): readonly PackRef[] =>
  (refs.get(form.kind) ?? []).filter((ref) => ref.may.includes(form.act))

/** The first words of a form: a record's name comes first in its kind. */
function nameIn(form: PackForm, act: OpenedAct): string | undefined {
  const field = form.fields.find(({ type }) => type === 'text' || type === 'personName')
  const value = field && act.input[field.name]
  return typeof value === 'string' ? value : undefined
}

/** By name, pinyin or initials (the server's tokens), or by what else is said of it. */
export function found<T extends Candidate>(all: readonly T[], search: string): readonly T[] {
  const typed = search.replaceAll(/\s+/gu, '').toLowerCase()
  if (!typed) return all
  return all.filter(
    (each) =>
      each.name.toLowerCase().includes(typed) ||
      each.tokens.some((token) => token.startsWith(typed)) ||
      each.facts.some((fact) => fact.includes(typed)),
  )
}
