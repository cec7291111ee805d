import type { PackForm } from '@hulei/core'
import { useEffect, useState } from 'preact/hooks'
import { picturesOf } from '../outbox/act-pictures.ts'
import type { OpenedAct } from '../outbox/opened-act.ts'
import { useOpenedActs } from '../outbox/use-opened-acts.ts'
import { useToday } from '../shell/days-here.ts'
import { useField } from '../shell/field.ts'
import { type Problem, refusalOf } from '../store/outbox.ts'
import { type Begun, Filling } from './filling.tsx'
import { readFormDraft } from './form-draft.ts'
import { emptyValues, valuesIn, valuesOfAct } from './form-values.ts'
import { formsText as text } from './forms.text.ts'
import { findForm } from './pack-forms.ts'

/**
 * Filling in the form of an act; what was typed before is there again. `id`: the act, or `act~record` where the record on
 * which it is done was chosen on another page.
 */
export function FormPage({ id }: { id: string }) {
  const { db, vault, pack } = useField()
  const today = useToday()
  const [act = '', target] = id.split('~')
  const form = findForm(pack, act)
  const [begun, setBegun] = useState<Begun>()
  useEffect(() => {
    if (!form || begun) return
    const empty = emptyValues(form, today)
    const values = target ? { ...empty, target } : empty
    const fresh = { values, record: crypto.randomUUID(), faults: {} }
    readFormDraft(db, vault, id).then(
      ({ draft, pictures }) =>
        setBegun({
          ...fresh,
          ...(draft && { values: valuesIn(form, draft.values, today), record: draft.record }),
          pictures,
          isRestored: draft !== undefined,
        }),
      () => setBegun({ ...fresh, pictures: [], isRestored: false }),
    )
  }, [db, vault, id, target, form, today, begun])
  if (!form) return <p class="empty">{text.gone}</p>
  return begun ? <Filling form={form} begun={begun} draftOf={id} today={today} /> : null
}

/** Mending the refused act of this id: the form as it was filled in, with what the server said beside each field. */
export function MendFormPage({ id }: { id: string }) {
  const { db, vault, pack } = useField()
  const today = useToday()
  const acts = useOpenedActs()
  const act = acts?.find((each) => each.row.id === id)
  const form = act && findForm(pack, act.row.act)
  const [begun, setBegun] = useState<Begun>()
  useEffect(() => {
    if (!form || !act || begun) return
    const begin = async () => {
      const [before, problem] = await Promise.all([
        readFormDraft(db, vault, id),
        refusalOf(vault, act.row).catch(() => undefined),
      ])
      const { draft } = before
      const own = await picturesOf(db, vault, act)
      const anew = new Set(before.pictures.map((each) => each.sha256))
      setBegun({
        values: draft ? valuesIn(form, draft.values, today) : valuesOfAct(form, act),
        record: draft?.record ?? recordOf(form, act, problem),
        // Pictures that were not taken anew lie with the refused act only.
        pictures: [...own.filter((each) => !anew.has(each.sha256)), ...before.pictures],
        isRestored: draft !== undefined,
        faults: faultsByField(problem),
      })
    }
    void begin()
  }, [db, vault, id, form, act, today, begun])
  if (acts && !form) return <p class="empty">{text.gone}</p>
  return form && begun ? <Filling form={form} begun={begun} draftOf={id} today={today} mends={id} /> : null
}

/**
 * The refused act made nothing, so its record's id is still free, and what names it meanwhile stays right; unless the
 * refusal was that there is such a record.
 */
const recordOf = (form: PackForm, act: OpenedAct, problem: Problem | undefined): string =>
  form.on === 'new' && problem?.code !== 'record.exists' ? act.record : crypto.randomUUID()

/** `input.photos.0` and `extra.weather` are faults of `photos` and `weather`; a conflict shows both values. */
function faultsByField(problem: Problem | undefined): Record<string, string> {
  const faults = (problem?.faults ?? []).map(({ path, message }) => {
    const [part = '', name = ''] = path.split('.')
    return [name || part, message] as const
  })
  const conflicts = (problem?.fields ?? []).map(
    ({ field, mine, theirs }) => [field, text.conflict(String(mine ?? ''), String(theirs ?? ''))] as const,
  )
  return Object.fromEntries([...faults, ...conflicts])
}
