import { useEffect, useState } from 'preact/hooks'
import { picturesOf } from '../../../outbox/act-pictures.ts'
import { hangingOn } from '../../../outbox/hanging.ts'
import type { OpenedAct } from '../../../outbox/opened-act.ts'
import { useField } from '../../../shell/field.ts'
import { go } from '../../../shell/route.ts'
import { addAct } from '../../../store/outbox.ts'
import { amendmentAct, changesOf } from '../amend-visit.ts'
import { amended, heldVisits } from '../held-visits.ts'
import type { PackRecords } from '../pack-records.ts'
import { type Filled, VisitFilling } from '../parts/visit-filling.tsx'
import type { Begun } from '../use-visit-form.ts'
import { useVisits } from '../use-visits.ts'
import { type AmendmentBase, draftsOf, readVisitDraft, type VisitDraft } from '../visit-draft.ts'
import { visitsText as text } from '../visits.text.ts'
import { householdOf } from './record-visit-page.tsx'

/** Amending the visit of this id, with a reason: the server's, or one that only this phone has. */
export const AmendVisitPage = ({ id }: { id: string }) => <AmendForm visit={id} />

/** Mending a refused amendment: as it was filled in, still from the version that it was made from. */
export const MendAmendmentPage = ({ id }: { id: string }) => <AmendForm mends={id} />

/** Where an amendment begins. */
type Start = {
  readonly fresh: VisitDraft & { readonly base: AmendmentBase }
  readonly mends: readonly string[]
}

function startOf(
  records: PackRecords,
  acts: readonly OpenedAct[],
  { visit, mends }: { visit?: string; mends?: string },
): Start | undefined {
  const refused = acts.find((act) => act.row.id === mends)
  const record = refused?.record ?? visit
  const held = heldVisits(acts, records).find(({ id }) => id === record)
  if (!held) return undefined
  const base = { version: held.version, values: held.values }
  if (!refused) return { fresh: { record: held.id, values: held.values, reason: '', base }, mends: [] }
  const later = hangingOn(acts).get(refused.row.id) ?? []
  const values = [refused, ...later].reduce(amended, held.values)
  return {
    fresh: {
      record: held.id,
      values,
      reason: refused.reason ?? '',
      // What others changed since must still be seen by a person.
      base: { version: refused.version ?? held.version, values: held.values },
    },
    mends: [refused, ...later].map((act) => act.row.id),
  }
}

function AmendForm(given: { visit?: string; mends?: string }) {
  const { db, vault, post, reload, sync } = useField()
  const { records, acts, isOpened } = useVisits()
  const draftOf = given.mends ?? given.visit ?? ''
  const [begun, setBegun] = useState<Begun & { start: Start }>()
  const start = startOf(records, acts, given)
  const isThere = start !== undefined
  // Begun once: what arrives meanwhile is for the server to compare.
  useEffect(() => {
    if (!start || begun) return
    const own = acts.filter(({ record }) => record === start.fresh.record)
    const begin = async () => {
      const { draft, pictures } = await readVisitDraft(db, vault, draftOf)
      const here = (await Promise.all(own.map((act) => picturesOf(db, vault, act)))).flat()
      const anew = new Set(pictures.map(({ sha256 }) => sha256))
      setBegun({ draft, pictures: [...here.filter(({ sha256 }) => !anew.has(sha256)), ...pictures], start })
    }
    void begin()
  }, [db, vault, draftOf, isThere])
  if (isOpened && !isThere && !begun) return <p class="empty">{text.visitGone}</p>
  if (!begun || !records.plan) return null
  const { fresh, mends } = begun.start
  const first = fresh.values.children[0]?.child
  const child = records.children.find(({ id }) => id === first)
  if (!child) return <p class="empty">{text.gone}</p>
  const save = async ({ draft, pictures }: Filled) => {
    const act = amendmentAct({
      base: draft.base ?? fresh.base,
      draft,
      act: crypto.randomUUID(),
      post: post.id,
      now: Date.now(),
      pictures,
    })
    if (act) {
      const drafts = await draftsOf(db, draftOf)
      await addAct(db, vault, act, { drafts, mends })
    }
    await reload()
    sync()
    go(`child/${child.id}`)
  }
  const blockingOf = (draft: VisitDraft) => {
    if (!changesOf(draft.base ?? fresh.base, draft.values)) return text.nothingChanged
    return (draft.reason ?? '').trim().length < 2 ? text.fault(text.reason) : undefined
  }
  return (
    <VisitFilling
      title={text.amend}
      child={child}
      household={householdOf(child, records.children)}
      plan={records.plan}
      draftOf={draftOf}
      begun={begun}
      fresh={() => fresh}
      isObservationHere={!records.visits.some(({ id }) => id === fresh.record)}
      more={(draft, setReason) => (
        <div class="card">
          <label>
            {text.reason}
            <input
              value={draft.reason ?? ''}
              maxLength={500}
              placeholder={text.reasonHint}
              onInput={(event) => setReason(event.currentTarget.value)}
            />
          </label>
        </div>
      )}
      blockingOf={blockingOf}
      save={save}
    />
  )
}
