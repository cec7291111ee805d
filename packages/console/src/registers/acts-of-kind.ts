import { type AnyAct, type AnyKind, acts } from '@hulei/core'
import type { PostSession } from '../shell/session.tsx'
import { structuredInputs } from './parts/field-input.tsx'

/** Whether a form can be made of an act's declaration alone. */
const hasForm = (act: AnyAct): boolean =>
  Object.entries(act.input).every(
    ([name, field]) => field.type !== 'form' || `${act.kind.name}.${name}` in structuredInputs,
  )

/** The acts of a kind that the post may do and that need no page of their own. */
export function actsOf(kind: AnyKind, session: PostSession, on: 'new' | 'existing'): readonly AnyAct[] {
  return [...acts.values()].filter(
    (act) => act.kind.name === kind.name && act.on === on && session.acts.includes(act.name) && hasForm(act),
  )
}
