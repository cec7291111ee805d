import { z } from 'zod'
import { caseChecklistSchema } from './cases.schema.ts'
import {
  childCategorySchema,
  helperSchemeSchema,
  householdFactSchema,
  visitFormSchema,
  visitOutcomesSchema,
} from './children.schema.ts'
import { dutySchema, supervisionDutySchema } from './duty.schema.ts'
import {
  contactsSchema,
  holidayMonthsSchema,
  leadingPostSchema,
  limitsSchema,
  phaseSchema,
  planSchema,
  schoolCalendarSchema,
  schoolSchema,
  townshipSchema,
  unitSchema,
  villageSchema,
  workingGroupSchema,
} from './organisation.schema.ts'
import { entriesSchema, idSchema, wordsSchema } from './parts.schema.ts'

/** A field that the township adds to a kind. `list` names the list of a code. */
export const extraFieldSchema = z
  .strictObject({
    id: z.string().regex(/^[a-z][a-zA-Z0-9-]{0,39}$/, '栏目编号以小写字母开头，只用字母、数字和连字符'),
    label: wordsSchema(20),
    type: z.enum(['text', 'number', 'flag', 'day', 'code']),
    list: z.string().exactOptional(),
    required: z.boolean().default(false),
  })
  .superRefine((field, context) => {
    if (field.type === 'code' && field.list === undefined) {
      context.addIssue({ code: 'custom', message: '选项栏要用 list 写明取自哪个名录' })
    }
    if (field.type !== 'code' && field.list !== undefined) {
      context.addIssue({ code: 'custom', path: ['list'], message: '只有选项栏（type: code）才写 list' })
    }
  })
export type ExtraField = z.infer<typeof extraFieldSchema>

/** Lists that every plan must have, because duties, registers and screens take codes from them. */
export const requiredLists = {
  settings: '宣传进哪里（乡村、社区、学校、企业、家庭）',
  media: '宣传载体（报、网、端、微、屏）',
  outreachTopics: '宣传主题（十一防）',
  venueTypes: '场所类型',
  headCountGroups: '只统计人数的群体',
} as const satisfies Record<string, string>

const listNameSchema = z.string().regex(/^[a-z][a-zA-Z0-9]{0,39}$/, '名录名以小写字母开头，只用字母和数字')

/** The parts of a plan; the checker reads them one by one, so that one mistake hides no other. */
export const playbookShape = {
  id: idSchema,
  title: wordsSchema(80),
  version: z.int('应为整数').min(1, '版本从1开始').max(9999),
  township: townshipSchema,
  plan: planSchema,
  phases: z.array(phaseSchema).max(12, '最多12个阶段').default([]),
  holidayMonths: holidayMonthsSchema,
  schoolCalendar: schoolCalendarSchema.default({ terms: [], breaks: [] }),
  leadingGroup: z.array(leadingPostSchema).max(60, '最多60个岗位').default([]),
  workingGroups: z.array(workingGroupSchema).max(20, '最多20个组').default([]),
  units: z.array(unitSchema).min(1, '至少要有一个单位').max(60, '最多60个单位'),
  villages: z.array(villageSchema).min(1, '至少要有一个村').max(200, '最多200个村'),
  schools: z.array(schoolSchema).max(200, '最多200所学校').default([]),
  childCategories: z.array(childCategorySchema).min(1, '至少要有一个类别').max(40, '最多40个类别'),
  /** Words of a ledger that would show who was harmed: cells that hold one go to a sealed queue, never to a listing. */
  sealedWords: z.array(wordsSchema(20)).min(1, '至少要有一个词').max(60, '最多60个词'),
  householdFacts: z.array(householdFactSchema).max(40, '最多40项').default([]),
  helperSchemes: z.array(helperSchemeSchema).max(20, '最多20种').default([]),
  visitOutcomes: visitOutcomesSchema,
  visitForm: visitFormSchema,
  lists: z.record(listNameSchema, entriesSchema),
  /** Extra fields by the name of the kind. */
  fields: z.record(z.string(), z.array(extraFieldSchema).max(20, '一种台账最多加20个栏目')).default({}),
  /** With which stage of a case each of its steps falls due. */
  caseChecklist: caseChecklistSchema,
  limits: limitsSchema,
  contacts: contactsSchema,
  duties: z.array(dutySchema).min(1, '至少要有一项职责').max(500, '最多500项职责'),
  /** The office's own cadences (五(四)). */
  supervision: z.array(supervisionDutySchema).max(20, '最多20项').default([]),
}

/** A whole plan. Unknown names are errors: a misspelt one would otherwise do nothing, silently. */
export const playbookSchema = z.strictObject(playbookShape)

/** A plan (方案) as data: units, villages, duties, cadences, categories, forms. Read it with `checkPlaybook`. */
export type Playbook = z.infer<typeof playbookSchema>
