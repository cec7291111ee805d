import { z } from 'zod'
import type { Remit } from '../privacy/index.ts'
import { remits } from '../privacy/index.ts'
import { aliasesSchema, daySchema, idSchema, monthSchema, spanShape, wordsSchema } from './parts.schema.ts'

export const townshipSchema = z.strictObject({
  /** The tenant's code, which every record carries. */
  code: idSchema,
  name: wordsSchema(30),
  county: wordsSchema(30),
  city: wordsSchema(30),
  province: wordsSchema(30),
})

export const planSchema = z.strictObject({ ...spanShape, documentNumber: wordsSchema(40) })

/**
 * A phase of the plan. Dated phases follow one another, and one may begin on the day on which the last ends, as
 * plans are written. The phase `during: holiday-months` has no dates of its own and lies over the others.
 */
export const phaseSchema = z
  .strictObject({
    id: idSchema,
    name: wordsSchema(30),
    from: daySchema.exactOptional(),
    to: daySchema.exactOptional(),
    during: z.literal('holiday-months').exactOptional(),
    tasks: z.array(wordsSchema(200)).max(20).default([]),
  })
  .superRefine((phase, context) => {
    const isDated = phase.from !== undefined && phase.to !== undefined
    const hasDay = phase.from !== undefined || phase.to !== undefined
    if (phase.during ? hasDay : !isDated) {
      context.addIssue({
        code: 'custom',
        message: '阶段要么写起止日期 from 和 to，要么写 during: holiday-months，二者取一',
      })
    }
  })
export type Phase = z.infer<typeof phaseSchema>

/** What sort of body a unit is; `village` is a class, of which every village of the playbook is an instance. */
export const unitKinds = {
  office: '牵头办公室',
  department: '部门',
  police: '公安',
  court: '法庭',
  'school-district': '学区',
  health: '卫生院',
  village: '村',
} as const satisfies Record<string, string>
export type UnitKind = keyof typeof unitKinds

const keysOf = <K extends string>(table: Readonly<Record<K, string>>): [K, ...K[]] => {
  const [first, ...rest] = Object.keys(table) as [K, ...K[]]
  return [first, ...rest]
}

/** Roles that a unit's people may have; the posts of leaders, auditors and schools do not belong to a unit of the plan. */
export const unitRoles = ['office', 'officer', 'police', 'discipline', 'village'] as const

export const unitSchema = z.strictObject({
  id: idSchema,
  name: wordsSchema(40),
  /** What a column of a table has room for. */
  short: wordsSchema(8),
  kind: z.enum(keysOf<UnitKind>(unitKinds)),
  /** The role that its people act under (privacy/roles.ts). */
  role: z.enum(unitRoles),
  /** What it is charged with, which decides what it may see (privacy/roles.ts). */
  remits: z
    .array(z.enum(keysOf<Remit>(remits)))
    .max(5, '最多5项')
    .default([]),
  /** The clauses of the plan that name it as responsible. */
  clauses: z.array(wordsSchema(20)).max(40, '最多40项').default([]),
})
export type Unit = z.infer<typeof unitSchema>

export const villageSchema = z.strictObject({
  id: idSchema,
  name: wordsSchema(30),
  aliases: aliasesSchema,
  hamlets: z.array(wordsSchema(30)).min(1, '至少要有一个组').max(60, '最多60个组'),
})
export type Village = z.infer<typeof villageSchema>

export const schoolSchema = z.strictObject({
  id: idSchema,
  name: wordsSchema(40),
  aliases: aliasesSchema,
  stage: z.enum(['kindergarten', 'teaching-point', 'primary', 'junior', 'nine-year']),
  /** The village it stands in. */
  village: idSchema,
})
export type School = z.infer<typeof schoolSchema>

/** A post of the leading group: a title, never a person; who holds it is a record. */
export const leadingPostSchema = z.strictObject({
  id: idSchema,
  title: wordsSchema(60),
  rank: z.enum(['head', 'standing-deputy', 'deputy', 'member']),
})

export const workingGroupSchema = z.strictObject({ id: idSchema, name: wordsSchema(30), leadUnit: idSchema })

/** The schools' terms and breaks; the same shape as calendar's `SchoolCalendar`. */
export const schoolCalendarSchema = z.strictObject({
  terms: z
    .array(z.strictObject({ id: idSchema, name: wordsSchema(30), ...spanShape }))
    .max(20, '最多20个学期'),
  breaks: z
    .array(z.strictObject({ name: wordsSchema(30), ...spanShape }))
    .max(60, '最多60段假期')
    .default([]),
})

/** Months in which some targets are higher: school holidays and long public holidays. */
export const holidayMonthsSchema = z.array(monthSchema).max(60, '最多60个月').default([])

/** Time limits of the plan that belong to no single duty. */
export const limitsSchema = z.strictObject({
  /** How many days before a deadline a light turns to 临期. */
  dueSoonDays: z.int().min(0).max(31),
  /** How many days after its window a duty may still be made up, unless its cadence says otherwise. */
  makeUpDays: z.int().min(0).max(92),
  leadDecisionHours: z.int().min(1).max(720),
  mandatoryReportHours: z.int().min(1).max(72),
})

/** Someone outside the township, for a suspicion against one of its own; and the numbers that help at once. */
export const contactsSchema = z.strictObject({
  outside: z.strictObject({
    name: wordsSchema(40),
    phone: wordsSchema(20),
    /** A mobile telephone that gets a text message where a lead has nobody in the township and no account outside. */
    mobile: z
      .string()
      .regex(/^1\d{10}$/, '应为11位手机号')
      .exactOptional(),
    duty: wordsSchema(100),
  }),
  helplines: z
    .array(z.strictObject({ name: wordsSchema(30), phone: wordsSchema(20) }))
    .min(1, '至少要有一个求助电话'),
})
