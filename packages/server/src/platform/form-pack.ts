import {
  type Actor,
  type AnyAct,
  type AnyField,
  type AskedType,
  acts,
  isGranted,
  mayBeGranted,
  mayBeHandedIn,
  type PackField,
  type PackForm,
} from '@hulei/core'
import type { Township } from './townships.ts'
import type { PackSource } from './work-pack.ts'

/** Acts that are done in the field and that this post may do somewhere. */
export const formActs = (actor: Actor): readonly AnyAct[] =>
  [...acts.values()].filter((act) => act.onPhone && mayBeGranted(act.by, actor))

/** `form/<act>` of every act that the post may do on a phone: what to ask, in which order, and what to choose from. */
export const formPack: PackSource = async ({ actor }, { township }) =>
  formActs(actor).map((act) => ({ key: `form/${act.name}`, body: formOf(act, actor, township) }))

/** An act as a form of this post. What it declares is all that a screen needs. */
export function formOf(act: AnyAct, actor: Actor, township: Township): PackForm {
  const own = Object.entries(act.input).flatMap(([name, field]) =>
    canAsk(field) ? [askedField(name, field, act, actor, township)] : [],
  )
  return {
    act: act.name,
    title: act.title,
    kind: act.kind.name,
    kindTitle: act.kind.title,
    basis: act.kind.basis,
    on: act.on,
    ...(act.partial && { isAmendment: true as const }),
    ...(act.needsReason && { needsReason: true as const }),
    ...(act.sealsActor && { isSealed: true as const }),
    ...(mayBeHandedIn(act.kind) && { mayBeHandedIn: true as const }),
    fields: [...own, ...extraFields(act, township)],
  }
}

/** Whether a phone can ask for a field without a page made for it. */
export const canAsk = (field: AnyField): boolean => field.type !== 'form' && field.type !== 'matter'

function askedField(name: string, field: AnyField, act: AnyAct, actor: Actor, township: Township): PackField {
  const { label, hint, maxLength, least, most, refersTo } = field
  const { choices, preset } = choicesOf(field, act, actor, township)
  return {
    name,
    label,
    type: field.type as AskedType,
    ...(hint && { hint }),
    ...((field.isOptional || act.partial) && { isOptional: true as const }),
    ...(act.partial && field.isOptional && { mayBeEmpty: true as const }),
    ...(maxLength !== undefined && { maxLength }),
    ...(least !== undefined && { least }),
    ...(most !== undefined && { most }),
    ...(choices && { choices }),
    ...(refersTo && { refersTo }),
    // An amendment begins with what the record says.
    ...(preset && !act.partial && { preset }),
    ...(field.prefill === 'actor' && !act.partial && { preset: actor.name }),
  }
}

/** A list's entries, retired ones out; of villages and schools only the post's own, where it may do the act nowhere else. */
function choicesOf(
  field: AnyField,
  act: AnyAct,
  actor: Actor,
  { lists }: Township,
): { choices?: readonly { id: string; name: string }[]; preset?: string } {
  if (!field.list) return {}
  const all = (lists.get(field.list) ?? [])
    .filter((entry) => !entry.isRetired)
    .map(({ id, name }) => ({ id, name }))
  const isBound = !isGranted(act.by, actor)
  const own =
    isBound && field.list === 'villages' && actor.role === 'village'
      ? actor.villages
      : isBound && field.list === 'schools' && actor.school
        ? [actor.school]
        : undefined
  if (!own) return { choices: all }
  const choices = all.filter(({ id }) => own.includes(id))
  const [only, ...others] = choices
  return { choices, ...(only && others.length === 0 && field.type === 'code' && { preset: only.id }) }
}

/** What the township's playbook adds to the kind; an act on a record that is there already leaves it as it is. */
function extraFields(act: AnyAct, { playbook, lists }: Township): PackField[] {
  if (act.on !== 'new') return []
  return (playbook.fields[act.kind.name] ?? []).map(
    (field): PackField => ({
      name: field.id,
      label: field.label,
      type: field.type,
      isExtra: true,
      ...(!field.required && { isOptional: true as const }),
      ...(field.type === 'text' && { maxLength: 500 }),
      ...(field.list !== undefined && {
        choices: (lists.get(field.list) ?? [])
          .filter((entry) => !entry.isRetired)
          .map(({ id, name }) => ({ id, name })),
      }),
    }),
  )
}
