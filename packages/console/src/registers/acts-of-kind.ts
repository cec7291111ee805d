import { type AnyAct, type AnyKind, acts } from '@hulei/core'
import type { PostSession } from '../shell/session.tsx'
import { structuredInputs } from './parts/field-input.tsx'

/** Acts that begin elsewhere, where what they concern is already known: at a duty's light, an account, a bulletin. */
const begunElsewhere: ReadonlySet<string> = new Set([
  'duty.attest',
  'duty.exempt',
  'post.assign',
  'bulletin.draft',
  'analysis.draft',
  'phone.register',
  'handed-in.submit',
])

/** Whether a form can be made of an act's declaration alone. */
const hasForm = (act: AnyAct): boolean =>
  Object.entries(act.input).every(
    ([name, field]) =>
      (field.type !== 'form' || `${act.kind.name}.${name}` in structuredInputs) &&
      // Begun on the page of the matter to which it belongs.
      (field.type !== 'matter' || field.isOptional),
  )

/** The acts of a kind that the post may do and that need no page of their own. */
export function actsOf(
  kind: AnyKind,
  session: Pick<PostSession, 'acts'>,
  on: 'new' | 'existing',
): readonly AnyAct[] {
  return [...acts.values()].filter(
    (act) =>
      act.kind.name === kind.name &&
      act.on === on &&
      session.acts.includes(act.name) &&
      !begunElsewhere.has(act.name) &&
      hasForm(act),
  )
}
