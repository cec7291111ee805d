import { type CodeLists, nameOfCode } from '../kinds/index.ts'
import { type OutsideCode, outsideTexts } from './outside.text.ts'
import { type NoticeBegins, type NoticeTemplate, valuesSchemaOf } from './template.ts'
import { type NoticeCode, noticeTemplates } from './templates.text.ts'

/** The template of a code; undefined for one that a later version had and this one has not. */
export const findTemplate = (code: string): NoticeTemplate | undefined =>
  Object.hasOwn(noticeTemplates, code) ? noticeTemplates[code as NoticeCode] : undefined

/** What is wrong with a message's values: names that are not declared, types that do not fit, codes that no list has. */
export function noticeFaults(
  of: NoticeTemplate,
  values: Readonly<Record<string, unknown>>,
  lists: CodeLists,
): string[] {
  const parsed = valuesSchemaOf(of).safeParse(values)
  if (!parsed.success) return parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
  return Object.entries(of.params).flatMap(([name, { list }]) =>
    list && !lists.get(list)?.some((entry) => entry.id === values[name]) ? [`${name}: not in ${list}`] : [],
  )
}

/** Title and text as the signed-in reader sees them, and what the message leads to. */
export function sayNotice(
  code: string,
  values: Readonly<Record<string, unknown>>,
  lists: CodeLists,
): { title: string; text: string; begins?: NoticeBegins } {
  const of = findTemplate(code)
  // A message that a newer version wrote is still shown as one.
  if (!of) return { title: '消息', text: '有一条消息，请更新后查看。' }
  return {
    title: of.title,
    text: of.say(values as never, (list, id) => nameOfCode(lists, list, id)),
    ...(of.begins && { begins: of.begins(values as never) }),
  }
}

/** The sentence that goes out of the house, its code (which gateways know it by) and the only numbers it carries. */
export function sayOutside(
  code: string,
  values: Readonly<Record<string, unknown>>,
): { code: OutsideCode; text: string; numbers: Readonly<Record<string, number>> } {
  const of = findTemplate(code)
  const outside = of?.outside ?? 'plain'
  const numbers = Object.fromEntries(
    Object.entries(of?.params ?? {}).flatMap(([name, { goesOutside }]) =>
      goesOutside && typeof values[name] === 'number' ? [[name, values[name]] as const] : [],
    ),
  )
  return { code: outside, text: outsideTexts[outside](numbers), numbers }
}
