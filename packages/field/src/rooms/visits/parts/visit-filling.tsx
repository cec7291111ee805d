import type { Day } from '@hulei/core'
import { lackOf } from '@hulei/core/rooms/visits/visit-values'
import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { cameraText } from '../../../camera/camera.text.ts'
import { Camera } from '../../../camera/camera.tsx'
import { dayOf, dayWords, instantWords } from '../../../shell/days.ts'
import { useField } from '../../../shell/field.ts'
import type { PackChild, PackPlan } from '../pack-records.ts'
import { type Begun, type ShotFor, useVisitForm } from '../use-visit-form.ts'
import type { VisitDraft } from '../visit-draft.ts'
import { visitsText as text } from '../visits.text.ts'
import { unansweredOf } from './plan-questions.tsx'
import { VisitCards } from './visit-cards.tsx'

/** What a form that was filled in gives to be written down. */
export type Filled = { readonly draft: VisitDraft; readonly pictures: Begun['pictures'] }

/** The day it is for the form. A demonstration stands on a day of its own; everywhere else the phone knows what day it is. */
export function useToday(plan: PackPlan): Day {
  const { pack } = useField()
  return plan.township.isDemo && pack ? (pack.today as Day) : dayOf(Date.now())
}

/** The form of a visit with the bar that says what is missing; how it is saved is the page's. */
export function VisitFilling({
  title,
  child,
  household,
  plan,
  draftOf,
  begun,
  fresh,
  isObservationHere = true,
  more,
  blockingOf = () => undefined,
  save,
}: {
  title: string
  child: PackChild
  household: readonly PackChild[]
  plan: PackPlan
  draftOf: string
  begun: Begun
  fresh: () => VisitDraft
  isObservationHere?: boolean
  /** What a page asks besides the five cards. */
  more?: (draft: VisitDraft, setReason: (reason: string) => void) => ComponentChildren
  /** What a page must still have before anything is saved; a sentence. */
  blockingOf?: (draft: VisitDraft) => string | undefined
  save: (filled: Filled) => Promise<void>
}) {
  const today = useToday(plan)
  const [fault, setFault] = useState('')
  const form = useVisitForm(draftOf, begun, fresh, (isKept) =>
    setFault((now) => (isKept ? (now === text.notSaved ? '' : now) : text.notSaved)),
  )
  const [shooting, setShooting] = useState<ShotFor>()
  const [isSaving, setSaving] = useState(false)
  const { values, draft, pictures } = form
  const watermark = () => [
    `${plan.township.name} ${plan.villages.find((village) => village.id === child.village)?.name ?? ''}`,
    instantWords(Date.now(), 0),
    cameraText.visitor(values.visitor),
    cameraText.code(child.id.slice(0, 8)),
    ...(shooting?.what === 'hazard'
      ? [
          text.hazardMark(
            plan.visitForm.hazards.find((each) => each.id === shooting.hazard)?.name ?? shooting.hazard,
          ),
        ]
      : []),
  ]

  const counts = plan.visitOutcomes.find((outcome) => outcome.id === values.outcome)?.counts ?? false
  const lack = lackOf(values, plan.visitForm, false)
  const lacking = [
    ...(lack.answers > 0 ? [text.lackAnswers(lack.answers)] : []),
    ...(lack.signature ? [text.lackSignature] : []),
    ...(lack.photo ? [text.lackPhoto] : []),
  ]
  const blocking = blockingOf(draft) ?? whatBlocks(draft, plan)
  const tapped = async () => {
    if (blocking) return setFault(blocking)
    setSaving(true)
    setFault('')
    try {
      await form.settled()
      await save({ draft, pictures })
    } catch {
      setSaving(false)
      setFault(text.notSaved)
    }
  }
  return (
    <section class="record">
      <h1>
        {title}　{child.name}
      </h1>
      {form.isRestored && (
        <p class="banner">
          <span>{text.restored}</span>
          <button type="button" class="plain" onClick={form.startOver}>
            {text.startOver}
          </button>
        </p>
      )}
      {more?.(draft, form.setReason)}
      <VisitCards
        values={values}
        onChange={form.setValues}
        household={household}
        plan={plan}
        today={today}
        pictures={pictures}
        onSign={form.sign}
        onShoot={setShooting}
        onRemovePhoto={form.removePhoto}
        onRemovePage={form.removePage}
        isObservationHere={isObservationHere}
      />
      {form.hasScaled && <p class="note">{cameraText.scaledNote}</p>}
      {values.visitedOn < today && <p class="note">{text.late(dayWords(values.visitedOn))}</p>}
      <div class="bottom-bar">
        <p class={fault || (lacking.length > 0 && counts) ? 'lack' : 'lack none'} role="status">
          {fault ||
            (!counts ? text.notCounted : lacking.length > 0 ? text.lacks(lacking.join('、')) : text.complete)}
        </p>
        <button type="button" class="main" disabled={isSaving} onClick={() => void tapped()}>
          {isSaving ? text.saving : text.save}
        </button>
      </div>
      {shooting && (
        <Camera
          lines={watermark}
          onShot={(shot) => form.addShot(shooting, shot)}
          onClose={() => setShooting(undefined)}
        />
      )}
    </section>
  )
}

/** What the server would refuse without fail is said before it is written down. */
function whatBlocks({ values }: VisitDraft, plan: PackPlan): string | undefined {
  const isOnPaper = values.paperForm.length > 0
  if (['refused', 'absent'].includes(values.signature) && !values.signatureNote.trim())
    return text.fault(text.signatureNote)
  if (['signed', 'thumbprint'].includes(values.signature) && values.signatureFile.length === 0 && !isOnPaper)
    return text.fault(text.lackSignature)
  if (values.children.length === 0) return text.fault(text.lackSeen)
  if (!values.visitor.trim()) return text.fault(text.visitor)
  const unanswered = unansweredOf(plan.visitExtra ?? [], values.extra)
  return unanswered && text.fault(unanswered.label)
}
