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
} from '../visit-draft.ts'
import { visitsText as text } from '../visits.text.ts'

/** Recording a visit; what was typed before is there again. */
export function RecordVisitPage({ child: id }: { child: string }) {
  const { db, vault } = useField()
  const { records } = useVisits()
  const [before, setBefore] = useState<Awaited<ReturnType<typeof readVisitDraft>>>()
  useEffect(() => {
    readVisitDraft(db, vault, id).then(setBefore, () => setBefore({ draft: undefined, pictures: [] }))
  }, [db, vault, id])
  const child = records.children.find((each) => each.id === id)
  if (!child || !records.plan) return <p class="empty">{text.gone}</p>
  if (!before) return null
  const household = child.household
    ? records.children.filter((each) => each.household === child.household)
    : [child]
  return <Recording child={child} household={household} plan={records.plan} before={before} />
}

function Recording({
  child,
  household,
  plan,
  before,
}: {
  child: PackChild
  household: readonly PackChild[]
  plan: PackPlan
  before: Awaited<ReturnType<typeof readVisitDraft>>
}) {
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
  const [values, setValues] = useState<VisitValues>(() => before.draft?.values ?? fresh())
  const [record, setRecord] = useState(() => before.draft?.record ?? crypto.randomUUID())
  const [pictures, setPictures] = useState<readonly PictureFile[]>(before.pictures)
  const [isRestored, setRestored] = useState(before.draft !== undefined)
  const [isCameraOn, setCamera] = useState(false)
  const [fault, setFault] = useState('')
  const [isSaving, setSaving] = useState(false)
  const isFirst = useRef(true)

  useEffect(() => {
    if (isFirst.current) {
      isFirst.current = false
      return
    }
    keepVisitDraft(db, vault, child.id, { values, record }).catch(() => setFault(text.notSaved))
  }, [db, vault, child.id, values, record])

  const keepPictures = (next: readonly PictureFile[]) => {
    setPictures(next)
    return keepDraftPictures(db, vault, child.id, next)
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
      await addAct(db, vault, act, draftsOf(child.id))
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
    void dropVisitDraft(db, child.id)
    isFirst.current = true
    setValues(fresh())
    setRecord(crypto.randomUUID())
    setPictures([])
    setRestored(false)
  }

  const counts = plan.visitOutcomes.find((outcome) => outcome.id === values.outcome)?.counts ?? false
  const lack = lackOf(values, plan.visitForm as never, false)
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
