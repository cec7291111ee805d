import type { Day } from '../../calendar/index.ts'
import type { VisitedChild } from './visit.kind.ts'

/** What is typed on the visit form. Signature and photos are files; all else is small. */
export type VisitValues = {
  visitedOn: Day
  visitor: string
  outcome: string | null
  outcomeNote: string
  place: string
  atHome: string
  children: readonly VisitedChild[]
  answers: Readonly<Record<string, string>>
  hazards: readonly string[]
  told: readonly string[]
  agreed: string
  followUp: string
  followUpOn: Day | null
  observation: string
  signature: string
  signer: string
  signatureNote: string
  signatureFile: readonly string[]
  photos: readonly string[]
  /** What the watermarked photos were made from; a phone hands them in, too. */
  originals: readonly string[]
  /** Which of the photos shows which hazard. */
  hazardPhotos: Readonly<Record<string, readonly string[]>>
  paperForm: readonly string[]
  /** Answers to what the plan asks beyond the form. */
  extra: Readonly<Record<string, unknown>>
}

/** An empty form for today: what is known is filled in. */
export const emptyVisit = (given: {
  today: Day
  visitor: string
  children: readonly string[]
  first: string
  outcome: string | null
}): VisitValues => ({
  visitedOn: given.today,
  visitor: given.visitor,
  outcome: given.outcome,
  outcomeNote: '',
  place: '',
  atHome: '',
  children: given.children
    .filter((child) => child === given.first)
    .map((child) => ({ child, seen: false, alone: false })),
  answers: {},
  hazards: [],
  told: [],
  agreed: '',
  followUp: '',
  followUpOn: null,
  observation: '',
  signature: 'signed',
  signer: '',
  signatureNote: '',
  signatureFile: [],
  photos: [],
  originals: [],
  hazardPhotos: {},
  paperForm: [],
  extra: {},
})

/**
 * What still keeps a visit from proving itself; nothing when it will count: the form answered in full, the guardian's
 * confirmation (or why there is none) and a photo; or a scan of the paper form with a photo. 附·村级1:
 * 填写走访表由监护人签字，并拍照留痕. The one rule of server, console and phone.
 */
export type Lack = { readonly answers: number; readonly signature: boolean; readonly photo: boolean }

export function lackOf(
  values: Pick<VisitValues, 'answers' | 'signature' | 'signatureFile' | 'photos' | 'paperForm'> & {
    readonly signatureNote: string | null
  },
  form: { readonly rows: readonly { readonly id: string }[] },
  hasInk: boolean,
): Lack {
  const answers = form.rows.filter((row) => !(row.id in values.answers)).length
  const isConfirmed =
    hasInk ||
    values.signatureFile.length > 0 ||
    (values.signature === 'refused' && !!values.signatureNote?.trim())
  const hasPaper = values.paperForm.length > 0
  return {
    answers: hasPaper ? 0 : answers,
    signature: !hasPaper && !isConfirmed,
    photo: values.photos.length === 0,
  }
}

export const isComplete = (lack: Lack): boolean => lack.answers === 0 && !lack.signature && !lack.photo

/**
 * The follow-up note with a step of the plan at its head. What was typed behind the step stays; the same step chosen
 * again is taken away.
 */
export function withNextStep(
  note: string,
  steps: readonly { readonly id: string; readonly name: string }[],
  chosen: string,
): string {
  const before = stepOf(note, steps)
  const typed = (before ? note.slice(before.name.length) : note).replace(/^[；;，,。\s]+/, '')
  const step = steps.find((each) => each.id === chosen)
  if (!step || before?.id === chosen) return typed
  return typed === '' ? step.name : `${step.name}；${typed}`
}

/** The step of the plan that a note begins with; of two, the longer. */
export const stepOf = <S extends { readonly name: string }>(
  note: string,
  steps: readonly S[],
): S | undefined =>
  steps
    .filter((each) => note.startsWith(each.name))
    .sort((left, right) => right.name.length - left.name.length)[0]

/** A hazard that is no longer ticked has no photos, and one that was removed shows no hazard. */
export function withSettledHazards(values: VisitValues): VisitValues {
  const entries = Object.entries(values.hazardPhotos)
    .filter(([hazard]) => values.hazards.includes(hazard))
    .map(([hazard, photos]) => [hazard, photos.filter((each) => values.photos.includes(each))] as const)
    .filter(([, photos]) => photos.length > 0)
  return { ...values, hazardPhotos: Object.fromEntries(entries) }
}

/** The act's input: what was left empty is left out. */
export function visitInput(values: VisitValues): Record<string, unknown> {
  const isKept = (value: unknown) => value !== null && (typeof value !== 'string' || value.trim() !== '')
  const entries = Object.entries(withSettledHazards(values)).filter(
    ([name, value]) => name !== 'extra' && isKept(value) && !(name === 'hazardPhotos' && isEmptyForm(value)),
  )
  return Object.fromEntries(
    entries.map(([name, value]) => [name, typeof value === 'string' ? value.trim() : value]),
  )
}

/** What is answered of the plan's own questions; nothing where it asks none. */
export function extraOf(values: VisitValues): { extra: Record<string, unknown> } | undefined {
  const answered = Object.entries(values.extra).filter(([, value]) => value !== null && value !== '')
  return answered.length > 0 ? { extra: Object.fromEntries(answered) } : undefined
}

/** A visit as it was recorded, as values of the form that amends it. */
export function valuesOfVisit(visit: Readonly<Record<string, unknown>>): VisitValues {
  const text = (name: string) => (typeof visit[name] === 'string' ? (visit[name] as string) : '')
  const list = (name: string) => (Array.isArray(visit[name]) ? (visit[name] as string[]) : [])
  return {
    visitedOn: visit.visitedOn as Day,
    visitor: text('visitor'),
    outcome: text('outcome') || null,
    outcomeNote: text('outcomeNote'),
    place: text('place'),
    atHome: text('atHome'),
    children: Array.isArray(visit.children) ? (visit.children as VisitedChild[]) : [],
    answers: (visit.answers ?? {}) as Record<string, string>,
    hazards: list('hazards'),
    told: list('told'),
    agreed: text('agreed'),
    followUp: text('followUp'),
    followUpOn: (visit.followUpOn as Day | null) ?? null,
    observation: text('observation'),
    signature: text('signature') || 'signed',
    signer: text('signer'),
    signatureNote: text('signatureNote'),
    signatureFile: list('signatureFile'),
    photos: list('photos'),
    originals: list('originals'),
    hazardPhotos: (visit.hazardPhotos ?? {}) as Record<string, readonly string[]>,
    paperForm: list('paperForm'),
    extra: (visit.extra ?? {}) as Record<string, unknown>,
  }
}

/** Of an amendment, what differs; what was emptied becomes null. */
export function changedVisit(before: VisitValues, typed: VisitValues): Record<string, unknown> {
  const after = withSettledHazards(typed)
  const changed: Record<string, unknown> = {}
  for (const name of Object.keys(after) as (keyof VisitValues)[]) {
    if (name === 'extra' || JSON.stringify(before[name]) === JSON.stringify(after[name])) continue
    const value = after[name]
    changed[name] = value === '' || (name === 'hazardPhotos' && isEmptyForm(value)) ? null : value
  }
  return changed
}

const isEmptyForm = (value: unknown) =>
  typeof value === 'object' && value !== null && Object.keys(value).length === 0

/** What the server found wrong with a field of the form, or with a question of the plan's own. */
export const faultAt = (
  faults: readonly { readonly path: string; readonly message: string }[] | undefined,
  field: string,
): string | undefined =>
  faults?.find(({ path }) => path === field || path.startsWith(`input.${field}`))?.message
