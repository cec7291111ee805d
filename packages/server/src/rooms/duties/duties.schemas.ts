import { isDay, statuses, windowKinds } from '@hulei/core'
import { z } from 'zod'

/** Shapes of what the duty reads take and give; OpenAPI is generated from them. */

const list = <S extends z.ZodType>(of: S) => z.array(of).readonly()
const day = z.string().refine(isDay, '日期应写作 2024-05-20')
const place = z.string().max(60)

export const monthQuery = z.object({
  month: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/, '月份应写作 2024-05')
    .optional(),
  asOf: day.optional(),
  unit: place.optional(),
  village: place.optional(),
  post: z.uuid().optional(),
})
export const lightsQuery = monthQuery.extend({ duty: place.optional() })
const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, '月份应写作 2024-05')
export const spanQuery = z.object({
  from: month,
  to: month,
  asOf: day.optional(),
  unit: place.optional(),
  village: place.optional(),
  post: z.uuid().optional(),
})
export const rowsQuery = z.object({
  duty: place,
  unit: place.optional(),
  village: place.optional(),
  window: z.string().max(20),
  part: z.coerce.number().int().min(0).max(7).default(0),
  asOf: day.optional(),
  post: z.uuid().optional(),
})

const windowShape = z.object({ kind: z.enum(windowKinds), key: z.string(), from: day, to: day })
const partShape = z.object({
  measure: z.string(),
  title: z.string(),
  unitOfCount: z.string(),
  counting: z.enum(['subjects', 'times', 'word']),
  needs: z.string(),
  status: z.enum(statuses),
  due: z.int(),
  done: z.int(),
  late: z.int(),
  missing: z.int(),
  deadline: day,
  makeUpTo: day,
  isFigure: z.boolean(),
})
const lightsOfMonth = () => z.object({ month: z.string(), lights: list(lightShape) })
const lightShape = z.object({
  duty: z.string(),
  title: z.string(),
  clause: z.string(),
  no: z.int().nullable(),
  unit: z.string(),
  village: z.string().nullable(),
  subject: z.string(),
  window: windowShape,
  windowLabel: z.string(),
  cadence: z.string(),
  status: z.enum(statuses),
  due: z.int(),
  done: z.int(),
  missing: z.int(),
  reason: z.string(),
  deadline: day,
  makeUpTo: day,
  parts: list(partShape),
  attestation: z
    .object({ id: z.uuid(), version: z.uuid(), state: z.enum(['attested', 'returned']), on: day })
    .nullable(),
  exemption: z.object({ id: z.uuid(), version: z.uuid(), to: day }).nullable(),
})
export const spanReply = z.object({ asOf: day, today: day, months: list(lightsOfMonth()) })
export const lightsReply = z.object({ month: z.string(), asOf: day, today: day, lights: list(lightShape) })

export const rowsReply = z.object({
  measure: z.string(),
  title: z.string(),
  unitOfCount: z.string(),
  rows: list(
    z.object({
      kind: z.string(),
      record: z.uuid(),
      label: z.string(),
      village: z.string().nullable(),
      due: z.int(),
      done: z.int(),
      late: z.int(),
      proofs: list(z.object({ kind: z.string(), record: z.uuid(), on: day })),
    }),
  ),
  hidden: z.int(),
  left: z.int(),
})
export const reminderReply = z.object({ text: z.string() })

const evidence = z.object({ sha256: z.string(), kind: z.string(), record: z.uuid(), mediaType: z.string() })
export const folderReply = z.object({
  subject: z.string(),
  month: z.string(),
  asOf: day,
  today: day,
  lights: list(lightShape.extend({ behind: list(rowsReply.extend({ evidence: list(evidence) })) })),
})
