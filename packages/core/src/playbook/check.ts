import { dateFaults } from './date-faults.ts'
import { dutyFaults } from './duty-faults.ts'
import { type FaultPath, type PlaybookFault, valueAt, writePath } from './fault.ts'
import { ambiguousNames, repeatedIds, sealedCategories } from './id-faults.ts'
import type { Vocabulary } from './measure-spec.ts'
import { type Playbook, playbookSchema } from './playbook.schema.ts'
import { referenceFaults } from './reference-faults.ts'
import { shapeFaults } from './shape-faults.ts'

/** A mistake of a playbook: the line in its file (from 1), where in its data, and what is wrong, in Chinese. */
export type PlaybookError = { readonly line: number; readonly path: string; readonly message: string }

/** What a check found. The counts are of what the file lists, mistakes included; `plan` is its id. */
export type PlaybookReport = {
  readonly ok: boolean
  readonly plan: string | null
  readonly units: number
  readonly duties: number
  /** Distinct measures that its duties name. */
  readonly measures: number
  readonly errors: readonly PlaybookError[]
}

/** Where in the file the value at a path is; undefined when the path is not in the file. */
export type Positions = (path: FaultPath) => { readonly line: number } | undefined

/** A report, and the plan itself when it has no mistake. */
export type CheckedPlaybook = { readonly report: PlaybookReport; readonly playbook?: Playbook }

/**
 * Reads a playbook and reports every mistake at once: shape, ids, references, dates, cadences, measures.
 * One mistake hides no other: each rule looks at what is sound around it.
 */
export function checkPlaybook(data: unknown, positions: Positions, vocabulary: Vocabulary): CheckedPlaybook {
  const errors = [
    ...shapeFaults(playbookSchema, data),
    ...repeatedIds(data),
    ...ambiguousNames(data),
    ...sealedCategories(data),
    ...dateFaults(data),
    ...referenceFaults(data, vocabulary),
    ...dutyFaults(data, vocabulary),
  ]
    .map((fault) => located(fault, positions))
    .sort((a, b) => a.line - b.line)
  const parsed = playbookSchema.safeParse(data)
  const report = { ok: errors.length === 0, ...countsOf(data), errors }
  return report.ok && parsed.success ? { report, playbook: parsed.data } : { report }
}

/** The report of a file that could not be read as data at all. */
export const unreadable = (errors: readonly PlaybookError[]): PlaybookReport => ({
  ok: false,
  plan: null,
  units: 0,
  duties: 0,
  measures: 0,
  errors,
})

/** What is missing has no line of its own: the nearest thing around it has. */
function located({ path, message }: PlaybookFault, positions: Positions): PlaybookError {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const found = positions(path.slice(0, depth))
    if (found) return { line: found.line, path: writePath(path), message }
  }
  return { line: 1, path: writePath(path), message }
}

function countsOf(data: unknown): Pick<PlaybookReport, 'plan' | 'units' | 'duties' | 'measures'> {
  const listAt = (path: FaultPath, of: unknown = data): readonly unknown[] => {
    const list = valueAt(of, path)
    return Array.isArray(list) ? list : []
  }
  const plan = valueAt(data, ['id'])
  const proofs = [...listAt(['duties']), ...listAt(['supervision'])].flatMap((duty) =>
    listAt(['proves'], duty),
  )
  const named = proofs.map((proof) => valueAt(proof, ['measure'])).filter((name) => typeof name === 'string')
  return {
    plan: typeof plan === 'string' ? plan : null,
    units: listAt(['units']).length,
    duties: listAt(['duties']).length,
    measures: new Set(named).size,
  }
}

/** One line for a person: '第12行 duties[0].unit：没有编号为…'. */
export const playbookErrorLine = ({ line, path, message }: PlaybookError): string =>
  path === '' ? `第${line}行：${message}` : `第${line}行 ${path}：${message}`
