import {
  amendVisit,
  child,
  type Day,
  dayOf,
  type HazardPhotos,
  isComplete,
  lackOf,
  type Playbook,
  recordVisit,
  type Visit,
  type VisitedChild,
  visit,
  withdrawVisit,
} from '@hulei/core'
import { sql } from 'kysely'
import { type ActContext, on } from '../../platform/acts/handler.ts'
import { type Fault, invalid, Refusal } from '../../platform/errors.ts'

export const visitsActs = [
  on(recordVisit, async (context, { id, input }) => {
    const faults = visitFaults(input, context)
    if (faults.length > 0) throw invalid(faults)
    const { village, household } = await householdOf(context, input.children)
    const values = { ...input, household }
    await context.insert(visit, id, { village }, values)
    await writeLines(
      context,
      id,
      village,
      { ...values, signatureNote: values.signatureNote ?? null },
      receivedOn(context),
    )
    return undefined
  }),

  on(amendVisit, async (context, { input, record }) => {
    if (record.withdrawnOn) throw withdrawn()
    const next = { ...record, ...input } as Visit
    const faults = visitFaults(next, context)
    if (faults.length > 0) throw invalid(faults)
    const { village, household } = await householdOf(context, next.children)
    await context.amend(visit, record, { ...input, household }, { village })
    // A correction does not make a visit later than it was first received.
    const first = await firstReceivedOn(context, record.id)
    await removeLines(context, record.id)
    await writeLines(context, record.id, village, next, first ?? receivedOn(context))
    return undefined
  }),

  on(withdrawVisit, async (context, { record }) => {
    if (record.withdrawnOn) throw withdrawn()
    await context.amend(visit, record, { withdrawnOn: context.tx.today })
    await removeLines(context, record.id)
    return undefined
  }),
]

const withdrawn = () => new Refusal('visits.withdrawn', 409, '这条走访记录已经作废，不能再改。')

/** The business day on which the server received the act. */
const receivedOn = (context: ActContext): Day => dayOf(Date.parse(context.times.receivedAt))

type VisitRule = {
  readonly code: string
  readonly path: string
  readonly basis: string
  readonly isBroken: (visit: VisitInput, today: Day, playbook: Playbook) => boolean
  readonly message: string
}
type VisitInput = Pick<Visit, 'visitedOn' | 'signature' | 'children' | 'answers' | 'hazards'> & {
  photos?: readonly string[] | undefined
  paperForm?: readonly string[] | undefined
  hazardPhotos?: HazardPhotos | null | undefined
  signatureNote?: string | null | undefined
  signatureFile?: readonly string[] | undefined
  followUpOn?: Day | null | undefined
}

/** What every visit must satisfy; what makes it *count* is decided apart, by the playbook. */
const visitRules: readonly VisitRule[] = [
  {
    code: 'visits.in-future',
    path: 'visitedOn',
    basis: '附·村级1',
    isBroken: (input, today) => input.visitedOn > today,
    message: '走访日期不能晚于今天',
  },
  {
    code: 'visits.refusal-reason',
    path: 'signatureNote',
    basis: '附·村级1',
    isBroken: (input) => ['refused', 'absent'].includes(input.signature) && !input.signatureNote,
    message: '未签字的，请写明原因',
  },
  {
    code: 'visits.signature-missing',
    path: 'signatureFile',
    basis: '附·村级1',
    // On a scanned form the guardian signed on the paper.
    isBroken: (input) =>
      ['signed', 'thumbprint'].includes(input.signature) &&
      !input.signatureFile?.length &&
      !input.paperForm?.length,
    message: '请监护人签字或按手印',
  },
  {
    code: 'visits.follow-up-early',
    path: 'followUpOn',
    basis: '附·村级1',
    isBroken: (input) => !!input.followUpOn && input.followUpOn < input.visitedOn,
    message: '跟进日期不能早于走访日期',
  },
  {
    code: 'visits.alone-unseen',
    path: 'children',
    basis: '未成年人保护法 第四条',
    isBroken: (input) => input.children.some((each) => each.alone && !each.seen),
    message: '没有见到本人的，不能填写单独交谈',
  },
  {
    code: 'visits.hazard-not-ticked',
    path: 'hazardPhotos',
    basis: '附·村级1',
    isBroken: (input) => Object.keys(input.hazardPhotos ?? {}).some((each) => !input.hazards.includes(each)),
    message: '有照片的隐患没有选上',
  },
  {
    code: 'visits.hazard-photo-missing',
    path: 'hazardPhotos',
    basis: '附·村级1',
    isBroken: (input) =>
      Object.values(input.hazardPhotos ?? {})
        .flat()
        .some((each) => !input.photos?.includes(each)),
    message: '隐患照片不在这次走访的照片里，请重新拍',
  },
]

function visitFaults(input: VisitInput, context: ActContext): Fault[] {
  const { playbook } = context.township
  const broken = visitRules
    .filter((rule) => rule.isBroken(input, context.tx.today, playbook))
    .map((rule) => ({ path: `input.${rule.path}`, code: rule.code, message: rule.message }))
  const rows = new Map(playbook.visitForm.rows.map((row) => [row.id, row]))
  const unknown = Object.entries(input.answers)
    .filter(([row, choice]) => !rows.get(row)?.choices.some((each) => each.id === choice))
    .map(([row]) => ({
      path: `input.answers.${row}`,
      code: 'visits.unknown-answer',
      message: '走访表的栏目或选项不对',
    }))
  return [...broken, ...unknown]
}

/** The village and household of the children visited: one visit goes to one household. */
async function householdOf(context: ActContext, children: readonly VisitedChild[]) {
  const ids = children.map((each) => each.child)
  if (new Set(ids).size !== ids.length) {
    throw invalid([{ path: 'input.children', code: 'visits.child-twice', message: '同一名儿童填了两次' }])
  }
  const { rows } = await sql<{ id: string; village: string; household: string | null }>`
    SELECT id, village, household FROM child WHERE township = ${context.township.code} AND id = ANY(${ids}::uuid[])`.execute(
    context.tx.db,
  )
  if (rows.length !== ids.length) {
    throw new Refusal('record.not-found', 404, `没有找到其中的${child.title}，或者您的岗位不能查看。`)
  }
  const villages = new Set(rows.map((row) => row.village))
  const [village] = villages
  if (!village || villages.size > 1) {
    throw invalid([
      { path: 'input.children', code: 'visits.two-villages', message: '一次走访只能登记同一个村的儿童' },
    ])
  }
  const [household = null, ...others] = new Set(rows.map((row) => row.household))
  if (others.length > 0) {
    throw invalid([
      { path: 'input.children', code: 'visits.two-households', message: '一次走访只能登记同一户的儿童' },
    ])
  }
  return { village, household }
}

/** Whether a visit proves itself (`lackOf`). */
export const provesItself = (recorded: Parameters<typeof lackOf>[0], { visitForm }: Playbook): boolean =>
  isComplete(lackOf(recorded, visitForm, false))

async function writeLines(
  context: ActContext,
  id: string,
  village: string,
  recorded: Pick<Visit, 'visitedOn' | 'outcome' | 'children'> & Parameters<typeof lackOf>[0],
  received: Day,
): Promise<void> {
  const { playbook } = context.township
  const counts = playbook.visitOutcomes.find((each) => each.id === recorded.outcome)?.counts ?? false
  const { children } = recorded
  await sql`
    INSERT INTO visit_child (township, child, visit, village, visited_on, received_on, outcome, counts, is_complete, seen, alone)
    SELECT ${context.township.code}, c.child, ${id}::uuid, ${village}, ${recorded.visitedOn}::date, ${received}::date,
      ${recorded.outcome}, ${counts}, ${provesItself(recorded, playbook)}, c.seen, c.alone
    FROM unnest(${children.map((each) => each.child)}::uuid[], ${children.map((each) => each.seen)}::boolean[],
      ${children.map((each) => each.alone)}::boolean[]) AS c (child, seen, alone)`.execute(context.tx.db)
}

async function removeLines(context: ActContext, id: string): Promise<void> {
  await sql`DELETE FROM visit_child WHERE township = ${context.township.code} AND visit = ${id}`.execute(
    context.tx.db,
  )
}

async function firstReceivedOn(context: ActContext, id: string): Promise<Day | undefined> {
  const { rows } = await sql<{ on: Day | null }>`
    SELECT min(received_on) AS on FROM visit_child WHERE township = ${context.township.code} AND visit = ${id}`.execute(
    context.tx.db,
  )
  return rows[0]?.on ?? undefined
}
