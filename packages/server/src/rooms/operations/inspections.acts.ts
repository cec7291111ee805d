import {
  addFinding,
  amendFinding,
  amendInspection,
  closeFinding,
  type Day,
  finding,
  fiveMusts,
  type Inspection,
  inspection,
  type Place,
  recordFiveMusts,
  recordInspection,
  venue,
  withdrawFinding,
  withdrawInspection,
} from '@hulei/core'
import { sql } from 'kysely'
import { type ActContext, on } from '../../platform/acts/handler.ts'
import { receivedOn, refuseFuture } from '../../platform/acts/refuse-future.ts'
import { invalid, Refusal } from '../../platform/errors.ts'
import { placeOfWork } from '../organisation/index.ts'

type Maybe<T> = T | null | undefined

export const inspectionsActs = [
  on(recordInspection, async (context, { id, input }) => {
    const { school, onUnit, problem, problemDueOn, ...values } = input
    if (!values.venue && !school && !values.site)
      throw fault('venue', 'inspections.place-missing', '请选择场所或学校，或写明单位、地点')
    await record(context, id, { ...values, school, onUnit }, { problem, problemDueOn })
    return undefined
  }),

  on(recordFiveMusts, async (context, { id, input }) => {
    const { onUnit, problem, problemDueOn, ...values } = input
    if (fiveMusts.some((must) => !values[must]) && !problem)
      throw fault('problem', 'inspections.must-not-kept', '有没落实的，请写明问题和整改期限')
    await record(context, id, { ...values, focuses: [], onUnit }, { problem, problemDueOn })
    return undefined
  }),

  on(amendInspection, async (context, { input, record: of }) => {
    if (of.withdrawnOn) throw withdrawn()
    const { school, ...values } = input
    refuseFuture(context, { inspectedOn: values.inspectedOn })
    const next = { ...of, ...input }
    if (!next.venue && !next.school && !next.site)
      throw fault('venue', 'inspections.place-missing', '请选择场所或学校，或写明单位、地点')
    const place = { village: await villageOf(context, next), school: next.school ?? null }
    await context.amend(inspection, of, values, place)
    return undefined
  }),

  on(withdrawInspection, async (context, { record: of }) => {
    if (of.withdrawnOn) throw withdrawn()
    const withdrawnOn = context.tx.today
    await context.amend(inspection, of, { withdrawnOn })
    for (const id of await findingsOf(context, of.id))
      await context.amend(finding, await context.get(finding, id), { withdrawnOn, endedOn: withdrawnOn })
    return undefined
  }),

  on(addFinding, async (context, { input, record: of }) => {
    if (of.withdrawnOn) throw withdrawn()
    await insertFinding(context, of, input)
    return { finding: context.actId }
  }),

  on(amendFinding, async (context, { input, record: of }) => {
    refuseGone(of)
    await context.amend(finding, of, input)
    return undefined
  }),

  on(closeFinding, async (context, { input, record: of }) => {
    refuseGone(of)
    refuseFuture(context, { closedOn: input.closedOn })
    await context.amend(finding, of, {
      ...input,
      closedEnteredOn: receivedOn(context),
      endedOn: context.tx.today,
    })
    return undefined
  }),

  on(withdrawFinding, async (context, { record: of }) => {
    if (of.withdrawnOn) throw new Refusal('findings.withdrawn', 409, '这个问题已经作废。')
    const withdrawnOn = context.tx.today
    await context.amend(finding, of, { withdrawnOn, endedOn: withdrawnOn })
    return undefined
  }),
]

const fault = (path: string, code: string, message: string) =>
  invalid([{ path: `input.${path}`, code, message }])
const withdrawn = () => new Refusal('inspections.withdrawn', 409, '这条检查已经作废。')

function refuseGone(of: { withdrawnOn: Day | null; closedOn: Day | null }): void {
  if (of.withdrawnOn) throw new Refusal('findings.withdrawn', 409, '这个问题已经作废。')
  if (of.closedOn) throw new Refusal('findings.closed', 409, '这个问题已经整改销号。')
}

type Values = Parameters<typeof valuesOf>[0]
const valuesOf = (
  given: Omit<Partial<Inspection>, 'school' | 'venue' | 'site'> & {
    inspectedOn: Day
    venue?: Maybe<string>
    site?: Maybe<string>
    school?: Maybe<string>
    onUnit?: Maybe<string>
  },
) => given

/** Writes the inspection and, where something was wrong, its first finding. */
async function record(
  context: ActContext,
  id: string,
  { school, onUnit, ...values }: Values,
  found: { problem?: Maybe<string>; problemDueOn?: Maybe<Day> },
): Promise<void> {
  refuseFuture(context, { inspectedOn: values.inspectedOn })
  if (!!found.problem !== !!found.problemDueOn)
    throw found.problem
      ? fault('problemDueOn', 'findings.due-missing', '请填写整改期限')
      : fault('problem', 'findings.problem-missing', '填了整改期限的，请写明问题')
  const place: Place = {
    ...placeOfWork(context, { onUnit }),
    village: await villageOf(context, { venue: values.venue, school }),
    school: school ?? null,
  }
  await context.insert(inspection, id, place, values)
  const { problem, problemDueOn } = found
  if (problem && problemDueOn) {
    const of = { id, inspectedOn: values.inspectedOn, venue: values.venue ?? null, ...place }
    await insertFinding(context, of, { what: problem, dueOn: problemDueOn }, 'problemDueOn')
  }
}

async function insertFinding(
  context: ActContext,
  of: Place & { id: string; inspectedOn: Day; venue: string | null },
  { what, dueOn }: { what: string; dueOn: Day },
  path = 'dueOn',
): Promise<void> {
  if (dueOn < of.inspectedOn) throw fault(path, 'findings.due-order', '整改期限不能早于检查日期')
  const { village = null, school = null, unit = null } = of
  const values = { what, dueOn, venue: of.venue, inspection: of.id, proof: [] }
  await context.insert(finding, context.actId, { village, school, unit }, values)
}

/** Where it was: the venue's village or the school's, so that the village sees what was found there. */
async function villageOf(
  context: ActContext,
  { venue: at, school }: { venue?: Maybe<string>; school?: Maybe<string> },
): Promise<string | null> {
  if (at) return (await context.get(venue, at)).village
  return context.township.playbook.schools.find((each) => each.id === school)?.village ?? null
}

async function findingsOf(context: ActContext, of: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    SELECT id FROM finding WHERE township = ${context.township.code} AND inspection = ${of}
      AND withdrawn_on IS NULL`.execute(context.tx.db)
  return rows.map((row) => row.id)
}
