import { extraOf, type VisitValues, visitInput } from '@hulei/core/rooms/visits/visit-values'
import type { PictureFile } from '../../camera/watermark.ts'
import type { NewAct } from '../../store/outbox.ts'

/** The version of the visit form that this app writes; the server understands every earlier one. */
export const VISIT_SCHEMA = 1

/** The act that records a visit, with its pictures: the bytes that will be sent, whatever version of the app sends them. */
export function visitAct(given: {
  values: VisitValues
  record: string
  act: string
  post: string
  now: number
  pictures: readonly PictureFile[]
}): NewAct {
  const { values, record, act, post, now } = given
  const named = new Set([...values.signatureFile, ...values.photos, ...values.originals, ...values.paperForm])
  const files = given.pictures.filter((picture) => named.has(picture.sha256))
  const recordedAt = new Date(now).toISOString()
  const body = JSON.stringify({
    id: act,
    act: 'visit.record',
    record,
    recordedAt,
    schemaVersion: VISIT_SCHEMA,
    input: visitInput(values),
    ...extraOf(values),
    ...(files.length > 0 && { awaits: files.map((file) => file.sha256) }),
  })
  return { id: act, act: 'visit.record', post, recordedAt, body, files }
}
