import type { Problem } from '../store/outbox.ts'

/** The envelope of an act, as it was written down. */
export type Envelope = {
  readonly id: string
  readonly act: string
  readonly record?: string
  readonly version?: string
  readonly input: Readonly<Record<string, unknown>>
  readonly extra?: Readonly<Record<string, unknown>>
  readonly awaits?: readonly string[]
  readonly originals?: Readonly<Record<string, string>>
} & Readonly<Record<string, unknown>>

/** Fields that are chosen as one: what is beside them on the form would not fit the other's. */
export type Together = readonly (readonly string[])[]

/** One question of a conflict: the fields that it decides, and both their values. */
export type Clash = {
  readonly fields: readonly string[]
  readonly label: string
  readonly values: readonly { readonly field: string; readonly mine: unknown; readonly theirs: unknown }[]
}

/** What a person is asked: each field in which the server found two values, those that go together as one. */
export function clashesOf(problem: Problem, mine: Envelope, together: Together): readonly Clash[] {
  const clashes: Clash[] = []
  for (const { field, label, theirs } of problem.fields ?? []) {
    const group = together.find((fields) => fields.includes(field)) ?? [field]
    const known = clashes.find((clash) => clash.fields.includes(field))
    // What was written last here is what this phone means.
    const value = { field, mine: ownValue(mine, field), theirs }
    if (!known) clashes.push({ fields: group, label, values: [value] })
    else
      clashes.splice(clashes.indexOf(known), 1, {
        ...known,
        label: `${known.label}、${label}`,
        values: [...known.values, value],
      })
  }
  return clashes
}

const ownValue = ({ input, extra = {} }: Envelope, field: string): unknown =>
  (field.startsWith('extra.') ? extra[field.slice('extra.'.length)] : input[field]) ?? null

/** A refused amendment with what was amended on top of it later: in its own fields, what was written last. */
export function folded(
  head: Envelope,
  later: readonly Envelope[],
): { mine: Envelope; rest: Envelope | undefined } {
  const input = Object.assign({}, head.input, ...later.map((each) => each.input)) as Record<string, unknown>
  const extra = Object.assign({}, head.extra, ...later.map((each) => each.extra)) as Record<string, unknown>
  const awaits = [...new Set([head, ...later].flatMap((each) => each.awaits ?? []))]
  const originals = Object.assign({}, ...[head, ...later].map((each) => each.originals ?? {}))
  const split = (all: Record<string, unknown>, own: Readonly<Record<string, unknown>>, isOwn: boolean) =>
    Object.fromEntries(Object.entries(all).filter(([name]) => name in own === isOwn))
  const part = (isOwn: boolean): Envelope => ({
    ...head,
    input: split(input, head.input, isOwn),
    extra: split(extra, head.extra ?? {}, isOwn),
    awaits,
    ...(Object.keys(originals).length > 0 && { originals }),
  })
  const rest = part(false)
  return { mine: part(true), rest: isEmpty(rest) ? undefined : rest }
}

/**
 * The amendment once a person has chosen, made from the newer version: without the fields in which the server's value
 * stays. Undefined where nothing of the own is left.
 */
export function resolved(mine: Envelope, theirs: ReadonlySet<string>, version: string): Envelope | undefined {
  const input = Object.fromEntries(Object.entries(mine.input).filter(([name]) => !theirs.has(name)))
  const extra = Object.fromEntries(
    Object.entries(mine.extra ?? {}).filter(([name]) => !theirs.has(`extra.${name}`)),
  )
  const next = { ...mine, version, input, extra }
  return isEmpty(next) ? undefined : next
}

const isEmpty = ({ input, extra = {} }: Envelope): boolean =>
  Object.keys(input).length === 0 && Object.keys(extra).length === 0

/** An envelope to be sent as a new act: it awaits no more than it still names. */
export function asNewAct(envelope: Envelope, given: { id: string; recordedAt: string }): Envelope {
  const { extra = {}, awaits = [], originals = {}, ...head } = envelope
  const named = JSON.stringify(head.input)
  const beside = Object.fromEntries(Object.entries(originals).filter(([marked]) => named.includes(marked)))
  const kept = Object.values(beside)
  const open = awaits.filter((sha256) => named.includes(sha256) || kept.includes(sha256))
  return {
    ...head,
    ...given,
    ...(Object.keys(extra).length > 0 && { extra }),
    ...(open.length > 0 && { awaits: open }),
    ...(kept.length > 0 && { originals: beside }),
  }
}
