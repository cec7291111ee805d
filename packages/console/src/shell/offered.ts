import { type Actor, type AnyAct, isGranted, type Place, type Tie } from '@hulei/core'

/**
 * Whether an act is offered on a record: where the post's grant reaches it, by its role, its place or its tie to the matter, and
 * while the record is in a state for it. The server decides; this leaves out what it would surely refuse.
 */
export function isOfferedOn(act: AnyAct, actor: Actor, record: object, tie: Tie): boolean {
  const of = record as Place & Readonly<Record<string, unknown>>
  const place = { village: of.village ?? null, school: of.school ?? null, unit: of.unit ?? null }
  if (!isGranted(act.by, actor, { ...place, ...tie })) return false
  return !act.while || act.while.is.includes(String(of[act.while.field]))
}

/** Where a page does not say whose a record is and who is assigned to it: both could be. */
export const anyTie = (actor: Actor): Tie => ({
  account: actor.account,
  isAssigned: true,
  isRescuing: true,
})
