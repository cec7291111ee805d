import type { VisitValues } from '@hulei/core/rooms/visits/visit-values'
import { SignaturePad } from '../../../camera/signature-pad.tsx'
import type { PictureFile } from '../../../camera/watermark.ts'
import { Choices } from '../../../shell/choices.tsx'
import type { PackChild, PackPlan } from '../pack-records.ts'
import type { ShotFor } from '../use-visit-form.ts'
import { visitsText as text } from '../visits.text.ts'
import { HazardsCard } from './hazards-card.tsx'
import { Photos } from './photos.tsx'
import { PlanQuestions } from './plan-questions.tsx'

/** As many as the record may have (`visit.kind.ts`). */
const MOST_PHOTOS = 9
const MOST_PAGES = 6

/** The five cards of a visit, in the order in which it happens. */
export function VisitCards({
  values,
  onChange,
  household,
  plan,
  today,
  pictures,
  onSign,
  onShoot,
  onRemovePhoto,
  onRemovePage,
  isObservationHere = true,
}: {
  values: VisitValues
  onChange: (values: VisitValues) => void
  household: readonly PackChild[]
  plan: PackPlan
  today: string
  pictures: readonly PictureFile[]
  onSign: (signature: PictureFile | undefined) => void
  onShoot: (shotFor: ShotFor) => void
  onRemovePhoto: (sha256: string) => void
  onRemovePage: (sha256: string) => void
  /** What the visitor observed in private does not come back onto a phone once the server has it. */
  isObservationHere?: boolean
}) {
  const set = <K extends keyof VisitValues>(name: K, value: VisitValues[K]) =>
    onChange({ ...values, [name]: value })
  const field = (
    name:
      | 'visitor'
      | 'atHome'
      | 'outcomeNote'
      | 'agreed'
      | 'followUp'
      | 'observation'
      | 'signer'
      | 'signatureNote',
    label: string,
  ) => (
    <label>
      {label}
      <input value={values[name]} onInput={(event) => set(name, event.currentTarget.value)} />
    </label>
  )
  const { rows, hazards, told } = plan.visitForm
  const hasPaper = values.paperForm.length > 0
  const unanswered = hasPaper ? [] : rows.filter((row) => !(row.id in values.answers))
  const isSignedElsewhere =
    values.signatureFile.length > 0 && !pictures.some(({ sha256 }) => values.signatureFile.includes(sha256))
  const ofHazards = Object.values(values.hazardPhotos).flat()
  return (
    <>
      <div class="card">
        <h2>{text.who}</h2>
        <label>
          {text.day}
          <input
            type="date"
            value={values.visitedOn}
            max={today}
            onInput={(event) => set('visitedOn', event.currentTarget.value as VisitValues['visitedOn'])}
          />
        </label>
        <Choices
          label={text.outcome}
          options={plan.visitOutcomes}
          chosen={values.outcome ? [values.outcome] : []}
          onChoose={([outcome = null]) => set('outcome', outcome)}
        />
        {values.outcome !== plan.visitOutcomes[0]?.id && field('outcomeNote', text.outcomeNote)}
        {household.map((child) => (
          <ChildLine key={child.id} child={child} values={values} onChange={onChange} />
        ))}
        {field('atHome', text.atHome)}
      </div>

      <div class="card">
        <h2>{text.how}</h2>
        {rows.map((row) => (
          <Choices
            key={row.id}
            label={row.name}
            options={row.choices}
            chosen={values.answers[row.id] ? [values.answers[row.id] ?? ''] : []}
            onChoose={([choice = '']) => set('answers', { ...values.answers, [row.id]: choice })}
          />
        ))}
        {unanswered.length > 0 && (
          <button
            type="button"
            class="wide"
            onClick={() =>
              set('answers', {
                ...values.answers,
                ...Object.fromEntries(unanswered.map((row) => [row.id, row.choices[0]?.id ?? ''])),
              })
            }
          >
            {text.restFine}
          </button>
        )}
        <Photos
          hashes={values.paperForm}
          pictures={pictures}
          most={MOST_PAGES}
          add={hasPaper ? text.nextPage : text.paperForm}
          onAdd={() => onShoot({ what: 'paper' })}
          onRemove={onRemovePage}
        />
        {hasPaper && <p class="hint">{text.paperHint}</p>}
      </div>

      <HazardsCard
        hazards={hazards}
        values={values}
        pictures={pictures}
        hasRoom={values.photos.length < MOST_PHOTOS}
        onChange={(chosen) => set('hazards', chosen)}
        onShoot={(hazard) => onShoot({ what: 'hazard', hazard })}
        onRemove={onRemovePhoto}
      />

      <div class="card">
        <h2>{text.told}</h2>
        <Choices
          label=""
          options={told}
          chosen={values.told}
          onChoose={(chosen) => set('told', chosen)}
          isMany
        />
        {field('agreed', text.agreed)}
        {field('followUp', text.followUpText)}
        {values.followUp && (
          <label>
            {text.followUpOn}
            <input
              type="date"
              min={values.visitedOn}
              value={values.followUpOn ?? ''}
              onInput={(event) =>
                set('followUpOn', (event.currentTarget.value || null) as VisitValues['followUpOn'])
              }
            />
          </label>
        )}
      </div>

      <PlanQuestions
        questions={plan.visitExtra ?? []}
        extra={values.extra}
        onChange={(extra) => set('extra', extra)}
      />

      <div class="card">
        <h2>{text.sign}</h2>
        <Choices
          label=""
          options={plan.signatureKinds}
          chosen={[values.signature]}
          onChoose={([kind = 'signed']) => set('signature', kind)}
        />
        {values.signature === 'signed' || values.signature === 'thumbprint' ? (
          <>
            {isSignedElsewhere ? (
              <div class="signature">
                <span class="elsewhere">{text.signedThere}</span>
                <button type="button" class="plain" onClick={() => onSign(undefined)}>
                  {text.signAgain}
                </button>
              </div>
            ) : (
              <SignaturePad
                label={hasPaper ? text.signedOnPaper : text.signHere}
                clearLabel={text.signAgain}
                before={pictures.find((each) => values.signatureFile.includes(each.sha256))}
                onSigned={onSign}
              />
            )}
            {field('signer', text.signer)}
          </>
        ) : (
          field('signatureNote', text.signatureNote)
        )}
        <Photos
          hashes={values.photos.filter((each) => !ofHazards.includes(each))}
          pictures={pictures}
          most={MOST_PHOTOS - ofHazards.length}
          add={text.photo}
          onAdd={() => onShoot({ what: 'photo' })}
          onRemove={onRemovePhoto}
        />
      </div>

      <div class="card private">
        <h2>{text.observation}</h2>
        {isObservationHere ? (
          <textarea
            aria-label={text.observation}
            rows={3}
            value={values.observation}
            onInput={(event) => set('observation', event.currentTarget.value)}
          />
        ) : (
          <p class="hint">{text.observationElsewhere}</p>
        )}
      </div>
    </>
  )
}

function ChildLine({
  child,
  values,
  onChange,
}: {
  child: PackChild
  values: VisitValues
  onChange: (values: VisitValues) => void
}) {
  const line = values.children.find((each) => each.child === child.id)
  const toggle = (name: 'seen' | 'alone') => {
    const now = line ?? { child: child.id, seen: false, alone: false }
    const next = { ...now, [name]: !now[name] }
    // Who was spoken to alone was seen.
    const settled = {
      ...next,
      seen: next.seen || (name === 'alone' && next.alone),
      alone: next.alone && (name !== 'seen' || next.seen),
    }
    const children = line
      ? values.children.map((each) => (each.child === child.id ? settled : each))
      : [...values.children, settled]
    onChange({ ...values, children })
  }
  return (
    <div class="child-line">
      <span>{child.name}</span>
      {(['seen', 'alone'] as const).map((name) => (
        <button
          key={name}
          type="button"
          class={line?.[name] ? 'choice on' : 'choice'}
          aria-pressed={line?.[name] ?? false}
          onClick={() => toggle(name)}
        >
          {line?.[name] ? '✓ ' : ''}
          {text[name]}
        </button>
      ))}
    </div>
  )
}
