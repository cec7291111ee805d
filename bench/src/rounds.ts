import type { Result, Task, Variant } from './load.ts'
import { type OperationName, operationNames } from './operations.ts'

/** Operations a second of each variant, with as many figures as rounds. */
export type Measured = {
  readonly operation: OperationName
  readonly connections: number
  readonly perSecond: Readonly<Partial<Record<Variant, readonly number[]>>>
}

export type Plan = {
  readonly operations: readonly OperationName[]
  readonly connections: readonly number[]
  readonly rounds: number
  /** How long each variant is asked in a round. */
  readonly millis: number
}

export const fullPlan: Plan = {
  operations: operationNames,
  connections: [1, 10, 50],
  rounds: 5,
  millis: 1200,
}

/** The variants of an operation; the month's full count is so slow that one connection level tells all. */
export function variantsOf(operation: OperationName): readonly Variant[] {
  if (operation === 'list') return ['hulei', 'bare', 'direct', 'plain']
  if (operation === 'lights') return ['hulei', 'bare', 'direct', 'full']
  return ['hulei', 'bare', 'direct']
}

/**
 * Asks each variant in turn, round by round, so that whatever else the machine does meets all alike; the order turns
 * from round to round. A first round warms up and does not count.
 */
export async function runRounds(
  plan: Plan,
  load: (task: Task) => Promise<Result>,
  tell: (line: string) => void,
): Promise<Measured[]> {
  const measured: Measured[] = []
  for (const operation of plan.operations) {
    for (const connections of plan.connections) {
      const variants = variantsOf(operation)
      const perSecond: Partial<Record<Variant, number[]>> = {}
      for (let round = 0; round <= plan.rounds; round++) {
        for (let turn = 0; turn < variants.length; turn++) {
          const variant = variants[(turn + round) % variants.length]
          if (!variant) continue
          // Reads ask the same questions each round: after the first they measure the programs, not the disk.
          const from = operation === 'visit' ? round * 1_000_000 : 0
          const task = { operation, variant, connections, millis: plan.millis, from }
          const { done, millis, failed } = await load(task)
          if (failed.length > 0) throw new Error(`${operation}, ${variant}: ${failed.join('\n')}`)
          if (round > 0) perSecond[variant] = [...(perSecond[variant] ?? []), (done * 1000) / millis]
        }
      }
      measured.push({ operation, connections, perSecond })
      const figures = variants.map((variant) => `${variant} ${median(perSecond[variant] ?? []).toFixed(1)}`)
      tell(`${operation} × ${connections}: ${figures.join(', ')}`)
    }
  }
  return measured
}

export function median(figures: readonly number[]): number {
  const sorted = figures.toSorted((left, right) => left - right)
  const middle = sorted.length / 2
  if (sorted.length === 0) return Number.NaN
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]]
  return ((low ?? 0) + (high ?? 0)) / 2
}

/** The median of the ratios within each round: rounds differ more than the variants of one round do. */
export function ratio(measured: Measured, of: Variant, to: Variant): number {
  const [above, below] = [measured.perSecond[of] ?? [], measured.perSecond[to] ?? []]
  return median(above.map((figure, round) => figure / (below[round] ?? Number.NaN)))
}
