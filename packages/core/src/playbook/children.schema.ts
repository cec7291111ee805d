import { z } from 'zod'
import { aliasesSchema, entriesSchema, idSchema, wordsSchema } from './parts.schema.ts'

/**
 * A category under which a child may be listed. `statutory` stands on a ground of law; `concern` needs a documented
 * circumstance, an approver and a review within `reviewMonths` (mission.md: no person is listed for a trait).
 */
export const childCategorySchema = z
  .strictObject({
    id: idSchema,
    name: wordsSchema(30),
    basis: z.enum(['statutory', 'concern']),
    /** Whether children so listed count as in difficulty, for whom assistance is arranged (四(一)2). */
    inDifficulty: z.boolean().default(false),
    reviewMonths: z.int().min(1).max(6).exactOptional(),
    ages: z
      .strictObject({ from: z.int().min(0).max(17), to: z.int().min(0).max(17) })
      .refine((ages) => ages.from <= ages.to, '起始年龄不能大于终止年龄')
      .exactOptional(),
    sex: z.enum(['male', 'female']).exactOptional(),
    aliases: aliasesSchema,
  })
  .superRefine((category, context) => {
    if (category.basis === 'concern' && category.reviewMonths === undefined) {
      context.addIssue({
        code: 'custom',
        message: '依具体关切列入的类别要写 reviewMonths（几个月内复核，1至6）',
      })
    }
    if (category.basis === 'statutory' && category.reviewMonths !== undefined) {
      context.addIssue({
        code: 'custom',
        path: ['reviewMonths'],
        message: '法定类别没有复核期限，请删去 reviewMonths',
      })
    }
  })
export type ChildCategory = z.infer<typeof childCategorySchema>

/** A fact of a household (single parent, re-formed family), never a category of a child. */
export const householdFactSchema = z.strictObject({
  id: idSchema,
  name: wordsSchema(30),
  aliases: aliasesSchema,
})

/** A way of standing by a child: who belongs to the team. A team is complete when every role is filled. */
export const helperSchemeSchema = z.strictObject({
  id: idSchema,
  name: wordsSchema(30),
  roles: entriesSchema,
  aliases: aliasesSchema,
})
export type HelperScheme = z.infer<typeof helperSchemeSchema>

/** The form of a visit: rows of large choices, hazards to tick, what was told, what comes next. */
export const visitFormSchema = z.strictObject({
  rows: z
    .array(
      z.strictObject({
        id: idSchema,
        name: wordsSchema(20),
        choices: z
          .array(
            z.strictObject({
              id: idSchema,
              name: wordsSchema(30),
              /** A choice that the office looks at (a worker sees no colour or grade). */
              needsFollowUp: z.boolean().default(false),
            }),
          )
          .min(2, '至少要有两个选项')
          .max(4, '最多4个选项，一屏才放得下'),
      }),
    )
    .min(1, '至少要有一行')
    .max(12, '最多12行，一分钟才填得完'),
  hazards: z
    .array(
      z.strictObject({
        id: idSchema,
        name: wordsSchema(60),
        /** That nothing was seen: stands alone, and has no photo. */
        isNone: z.boolean().default(false),
      }),
    )
    .min(1, '至少要有一项')
    .max(200, '最多200项'),
  told: entriesSchema,
  nextSteps: entriesSchema,
})
export type VisitForm = z.infer<typeof visitFormSchema>

/** What may come of a visit, and whether that counts toward the target; the target itself is a duty's. */
export const visitOutcomesSchema = z
  .array(z.strictObject({ id: idSchema, name: wordsSchema(20), counts: z.boolean() }))
  .min(1, '至少要有一种走访结果')
  .max(12, '最多12种走访结果')
