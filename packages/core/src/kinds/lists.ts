import { postRoles, roles } from '../privacy/index.ts'
import type { AnyField } from './field.ts'

/** One entry of a code list. `isRetired` entries stay readable but cannot be chosen any more. */
export type CodeEntry = { readonly id: string; readonly name: string; readonly isRetired?: boolean }
/** All lists that codes are taken from: these, and those of the township's playbook. */
export type CodeLists = ReadonlyMap<string, readonly CodeEntry[]>

const entries = (of: Record<string, string>): CodeEntry[] =>
  Object.entries(of).map(([id, name]) => ({ id, name }))

/** Lists that are the law's or plain life's, and so the same for every township. */
export const builtInLists: CodeLists = new Map([
  ['sexes', entries({ male: '男', female: '女' })],
  [
    'guardianRelations',
    entries({
      father: '父亲',
      mother: '母亲',
      grandparent: '祖父母',
      'maternal-grandparent': '外祖父母',
      relative: '其他亲属',
      'village-committee': '村（居）委会',
      civil: '民政部门',
      other: '其他',
    }),
  ],
  [
    'leaveReasons',
    entries({
      adult: '已满18周岁',
      moved: '迁出本镇',
      died: '去世',
      merged: '重复档案合并',
      mistaken: '登记有误',
    }),
  ],
  ['listingBases', entries({ statutory: '法定类别', concern: '具体关切' })],
  [
    'signatureKinds',
    entries({ signed: '签字', thumbprint: '按手印', refused: '拒绝签字', absent: '无人签字' }),
  ],
  ['supervisionForms', entries({ dispatch: '半月调度', critique: '月度讲评', 'quarter-result': '季度问效' })],
  ['bulletinStates', entries({ draft: '草稿', issued: '已签发', superseded: '已被替代' })],
  ['postRoles', postRoles.map((role) => ({ id: role, name: roles[role].title }))],
])

/** Faults of codes that no list has: a path into the input, and what was given. */
export function unknownCodes(
  fields: Readonly<Record<string, AnyField>>,
  input: Readonly<Record<string, unknown>>,
  lists: CodeLists,
): { path: string; message: string }[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    if (!field.list) return []
    const value = input[name]
    const given = Array.isArray(value) ? value : value === null || value === undefined ? [] : [value]
    const known = lists.get(field.list)
    return given
      .filter((id) => !known?.some((entry) => entry.id === id && !entry.isRetired))
      .map((id) => ({ path: name, message: `${field.label}中没有“${String(id)}”这一项` }))
  })
}

/** The name of a code, or the code itself where its list no longer has it. */
export const nameOfCode = (lists: CodeLists, list: string, id: string): string =>
  lists.get(list)?.find((entry) => entry.id === id)?.name ?? id
