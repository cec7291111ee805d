import { changedVisit, type VisitValues } from '@hulei/core/rooms/visits/visit-values'
import type { PictureFile } from '../../camera/watermark.ts'
import type { NewAct } from '../../store/outbox.ts'
import { VISIT_SCHEMA } from './record-visit.ts'
import type { AmendmentBase, VisitDraft } from './visit-draft.ts'

/** What an amendment changes of the plan's own questions; what was emptied is null. */
function changedExtra(before: VisitValues['extra'], after: VisitValues['extra']): Record<string, unknown> {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return Object.fromEntries(
    names
      .filter((name) => (before[name] ?? null) !== (after[name] ?? null))
      .map((name) => [name, after[name] ?? null]),
  )
}

/** Input and extra of an amendment; undefined where nothing is changed. */
export function changesOf(base: AmendmentBase, values: VisitValues) {
  const input = changedVisit(base.values, values)
  const extra = changedExtra(base.values.extra, values.extra)
  const isChanged = Object.keys(input).length > 0 || Object.keys(extra).length > 0
  return isChanged ? { input, extra } : undefined
}

/** The act that amends a visit, with the pictures that are new. Undefined where nothing is changed. */
export function amendmentAct(given: {
  base: AmendmentBase
  draft: VisitDraft
  act: string
  post: string
  now: number
  pictures: readonly PictureFile[]
}): NewAct | undefined {
  const { base, draft, act, post, now } = given
  const changes = changesOf(base, draft.values)
  if (!changes) return undefined
  const had = namedIn(base.values)
  const added = [...namedIn(draft.values)].filter((sha256) => !had.has(sha256))
  const files = given.pictures.filter(({ sha256 }) => added.includes(sha256))
  const recordedAt = new Date(now).toISOString()
  const body = JSON.stringify({
    id: act,
    act: 'visit.amend',
    record: draft.record,
    version: base.version,
    reason: draft.reason?.trim(),
    recordedAt,
    schemaVersion: VISIT_SCHEMA,
    input: changes.input,
    ...(Object.keys(changes.extra).length > 0 && { extra: changes.extra }),
    ...(files.length > 0 && { awaits: files.map(({ sha256 }) => sha256) }),
  })
  return { id: act, act: 'visit.amend', post, recordedAt, body, files }
}

const namedIn = ({ signatureFile, photos, originals, paperForm }: VisitValues): ReadonlySet<string> =>
  new Set([...signatureFile, ...photos, ...originals, ...paperForm])
