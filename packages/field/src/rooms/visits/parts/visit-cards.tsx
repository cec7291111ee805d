import type { VisitValues } from '@hulei/core/rooms/visits/visit-values'
import { Picture } from '../../../camera/picture.tsx'
import { SignaturePad } from '../../../camera/signature-pad.tsx'
import type { PictureFile } from '../../../camera/watermark.ts'
import { Choices } from '../../../shell/choices.tsx'
import type { PackChild, PackPlan } from '../pack-records.ts'
import { visitsText as text } from '../visits.text.ts'

/** The five cards of a visit, in the order in which it happens. */
export function VisitCards({
  values,
  onChange,
  household,
  plan,
  today,
  pictures,
  onSign,
  onPhoto,
  onRemovePhoto,
}: {
  values: VisitValues
  onChange: (values: VisitValues) => void
  household: readonly PackChild[]
  plan: PackPlan
  today: string
  pictures: readonly PictureFile[]
  onSign: (signature: PictureFile | undefined) => void
  onPhoto: () => void
  onRemovePhoto: (sha256: string) => void
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
  const unanswered = rows.filter((row) => !(row.id in values.answers))
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
      </div>

      <div class="card">
        <h2>{text.hazards}</h2>
        <Choices
          label=""
          options={hazards}
          chosen={values.hazards}
          onChoose={(chosen) => set('hazards', chosen)}
          isMany
        />
      </div>

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
            <SignaturePad
              label={text.signHere}
              clearLabel={text.signAgain}
              before={pictures.find((each) => values.signatureFile.includes(each.sha256))}
              onSigned={onSign}
            />
            {field('signer', text.signer)}
          </>
        ) : (
          field('signatureNote', text.signatureNote)
        )}
        <div class="photos">
          {pictures
            .filter((picture) => values.photos.includes(picture.sha256))
            .map((picture) => (
              <figure key={picture.sha256}>
                <Picture picture={picture} label={text.photoKept} />
                <button type="button" class="plain" onClick={() => onRemovePhoto(picture.sha256)}>
                  {text.remove}
                </button>
              </figure>
            ))}
          <button type="button" class="wide" onClick={onPhoto}>
            {text.photo}
          </button>
        </div>
      </div>

      <div class="card private">
        <h2>{text.observation}</h2>
        <textarea
          aria-label={text.observation}
          rows={3}
          value={values.observation}
          onInput={(event) => set('observation', event.currentTarget.value)}
        />
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
    const others = values.children.filter((each) => each.child !== child.id)
    onChange({ ...values, children: [...others, settled] })
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
