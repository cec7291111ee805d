import type { PackField } from '@hulei/core'
import type { ActWords } from '../outbox/act-words.ts'
import type { OpenedAct } from '../outbox/opened-act.ts'
import { dayWords } from '../shell/days.ts'
import type { StoredPack } from '../store/pack.ts'
import { findForm, formsOf } from './pack-forms.ts'

const MOST = 3
const shownTypes: ReadonlySet<string> = new Set(['code', 'day', 'text', 'ref', 'refs', 'count'])

/** What the outbox says of an act that was filled in as a form: its title, and the first answers that tell it from others. */
export function actLine(act: OpenedAct, pack: StoredPack | undefined): ActWords | undefined {
  const form = findForm(pack, act.row.act)
  if (!form) return undefined
  const target = formsOf(pack)
    .refs.get(form.kind)
    ?.find((ref) => ref.id === act.record)?.name
  const said = form.isSealed
    ? []
    : form.fields
        .filter((field) => shownTypes.has(field.type))
        .flatMap((field) => answersTo(field, act, pack))
  return {
    title: form.title,
    of: [...(form.on === 'existing' && target ? [target] : []), ...said].slice(0, MOST).join('，'),
    mend: `form-mend/${act.row.id}`,
  }
}

function answersTo(field: PackField, act: OpenedAct, pack: StoredPack | undefined): string[] {
  const value = (field.isExtra ? act.extra : act.input)[field.name]
  if (field.type === 'count') return typeof value === 'number' ? [`${field.label} ${value}`] : []
  const all = Array.isArray(value) ? value : [value]
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
