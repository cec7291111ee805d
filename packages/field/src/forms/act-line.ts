import type { PackField, PackForm } from '@hulei/core'
import type { ActWords, ConflictWords } from '../outbox/act-words.ts'
import type { OpenedAct } from '../outbox/opened-act.ts'
import { dayWords } from '../shell/days.ts'
import type { StoredPack } from '../store/pack.ts'
import { isSeveral } from './form-values.ts'
import { formsText as text } from './forms.text.ts'
import { amendmentOf } from './held-record.ts'
import { findForm, formsOf } from './pack-forms.ts'

const MOST = 3
const shownTypes: ReadonlySet<string> = new Set(['code', 'day', 'text', 'ref', 'refs', 'count'])

/** What the outbox says of an act that was filled in as a form: its title, and the first answers that tell it from others. */
export function actLine(
  act: OpenedAct,
  pack: StoredPack | undefined,
  acts: readonly OpenedAct[] = [],
): ActWords | undefined {
  const form = findForm(pack, act.row.act)
  if (!form) return undefined
  const said = form.isSealed
    ? []
    : form.fields
        .filter((field) => shownTypes.has(field.type))
        .flatMap((field) => answersTo(field, act, pack))
  const of = form.on === 'existing' ? [...nameOfRecord(form, act, pack, acts), ...said] : said
  const amend = amendAddress(form, act, pack)
  return {
    title: form.title,
    of: of.slice(0, MOST).join('，'),
    mend: `form-mend/${act.row.id}`,
    ...(amend && { amend }),
    ...(form.mayBeHandedIn && { handIn: villageOf(act) }),
    ...(form.isAmendment && { conflict: conflictWords(form, pack) }),
  }
}

function villageOf({ input }: OpenedAct): { readonly village?: string } {
  const village = input.village ?? input.onVillage
  return typeof village === 'string' ? { village } : {}
}

/** By what the record is known on which it was done: the pack's word for it, or what was written down here first. */
function nameOfRecord(
  form: PackForm,
  act: OpenedAct,
  pack: StoredPack | undefined,
  acts: readonly OpenedAct[],
): string[] {
  const { forms, refs } = formsOf(pack)
  const known = refs.get(form.kind)?.find((ref) => ref.id === act.record)?.name
  if (known) return [known]
  const first = acts.find((each) => each.record === act.record && each.row.id !== act.row.id)
  const made = forms.find((each) => each.act === first?.row.act && each.on === 'new' && !each.isSealed)
  if (!first || !made) return []
  return made.fields
    .filter((field) => shownTypes.has(field.type))
    .flatMap((field) => answersTo(field, first, pack))
    .slice(0, 1)
}

/** Where what was written down here is put right, once it is on its way: a refused act is mended instead. */
function amendAddress(form: PackForm, act: OpenedAct, pack: StoredPack | undefined): string | undefined {
  const isOpen = act.row.state === 'waiting' || act.row.state === 'confirmed'
  if (form.on !== 'new' || form.isSealed || !isOpen) return undefined
  const amendment = amendmentOf(formsOf(pack).forms, form.kind)
  // An act that makes several records, or another sort of them, asks for less than what is put right.
  const asked = new Set(form.fields.map((field) => field.name))
  const isWhole = amendment?.fields.every(
    (field) => field.mayBeEmpty || isSeveral(field) || asked.has(field.name),
  )
  return amendment && isWhole ? `form/${amendment.act}~${act.record}` : undefined
}

/** The values of a form's fields in words, where somebody else changed one meanwhile. */
const conflictWords = (form: PackForm, pack: StoredPack | undefined): ConflictWords => ({
  together: [],
  say(name, value) {
    const field = form.fields.find((each) => each.name === name.replace(/^extra\./, ''))
    return field ? valueWords(field, value, pack).join('、') : String(value ?? '')
  },
})

function answersTo(field: PackField, act: OpenedAct, pack: StoredPack | undefined): string[] {
  const value = (field.isExtra ? act.extra : act.input)[field.name]
  if (field.type === 'count') return typeof value === 'number' ? [`${field.label} ${value}`] : []
  return valueWords(field, value, pack)
}

function valueWords(field: PackField, value: unknown, pack: StoredPack | undefined): string[] {
  if (typeof value === 'boolean') return [value ? text.yes : text.no]
  if (typeof value === 'number') return [String(value)]
  const all = Array.isArray(value) ? value : [value]
  if (field.type === 'evidence') return all.length > 0 ? [text.pictures(all.length)] : []
  return all
    .filter((each): each is string => typeof each === 'string' && each !== '')
    .map((each) => {
      if (field.type === 'day') return dayWords(each)
      if (field.choices) return field.choices.find(({ id }) => id === each)?.name ?? ''
      if (field.refersTo)
        return (
          formsOf(pack)
            .refs.get(field.refersTo)
            ?.find(({ id }) => id === each)?.name ?? ''
        )
      return each
    })
    .filter(Boolean)
}
