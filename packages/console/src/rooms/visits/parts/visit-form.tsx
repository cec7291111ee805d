import { recordVisit, stepOf, type VisitValues, withNextStep } from '@hulei/core'
import { Checkbox, Input } from 'antd'
import type { ReactNode, Ref } from 'react'
import { EvidenceInput } from '../../../evidence/evidence-input.tsx'
import { extraFieldsOf, FieldInput } from '../../../registers/index.ts'
import { useSession } from '../../../shell/session.tsx'
import { visitsText as text } from '../visits.text.ts'
import { Choices } from './choices.tsx'
import { HazardPhotos } from './hazard-photos.tsx'
import { SignaturePad, type SignaturePadControl } from './signature-pad.tsx'

/** The five cards of a visit, in the order in which it goes. */
export function VisitForm({
  values,
  onChange,
  household,
  faultOf,
  pad,
  onInk,
}: {
  values: VisitValues
  onChange: (next: VisitValues) => void
  /** The household's children, by name. */
  household: readonly { readonly id: string; readonly name: string }[]
  faultOf: (field: string) => string | undefined
  pad: Ref<SignaturePadControl>
  onInk: (hasInk: boolean) => void
}) {
  const { playbook, lists } = useSession()
  const { visitForm, visitOutcomes } = playbook
  const set = <N extends keyof VisitValues>(name: N, value: VisitValues[N]) =>
    onChange({ ...values, [name]: value })
  const counts = visitOutcomes.find((each) => each.id === values.outcome)?.counts ?? false
  const field = (name: keyof VisitValues, label: string, input: ReactNode, hint?: string) => (
    <Labelled label={label} fault={faultOf(name)} hint={hint}>
      {input}
    </Labelled>
  )
  const line = (
    name: 'visitor' | 'place' | 'atHome' | 'outcomeNote' | 'signer' | 'signatureNote',
    max: number,
  ) => <Input value={values[name]} maxLength={max} onChange={(event) => set(name, event.target.value)} />
  const note = (name: 'agreed' | 'followUp' | 'observation', max: number) => (
    <Input.TextArea
      value={values[name]}
      maxLength={max}
      autoSize={{ minRows: 2, maxRows: 6 }}
      onChange={(event) => set(name, event.target.value)}
    />
  )
  const day = (name: 'visitedOn' | 'followUpOn') => (
    <Input
      type="date"
      value={values[name] ?? ''}
      onChange={(event) => set(name, (event.target.value || null) as VisitValues['visitedOn'])}
    />
  )
  return (
    <div className="visit-form">
      <Card title={text.who}>
        <Choices
          label={text.outcome}
          options={visitOutcomes}
          chosen={values.outcome ? [values.outcome] : []}
          onChange={([id]) => set('outcome', id ?? null)}
        />
        {!counts && field('outcomeNote', text.outcomeNote, line('outcomeNote', 100), text.notCounted)}
        <div className="pair">
          {field('visitedOn', text.visitedOn, day('visitedOn'))}
          {field('visitor', text.visitor, line('visitor', 30))}
        </div>
        <fieldset className="choices">
          <legend>{text.children}</legend>
          {household.map((child) => (
            <ChildLine
              key={child.id}
              name={child.name}
              visited={values.children.find((each) => each.child === child.id)}
              onChange={(visited) =>
                set('children', [
                  ...values.children.filter((each) => each.child !== child.id),
                  ...(visited ? [{ child: child.id, ...visited }] : []),
                ])
              }
            />
          ))}
          {faultOf('children') && <Fault>{faultOf('children')}</Fault>}
        </fieldset>
        <div className="pair">
          {field('atHome', text.atHome, line('atHome', 60), text.atHomeHint)}
          {field('place', text.place, line('place', 60), text.placeHint)}
        </div>
      </Card>
      <Card title={text.how}>
        {visitForm.rows.map((row) => (
          <Choices
            key={row.id}
            label={row.name}
            options={row.choices}
            perRow={row.choices.length}
            chosen={values.answers[row.id] ? [values.answers[row.id] ?? ''] : []}
            onChange={([id]) => set('answers', { ...values.answers, [row.id]: id ?? '' })}
          />
        ))}
      </Card>
      <Card title={text.hazards}>
        <Choices
          isMany
          label={text.hazardsSeen}
          options={visitForm.hazards}
          chosen={values.hazards}
          onChange={(chosen) => set('hazards', alone(chosen, values.hazards, visitForm.hazards))}
        />
        <HazardPhotos values={values} onChange={onChange} />
        {faultOf('hazardPhotos') && <Fault>{faultOf('hazardPhotos')}</Fault>}
      </Card>
      <Card title={text.told}>
        <Choices
          isMany
          label={text.toldTopics}
          options={visitForm.told}
          chosen={values.told}
          onChange={(chosen) => set('told', chosen)}
        />
        {field('agreed', text.agreed, note('agreed', 300))}
        <Choices
          label={text.next}
          options={visitForm.nextSteps}
          chosen={[stepOf(values.followUp, visitForm.nextSteps)?.id ?? []].flat()}
          onChange={([id = '']) => set('followUp', withNextStep(values.followUp, visitForm.nextSteps, id))}
        />
        <div className="pair">
          {field('followUp', text.followUpText, note('followUp', 300))}
          {field('followUpOn', text.followUpOn, day('followUpOn'))}
        </div>
      </Card>
      <ExtraCard values={values} onChange={onChange} faultOf={faultOf} />
      <Card title={text.sign}>
        <Choices
          label=""
          options={lists.signatureKinds ?? []}
          perRow={2}
          chosen={[values.signature]}
          onChange={([id]) => set('signature', id ?? 'signed')}
        />
        {values.signature === 'signed' && values.signatureFile.length === 0 && (
          <SignaturePad control={pad} onInk={onInk} />
        )}
        {(values.signature === 'thumbprint' || values.signatureFile.length > 0) && (
          <EvidenceInput
            max={1}
            isCamera
            label={text.thumbprint}
            value={values.signatureFile}
            onChange={(hashes) => set('signatureFile', hashes)}
          />
        )}
        {faultOf('signatureFile') && <Fault>{faultOf('signatureFile')}</Fault>}
        {['signed', 'thumbprint'].includes(values.signature)
          ? field('signer', text.signer, line('signer', 30))
          : field('signatureNote', text.signatureNote, line('signatureNote', 60))}
        {field(
          'photos',
          text.photos,
          <EvidenceInput
            isCamera
            label={text.takePhoto}
            value={values.photos}
            onChange={(hashes) => set('photos', hashes)}
          />,
          text.photosHint,
        )}
        {field(
          'paperForm',
          text.paperForm,
          <EvidenceInput
            max={6}
            label={text.addPaper}
            value={values.paperForm}
            onChange={(hashes) => set('paperForm', hashes)}
          />,
        )}
      </Card>
      <Card title={text.private}>
        {field('observation', text.observation, note('observation', 2000), text.observationHint)}
      </Card>
    </div>
  )
}

/** 'None' and something are not both true: the one just chosen stands. */
function alone(
  chosen: readonly string[],
  before: readonly string[],
  entries: readonly { readonly id: string; readonly isNone: boolean }[],
): readonly string[] {
  const isNone = (id: string) => entries.some((entry) => entry.id === id && entry.isNone)
  const added = chosen.find((id) => !before.includes(id))
  if (added === undefined) return chosen
  return isNone(added) ? [added] : chosen.filter((id) => !isNone(id))
}

/** What the plan asks beyond the form; nothing where it asks no more. */
function ExtraCard({
  values,
  onChange,
  faultOf,
}: {
  values: VisitValues
  onChange: (next: VisitValues) => void
  faultOf: (field: string) => string | undefined
}) {
  const { playbook } = useSession()
  const extras = extraFieldsOf(recordVisit, playbook.fields)
  if (extras.length === 0) return null
  return (
    <Card title={text.extra}>
      {extras.map(({ id, field }) => (
        <Labelled key={id} label={field.label} fault={faultOf(`extra.${id}`)}>
          <FieldInput
            field={field}
            path={`visit.${id}`}
            value={values.extra[id] ?? null}
            onChange={(value: unknown) => {
              const typed = isEvent(value) ? value.target.value : value
              onChange({ ...values, extra: { ...values.extra, [id]: typed } })
            }}
          />
        </Labelled>
      ))}
    </Card>
  )
}

/** Text inputs hand on an event, all others their value. */
const isEvent = (value: unknown): value is { target: { value: string } } =>
  typeof value === 'object' && value !== null && 'target' in value

function Card({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="sheet" aria-label={title}>
      <h2 className="section">{title}</h2>
      {children}
    </section>
  )
}

const Fault = ({ children }: { children: ReactNode }) => (
  <div role="alert" style={{ color: '#b3261e' }}>
    {children}
  </div>
)

function Labelled({
  label,
  hint,
  fault,
  children,
}: {
  label: string
  hint?: string | undefined
  fault: string | undefined
  children: ReactNode
}) {
  return (
    // The input is the child, which the rule cannot see.
    // biome-ignore lint/a11y/noLabelWithoutControl: see above
    <label className="labelled">
      <span>{label}</span>
      {children}
      {fault ? <Fault>{fault}</Fault> : hint && <small className="quiet">{hint}</small>}
    </label>
  )
}

function ChildLine({
  name,
  visited,
  onChange,
}: {
  name: string
  visited: { seen: boolean; alone: boolean } | undefined
  onChange: (visited: { seen: boolean; alone: boolean } | undefined) => void
}) {
  return (
    <div className="child-line">
      <Checkbox
        checked={visited !== undefined}
        onChange={(event) => onChange(event.target.checked ? { seen: false, alone: false } : undefined)}
      >
        <strong>{name}</strong>
      </Checkbox>
      {visited && (
        <span>
          <Checkbox
            checked={visited.seen}
            onChange={(event) =>
              onChange({ seen: event.target.checked, alone: event.target.checked && visited.alone })
            }
          >
            {text.seen}
          </Checkbox>
          <Checkbox
            checked={visited.alone}
            disabled={!visited.seen}
            onChange={(event) => onChange({ ...visited, alone: event.target.checked })}
          >
            {text.alone}
          </Checkbox>
        </span>
      )}
    </div>
  )
}
