import { type Actor, type Child, child, isGranted, type LedgerChild, type LedgerFault } from '@hulei/core'
import type { Answers, Fate, FieldChange } from './import-run.ts'
import { headNameOf, type KnownChild, type RegisterView } from './register-view.ts'

/** What becomes of a line that could be read. */
export type Settled = {
  readonly fate: Fate
  readonly faults: readonly LedgerFault[]
  /** Children of the register among whom a person has to choose. */
  readonly candidates: readonly string[]
  readonly target: KnownChild | undefined
  readonly changes: readonly FieldChange[]
  /** Concerns that are not listed yet and want an approver. */
  readonly concerns: readonly string[]
}

const compared = [
  'name',
  'sex',
  'bornOn',
  'residentId',
  'hamlet',
  'guardianName',
  'guardianRelation',
  'guardianPhone',
  'grade',
  'address',
  'studiesElsewhere',
] as const satisfies readonly (keyof Child & keyof LedgerChild)[]

/**
 * Holds a line against the register. Who is meant follows from the identity number; without one, from name, birth day
 * and village, and then a person is asked before anything is changed.
 */
export function settle(draft: LedgerChild, view: RegisterView, answers: Answers, actor: Actor): Settled {
  if (actor.role !== 'system' && !isGranted(child.writers, actor, { village: draft.village })) {
    return rejected('village', 'ledger.other-village', '这个村不在您的岗位范围内，请交由该村或平安办导入。')
  }
  const own = draft.residentId ? view.byResidentId(draft.residentId) : undefined
  if (own) return against(own, draft, answers)
  const candidates = view.namesakes(draft).filter(({ record }) => !draft.residentId || !record.residentId)
  if (answers.sameAs === 'new' || candidates.length === 0) return created(draft)
  const chosen = candidates.find(({ record }) => record.id === answers.sameAs)
  if (chosen) return against(chosen, draft, answers)
  const [only] = candidates
  if (only && candidates.length === 1 && !draft.residentId) {
    const same = against(only, draft, answers)
    if (same.fate === 'unchanged') return same
  }
  const where = only?.fromLine ? `本表${only.fromLine}` : '台账里'
  return {
    ...rejected(
      'name',
      only?.fromLine ? 'ledger.repeated' : 'ledger.maybe-same',
      `${where}已有同村、同名、同日出生的“${draft.name}”，身份证号对不上；请确认是不是同一个孩子。`,
    ),
    candidates: candidates.map(({ record }) => record.id),
  }
}

const rejected = (field: string, code: string, message: string): Settled => ({
  fate: 'rejected',
  faults: [{ field, code, message }],
  candidates: [],
  target: undefined,
  changes: [],
  concerns: [],
})

const created = (draft: LedgerChild): Settled => ({
  fate: 'created',
  faults: [],
  candidates: [],
  target: undefined,
  changes: [],
  concerns: draft.concerns,
})

/** The line and the child it is about: what the line would change. An empty cell changes nothing. */
function against(target: KnownChild, draft: LedgerChild, answers: Answers): Settled {
  const { record } = target
  if (record.village !== draft.village) {
    return rejected(
      'village',
      'ledger.village-differs',
      '这个孩子登记在另一个村；如已搬家，请先办理“跨村迁移”，如村名填错，请改正。',
    )
  }
  if (record.name !== draft.name && answers.sameAs !== record.id) {
    return {
      ...rejected(
        'name',
        'ledger.name-differs',
        `身份证号相同，但系统里的姓名是“${record.name}”；请核对后确认是同一个孩子，或者改正身份证号。`,
      ),
      candidates: [record.id],
    }
  }
  const changes = changesOf(target, draft)
  const conflict = changes.find(({ before }) => before !== null && !Array.isArray(before))
  if (target.fromLine && conflict) {
    return rejected(
      conflict.field,
      'ledger.repeated',
      `与本表${target.fromLine}是同一个孩子，但填写不一致；请核对后只留对的。`,
    )
  }
  return {
    fate: changes.length > 0 ? 'updated' : 'unchanged',
    faults: [],
    candidates: [],
    target,
    changes,
    concerns: draft.concerns.filter((id) => !record.categories.includes(id)),
  }
}

function changesOf({ record, household }: KnownChild, draft: LedgerChild): FieldChange[] {
  const changes: FieldChange[] = []
  const differ = (field: string, before: unknown, after: unknown) => {
    if (after !== undefined && before !== after) changes.push({ field, before: before ?? null, after })
  }
  for (const field of compared) differ(field, record[field], draft[field])
  differ('school', record.school, draft.school)
  if (!record.household) differ('household', null, headNameOf(draft))
  const union = (field: string, before: readonly string[], more: readonly string[]) => {
    const added = more.filter((id) => !before.includes(id))
    if (added.length > 0) changes.push({ field, before, after: [...before, ...added].sort() })
  }
  union('categories', record.categories, draft.categories)
  union('facts', household?.facts ?? [], draft.facts)
  return changes
}

/** The child as it will be once the line has landed. */
export function afterLine(settled: Settled, draft: LedgerChild, id: string): Child {
  const before = settled.target?.record
  const values = Object.fromEntries(
    settled.changes
      .filter(({ field }) => field !== 'facts' && field !== 'household')
      .map(({ field, after }) => [field, after]),
  )
  if (before) return { ...before, ...values }
  return {
    id,
    version: id,
    village: draft.village,
    school: draft.school ?? null,
    unit: null,
    extra: {},
    ...Object.fromEntries(
      Object.keys(child.fields).map((name) => [
        name,
        name in draft ? (draft as Record<string, unknown>)[name] : null,
      ]),
    ),
    categories: [...draft.categories],
  } as unknown as Child
}
