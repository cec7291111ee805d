import type { StoredPack } from '../../store/pack.ts'

/** Records of the work pack, as the visits room reads them; written by the server's `children` and `visits` rooms. */
export type PackChild = {
  readonly id: string
  readonly version: string
  readonly name: string
  readonly tokens: readonly string[]
  readonly sex: string
  readonly bornOn: string
  readonly village: string
  readonly hamlet: string | null
  readonly household: string | null
  readonly school: string | null
  readonly grade: string | null
  readonly categories: readonly string[]
  readonly guardianName: string | null
  readonly guardianRelation: string | null
  readonly guardianPhone: string | null
}
export type PackDue = {
  readonly due: number
  readonly done: number
  readonly lastVisitOn: string | null
  readonly lookAt: string | null
  readonly followUp: string | null
  readonly followUpOn: string | null
}
export type PackVisit = {
  readonly id: string
  readonly visitedOn: string
  readonly children: readonly string[]
  readonly version: string
  readonly outcome: string
  readonly receivedAt: string
  /** What may be amended on this phone; for posts that do not, no more than that the visit was made. */
  readonly values?: Readonly<Record<string, unknown>>
  readonly extra?: Readonly<Record<string, unknown>>
}
type Named = { readonly id: string; readonly name: string }
/** A question that the township's plan adds to the form. */
export type PlanQuestion = {
  readonly id: string
  readonly label: string
  readonly type: 'text' | 'number' | 'flag' | 'day' | 'code'
  readonly required: boolean
  /** For a code. */
  readonly choices?: readonly Named[]
}
export type PackPlan = {
  readonly township: { readonly code: string; readonly name: string; readonly isDemo: boolean }
  readonly month: string
  /** Whether the post may record visits. */
  readonly mayVisit?: boolean
  readonly villages: readonly Named[]
  readonly visitForm: {
    readonly rows: readonly (Named & { readonly choices: readonly (Named & { needsFollowUp?: boolean })[] })[]
    readonly hazards: readonly (Named & { readonly isNone?: boolean })[]
    readonly told: readonly Named[]
    readonly nextSteps: readonly Named[]
  }
  /** What the plan asks of a visit beyond its form; a pack of an earlier server has none. */
  readonly visitExtra?: readonly PlanQuestion[]
  readonly visitOutcomes: readonly (Named & { readonly counts: boolean })[]
  readonly signatureKinds: readonly Named[]
  readonly guardianRelations: readonly Named[]
  readonly categories: readonly Named[]
}

export type PackRecords = {
  readonly plan: PackPlan | undefined
  readonly children: readonly PackChild[]
  readonly due: ReadonlyMap<string, PackDue>
  readonly visits: readonly PackVisit[]
  /** When the server made it, by its clock. */
  readonly madeAt: string
}

/** Takes a pack apart, once for each pack. */
export function recordsOf(pack: StoredPack | undefined): PackRecords {
  const before = pack && taken.get(pack)
  if (before) return before
  const children: PackChild[] = []
  const due = new Map<string, PackDue>()
  const visits: PackVisit[] = []
  let plan: PackPlan | undefined
  for (const [key, { body }] of Object.entries(pack?.items ?? {})) {
    const [kind, id = ''] = key.split('/')
    if (kind === 'child') children.push(body as PackChild)
    else if (kind === 'due') due.set(id, body as PackDue)
    else if (kind === 'visit') visits.push(body as PackVisit)
    else if (kind === 'plan') plan = body as PackPlan
  }
  const records = { plan, children, due, visits, madeAt: pack?.madeAt ?? '' }
  if (pack) taken.set(pack, records)
  return records
}
const taken = new WeakMap<StoredPack, PackRecords>()
