import { type Actor, acts } from '@hulei/core'
import { isOfferedOn } from '../../shell/offered.ts'

/** A lead as far as it decides who may do what. */
export type Handled = {
  readonly state: string
  readonly unit: string | null
  readonly closedOn: string | null
  readonly isAssigned: boolean
  /** Somebody has it already. */
  readonly isTaken: boolean
}

/** Whether an act on a lead is the reader's to do: its grants, and the stage at which it makes sense. */
export function mayDo(name: string, actor: Actor, lead: Handled): boolean {
  const act = acts.get(name)
  if (!act || lead.closedOn) return false
  if (!isOfferedOn(act, actor, lead, { isAssigned: lead.isAssigned })) return false
  if (name === 'lead.take') return !lead.isAssigned
  if (name === 'lead.accept' || name === 'lead.refuse') return lead.state === 'received'
  if (name === 'lead.close') return lead.state === 'accepted'
  return true
}

/** The decisions in the order in which they come up. */
export const decisions = [
  'lead.take',
  'lead.accept',
  'lead.close',
  'lead.transfer',
  'lead.merge',
  'lead.refuse',
] as const

/** What the reader does next; undefined where it is not theirs, or somebody else's already. */
export const nextStepOf = (actor: Actor, lead: Handled): (typeof decisions)[number] | undefined =>
  lead.isTaken && !lead.isAssigned
    ? undefined
    : (['lead.take', 'lead.accept', 'lead.close'] as const).find((name) => mayDo(name, actor, lead))
