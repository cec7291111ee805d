import type { PackForm } from '@hulei/core'
import { useEffect, useState } from 'preact/hooks'
import { picturesOf } from '../outbox/act-pictures.ts'
import { hangingOn } from '../outbox/hanging.ts'
import type { OpenedAct } from '../outbox/opened-act.ts'
import { useOpenedActs } from '../outbox/use-opened-acts.ts'
import { useToday } from '../shell/days-here.ts'
import { useField } from '../shell/field.ts'
import { type Problem, refusalOf } from '../store/outbox.ts'
import { type Begun, Filling } from './filling.tsx'
import { readFormDraft } from './form-draft.ts'
import { emptyValues, type FormValues, valuesIn, valuesOfAct } from './form-values.ts'
import { formsText as text } from './forms.text.ts'
import { heldRecord, valuesOfHeld } from './held-record.ts'
import { findForm, formsOf } from './pack-forms.ts'

/**
 * Filling in the form of an act; what was typed before is there again. `id`: the act, or `act~record` where the record on
 * which it is done was chosen on another page, or `act/what` where there is a draft of its own for each.
 */
export function FormPage({
  id,
  preset,
  hidden,
}: {
  id: string
  /** What the page knows already. */
  preset?: Readonly<Record<string, string>>
  /** Fields that are not asked for after what was answered so far. */
  hidden?: (values: FormValues) => ReadonlySet<string>
}) {
  const { db, vault, pack } = useField()
  const today = useToday()
  const acts = useOpenedActs()
  const [act = ''] = id.split(/[~/]/)
  const target = id.split('~')[1]
  const form = findForm(pack, act)
  const [begun, setBegun] = useState<Begun>()
  useEffect(() => {
    if (!form || !acts || begun) return
    const begin = async () => {
      const record = target ?? ''
      const held = form.isAmendment ? heldRecord(record, formsOf(pack).forms, acts) : undefined
      const base = held && valuesOfHeld(form, record, held)
      const empty = emptyValues(form, today)
      const values = base ?? { ...empty, fields: { ...empty.fields, ...preset }, target: record }
      const own = base ? acts.filter((each) => each.record === record) : []
      const here = (await Promise.all(own.map((each) => picturesOf(db, vault, each)))).flat()
      const fresh = {
        values,
        record: crypto.randomUUID(),
        faults: {},
        ...(base && { base, version: held.version }),
      }
      const before = await readFormDraft(db, vault, id).catch(() => undefined)
      const { draft, pictures = [] } = before ?? {}
      setBegun({
        ...fresh,
        ...(draft && { values: valuesIn(form, draft.values, today), record: draft.record }),
        pictures: [...here, ...pictures],
        isRestored: draft !== undefined,
      })
    }
    void begin()
  }, [db, vault, pack, id, target, form, acts, today, begun])
  if (!form) return <p class="empty">{text.gone}</p>
  return begun ? <Filling form={form} hidden={hidden} begun={begun} draftOf={id} today={today} /> : null
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
    if (!form || !act || !acts || begun) return
    const begin = async () => {
      const later = amendmentsOn(act, acts, formsOf(pack).forms)
      const [before, problem] = await Promise.all([
        readFormDraft(db, vault, id),
        refusalOf(vault, act.row).catch(() => undefined),
      ])
      const { draft } = before
      const all = [act, ...later]
      const own = (await Promise.all(all.map((each) => picturesOf(db, vault, each)))).flat()
      const anew = new Set(before.pictures.map((each) => each.sha256))
      const held = form.isAmendment ? heldRecord(act.record, formsOf(pack).forms, acts) : undefined
      const base = held && valuesOfHeld(form, act.record, held)
      const written = Object.assign({}, held?.input, ...all.map((each) => each.input))
      setBegun({
        values: draft
          ? valuesIn(form, draft.values, today)
          : valuesOfAct(form, { ...act, input: written, originals: originalsOf(all) }),
        record: draft?.record ?? recordOf(form, act, problem),
        // What others changed since must still be seen by a person.
        ...(base && { base, ...(act.version && { version: act.version }) }),
        // Pictures that were not taken anew lie with the refused act only.
        pictures: [...own.filter((each) => !anew.has(each.sha256)), ...before.pictures],
        isRestored: draft !== undefined,
        faults: faultsByField(problem),
      })
    }
    void begin()
  }, [db, vault, pack, id, form, act, acts, today, begun])
  if (acts && !form) return <p class="empty">{text.gone}</p>
  if (!acts || !act || !form || !begun) return null
  const later = amendmentsOn(act, acts, formsOf(pack).forms)
  const mends = [act, ...later].map((each) => each.row.id)
  return <Filling form={form} begun={begun} draftOf={id} today={today} mends={mends} />
}

/** What was put right here on top of a refused act: it stands or falls with it, and is mended with it. */
const amendmentsOn = (
  act: OpenedAct,
  acts: readonly OpenedAct[],
  forms: readonly PackForm[],
): readonly OpenedAct[] =>
  (hangingOn(acts).get(act.row.id) ?? []).filter((each) =>
    forms.some((form) => form.isAmendment && form.act === each.row.act),
  )

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

const originalsOf = (acts: readonly OpenedAct[]): Readonly<Record<string, string>> =>
  Object.assign({}, ...acts.map((each) => each.originals))
