import { z } from 'zod'
import { idSchema } from './parts.schema.ts'

/** Stages of a case with which a step may fall due; the same words as in the list `caseStages`. */
const stages = [
  'received',
  'filed',
  'arrest-asked',
  'arrested',
  'transferred',
  'prosecuted',
  'judged',
] as const

/** Which steps a case must have once it has come to which stage. Steps that are not named fall due when it is filed. */
export const caseChecklistSchema = z
  .array(
    z.strictObject({
      step: idSchema,
      from: z.enum(stages, { error: `应为${stages.join('、')}之一` }),
      /** Asked for in cases listed for supervision alone (重点案件). */
      only: z.literal('listed', { error: '应为 listed' }).exactOptional(),
    }),
  )
  .max(40, '最多40项')
  .default([])
