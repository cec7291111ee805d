import type { Day } from '@hulei/core'
import { emptyVisit, lackOf, type VisitValues } from '@hulei/core/rooms/visits/visit-values'
import { useEffect, useRef, useState } from 'preact/hooks'
import { cameraText } from '../../../camera/camera.text.ts'
import { Camera } from '../../../camera/camera.tsx'
import type { PictureFile, Shot } from '../../../camera/watermark.ts'
import { dayOf, dayWords, instantWords } from '../../../shell/days.ts'
import { useField } from '../../../shell/field.ts'
import { go } from '../../../shell/route.ts'
import { addAct } from '../../../store/outbox.ts'
import { readMending } from '../mend-visit.ts'
import type { PackChild, PackPlan } from '../pack-records.ts'
import { VisitCards } from '../parts/visit-cards.tsx'
import { visitAct } from '../record-visit.ts'
import { useVisits } from '../use-visits.ts'
import {
  draftsOf,
  dropVisitDraft,
  keepDraftPictures,
  keepVisitDraft,
  readVisitDraft,
  type VisitDraft,
} from '../visit-draft.ts'
import { visitsText as text } from '../visits.text.ts'
import { visitInputOf } from '../waiting.ts'

type Begun = { readonly draft: VisitDraft | undefined; readonly pictures: readonly PictureFile[] }

/** Recording a visit to the child of this id. */
export const RecordVisitPage = ({ id }: { id: string }) => <VisitForm child={id} />

/** Mending the refused visit of this act. */
export const MendVisitPage = ({ id }: { id: string }) => <VisitForm mends={id} />

/** A visit's form; what was typed before is there again. */
function VisitForm({ child: given, mends }: { child?: string; mends?: string }) {
  const { db, vault } = useField()
  const { records, acts } = useVisits()
  const [begun, setBegun] = useState<Begun>()
  const refused = acts.find((act) => act.row.id === mends)
  const id = given ?? (refused && visitInputOf(refused).children?.[0]?.child)
  useEffect(() => {
    const reading = refused ? readMending(db, vault, refused) : given && readVisitDraft(db, vault, given)
    if (reading) reading.then(setBegun, () => setBegun({ draft: undefined, pictures: [] }))
  }, [db, vault, given, refused])
  if (!id) return null
  const child = records.children.find((each) => each.id === id)
  if (!child || !records.plan) return <p class="empty">{text.gone}</p>
  if (!begun) return null
  const household = child.household
    ? records.children.filter((each) => each.household === child.household)
    : [child]
  return <Recording child={child} household={household} plan={records.plan} begun={begun} mends={mends} />
}

function Recording({
  child,
  household,
  plan,
  begun,
  mends,
}: {
  child: PackChild
  household: readonly PackChild[]
  plan: PackPlan
  begun: Begun
  mends: string | undefined
}) {
  const draftOf = mends ?? child.id
  const { db, vault, post, pack, reload, sync } = useField()
  // A demonstration stands on a day of its own; everywhere else the phone knows what day it is.
  const today = plan.township.isDemo && pack ? (pack.today as Day) : dayOf(Date.now())
  const fresh = (): VisitValues => ({
    ...emptyVisit({
      today,
      visitor: vault.row.displayName,
      children: household.map((each) => each.id),
      first: child.id,
      outcome: plan.visitOutcomes[0]?.id ?? null,
    }),
    signer: child.guardianName ?? '',
  })
  const [values, setValues] = useState<VisitValues>(() => begun.draft?.values ?? fresh())
  const [record, setRecord] = useState(() => begun.draft?.record ?? crypto.randomUUID())
  const [pictures, setPictures] = useState<readonly PictureFile[]>(begun.pictures)
  const [isRestored, setRestored] = useState(begun.draft !== undefined)
  const [isCameraOn, setCamera] = useState(false)
  const [fault, setFault] = useState('')
  const [isSaving, setSaving] = useState(false)
  const isFirst = useRef(true)

  useEffect(() => {
    if (isFirst.current) {
      isFirst.current = false
      return
    }
    keepVisitDraft(db, vault, draftOf, { values, record }).catch(() => setFault(text.notSaved))
  }, [db, vault, draftOf, values, record])

  const keepPictures = (next: readonly PictureFile[]) => {
    setPictures(next)
    return keepDraftPictures(db, vault, draftOf, next)
  }
  const addShot = async ({ original, marked }: Shot) => {
    await keepPictures([...pictures, original, marked])
    setValues((now) => ({
      ...now,
      photos: [...now.photos, marked.sha256],
      originals: [...now.originals, original.sha256],
    }))
  }
  const removePhoto = (sha256: string) => {
    const index = values.photos.indexOf(sha256)
    setValues({
      ...values,
      photos: values.photos.filter((each) => each !== sha256),
      originals: values.originals.filter((_, at) => at !== index),
    })
  }
  const sign = (signature: PictureFile | undefined) => {
    const others = pictures.filter((picture) => !values.signatureFile.includes(picture.sha256))
    void keepPictures(signature ? [...others, signature] : others).catch(() => setFault(text.notSaved))
    setValues((now) => ({ ...now, signatureFile: signature ? [signature.sha256] : [] }))
  }
  const watermark = () => [
    `${plan.township.name} ${plan.villages.find((village) => village.id === child.village)?.name ?? ''}`,
    instantWords(Date.now(), 0),
    cameraText.visitor(values.visitor),
    cameraText.code(child.id.slice(0, 8)),
  ]
  const save = async () => {
    setSaving(true)
    setFault('')
    try {
      const act = visitAct({
        values,
        record,
        act: crypto.randomUUID(),
        post: post.id,
        now: Date.now(),
        pictures,
      })
      const drafts = await draftsOf(db, draftOf)
      await addAct(db, vault, act, { drafts, ...(mends && { mends }) })
    } catch {
      setSaving(false)
      setFault(text.notSaved)
      return
    }
    await reload()
    sync()
    go('visits')
  }
  const startOver = () => {
    void dropVisitDraft(db, draftOf)
    isFirst.current = true
    setValues(fresh())
    setRecord(crypto.randomUUID())
    setPictures([])
    setRestored(false)
  }

  const counts = plan.visitOutcomes.find((outcome) => outcome.id === values.outcome)?.counts ?? false
  const lack = lackOf(values, plan.visitForm, false)
  const lacking = [
    ...(lack.answers > 0 ? [text.lackAnswers(lack.answers)] : []),
    ...(lack.signature ? [text.lackSignature] : []),
    ...(lack.photo ? [text.lackPhoto] : []),
  ]
  const why = ['refused', 'absent'].includes(values.signature) && !values.signatureNote.trim()
  const mustSign =
    ['signed', 'thumbprint'].includes(values.signature) && values.signatureFile.length === 0
      ? text.lackSignature
      : ''
  const blocking = why ? text.signatureNote : mustSign
  return (
    <section class="record">
      <h1>
        {text.record}　{child.name}
      </h1>
      {isRestored && (
        <p class="banner">
          {text.restored}
          <button type="button" class="plain" onClick={startOver}>
            {text.startOver}
          </button>
        </p>
      )}
      <VisitCards
        values={values}
        onChange={setValues}
        household={household}
        plan={plan}
        today={today}
        pictures={pictures}
        onSign={sign}
        onPhoto={() => setCamera(true)}
        onRemovePhoto={removePhoto}
      />
      {values.visitedOn < today && <p class="note">{text.late(dayWords(values.visitedOn))}</p>}
      <div class="bottom-bar">
        <p class={lacking.length > 0 && counts ? 'lack' : 'lack none'}>
          {fault ||
            (!counts ? text.notCounted : lacking.length > 0 ? text.lacks(lacking.join('、')) : text.complete)}
        </p>
        <button
          type="button"
          class="main"
          disabled={isSaving}
          onClick={() => (blocking ? setFault(text.fault(blocking)) : void save())}
        >
          {isSaving ? text.saving : text.save}
        </button>
      </div>
      {isCameraOn && <Camera lines={watermark} onShot={addShot} onClose={() => setCamera(false)} />}
    </section>
  )
}
