import { z } from 'zod'
import { cadenceSchema } from './cadence.ts'
import { idSchema, wordsSchema } from './parts.schema.ts'
import { targetSchema } from './target.ts'

/** The name of a measure: room and thing, 'visits.listed-children'. */
const measureNameSchema = z
  .string()
  .regex(/^[a-z]+\.[a-z0-9-]+$/, '测算名写作 房间.事项，如 visits.listed-children')

/** Values handed to a measure; which ones it takes, the catalogue says. */
const paramsSchema = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean(), z.array(z.string()).max(40)]),
)

/** One thing that proves a duty. Its own cadence, where it differs from the duty's (daily broadcasts of a monthly duty). */
export const proofSchema = z.strictObject({
  measure: measureNameSchema,
  params: paramsSchema.exactOptional(),
  target: targetSchema,
  cadence: cadenceSchema.exactOptional(),
})
export type Proof = z.infer<typeof proofSchema>

const provesSchema = z.array(proofSchema).min(1, '至少要有一项测算').max(8, '最多8项测算')

/** A line of the duty list: whose, what, how often, and what proves it. Its light is counted by its cadence's window. */
export const dutySchema = z.strictObject({
  id: idSchema,
  unit: idSchema,
  /** The number in the unit's list. */
  no: z.int('应为整数').min(1, '序号从1开始').max(999),
  title: wordsSchema(120),
  clause: wordsSchema(40),
  cadence: cadenceSchema,
  proves: provesSchema,
})
export type Duty = z.infer<typeof dutySchema>

/** A cadence of the office itself (半月一调度 and its sisters), measured like a duty but not among the listed ones. */
export const supervisionDutySchema = dutySchema.omit({ no: true })
export type SupervisionDuty = z.infer<typeof supervisionDutySchema>
