import type { OpenedAct } from './opened-act.ts'

/**
 * Acts that stand or fall with a refused one: done later on the same record, and not the server's yet. They were made from
 * what the refused one was to make, so whatever a person decides, they decide for all of them. By the refused act's id.
 */
export function hangingOn(acts: readonly OpenedAct[]): ReadonlyMap<string, readonly OpenedAct[]> {
  const heads = new Map<string, OpenedAct>()
  const hanging = new Map<string, OpenedAct[]>()
  for (const act of acts) {
    const isOpen = act.row.state === 'refused' || act.row.state === 'waiting'
    if (!isOpen) continue
    const head = heads.get(act.record)
    if (head) hanging.set(head.row.id, [...(hanging.get(head.row.id) ?? []), act])
    else if (act.row.state === 'refused') heads.set(act.record, act)
  }
  return hanging
}
