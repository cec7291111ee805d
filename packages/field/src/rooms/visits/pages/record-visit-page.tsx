import { emptyVisit } from '@hulei/core/rooms/visits/visit-values'
import { useEffect, useState } from 'preact/hooks'
import { hangingOn } from '../../../outbox/hanging.ts'
import { useField } from '../../../shell/field.ts'
import { go } from '../../../shell/route.ts'
import { addAct } from '../../../store/outbox.ts'
import { visitInputOf } from '../held-visits.ts'
import { type Mending, readMending } from '../mend-visit.ts'
import type { PackChild, PackPlan } from '../pack-records.ts'
import { type Filled, useToday, VisitFilling } from '../parts/visit-filling.tsx'
import { visitAct } from '../record-visit.ts'
import type { Begun } from '../use-visit-form.ts'
import { useVisits } from '../use-visits.ts'
import { draftsOf, readVisitDraft, type VisitDraft } from '../visit-draft.ts'
import { visitsText as text } from '../visits.text.ts'

/** Recording a visit to the child of this id. */
export const RecordVisitPage = ({ id }: { id: string }) => <VisitForm child={id} />

/** Mending the refused visit of this act. */
export const MendVisitPage = ({ id }: { id: string }) => <VisitForm mends={id} />

/** A visit's form; what was typed before is there again. */
function VisitForm({ child: given, mends }: { child?: string; mends?: string }) {
  const { db, vault } = useField()
  const { records, acts } = useVisits()
  const [begun, setBegun] = useState<Begun>()
  const [mending, setMending] = useState<Mending>()
  const refused = acts.find((act) => act.row.id === mends)
  const id = given ?? (refused && visitInputOf(refused).children?.[0]?.child)
  useEffect(() => {
    if (begun) return
    const read = async () => {
      if (refused) {
        const read = await readMending(db, vault, refused, hangingOn(acts).get(refused.row.id) ?? [])
        setMending(read)
        setBegun(read.begun)
      } else if (given) setBegun(await readVisitDraft(db, vault, given))
    }
    read().catch(() => setBegun({ draft: undefined, pictures: [] }))
  }, [db, vault, given, refused, acts, begun])
  if (!id) return null
  const child = records.children.find((each) => each.id === id)
  if (!child || !records.plan) return <p class="empty">{text.gone}</p>
  if (!begun) return null
  return (
    <Recording
      child={child}
      household={householdOf(child, records.children)}
      plan={records.plan}
      begun={begun}
      draftOf={mends ?? child.id}
      mending={mending}
    />
  )
}

/** The children whom one visit may serve; first the one whom it is for. */
export const householdOf = (child: PackChild, children: readonly PackChild[]): readonly PackChild[] => [
  child,
  ...children.filter((each) => child.household && each.household === child.household && each.id !== child.id),
]

function Recording({
  child,
  household,
  plan,
  begun,
  draftOf,
  mending,
}: {
  child: PackChild
  household: readonly PackChild[]
  plan: PackPlan
  begun: Begun
  draftOf: string
  mending: Mending | undefined
}) {
  const { db, vault, post, reload, sync } = useField()
  const today = useToday(plan)
  const fresh = (): VisitDraft => ({
    record: crypto.randomUUID(),
    values: {
      ...emptyVisit({
        today,
        visitor: vault.row.displayName,
        children: household.map((each) => each.id),
        first: child.id,
        outcome: plan.visitOutcomes[0]?.id ?? null,
      }),
      signer: child.guardianName ?? '',
    },
  })
  const save = async ({ draft, pictures }: Filled) => {
    const act = visitAct({
      ...draft,
      act: crypto.randomUUID(),
      post: post.id,
      now: Date.now(),
      pictures,
    })
    const drafts = await draftsOf(db, draftOf)
    await addAct(db, vault, act, { drafts, ...(mending && { mends: mending.mends }) })
    await reload()
    sync()
    go('visits')
  }
  return (
    <VisitFilling
      title={text.record}
      child={child}
      household={household}
      plan={plan}
      draftOf={draftOf}
      begun={begun}
      fresh={() => mending?.fresh ?? fresh()}
      save={save}
    />
  )
}
