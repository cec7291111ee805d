import type { Variant } from './load.ts'
import { type OperationName, titles } from './operations.ts'
import { type Measured, median, ratio } from './rounds.ts'

/** What is aimed at: Hulei over HTTP, with rights, masks, encryption and log, against something. */
export type Aim = { readonly to: Variant; readonly atLeast: number; readonly words: string }

export const aims: Readonly<Record<OperationName, readonly Aim[]>> = {
  list: [
    { to: 'bare', atLeast: 0.8, words: 'bare' },
    { to: 'plain', atLeast: 3, words: 'plain' },
  ],
  search: [{ to: 'bare', atLeast: 0.8, words: 'bare' }],
  file: [{ to: 'bare', atLeast: 0.8, words: 'bare' }],
  visit: [{ to: 'bare', atLeast: 0.6, words: 'bare' }],
  lights: [
    { to: 'bare', atLeast: 0.8, words: 'bare' },
    { to: 'full', atLeast: 50, words: 'full count' },
  ],
}

export type Line = {
  readonly operation: OperationName
  readonly connections: number
  /** Medians, operations a second. */
  readonly perSecond: Readonly<Partial<Record<Variant, number>>>
  readonly aims: readonly {
    readonly to: Variant
    readonly ratio: number
    readonly atLeast: number
    readonly isMet: boolean
  }[]
}

export function linesOf(measured: readonly Measured[]): Line[] {
  return measured.map((each) => ({
    operation: each.operation,
    connections: each.connections,
    perSecond: Object.fromEntries(
      Object.entries(each.perSecond).map(([variant, figures]) => [variant, median(figures)]),
    ),
    aims: aims[each.operation].map(({ to, atLeast }) => {
      const found = ratio(each, 'hulei', to)
      return { to, ratio: found, atLeast, isMet: found >= atLeast }
    }),
  }))
}

const figure = (value: number | undefined) =>
  value === undefined ? '' : value >= 100 ? value.toFixed(0) : value.toPrecision(3)

/** The table that is printed, in Markdown. */
export function tableOf(lines: readonly Line[]): string {
  const head = [
    'operation',
    'connections',
    'SQL alone',
    'bare',
    'plain layout',
    'full count',
    'Hulei',
    'ratios (aim)',
  ]
  const rows = lines.map(({ operation, connections, perSecond, aims: own }) => [
    titles[operation],
    String(connections),
    figure(perSecond.direct),
    figure(perSecond.bare),
    figure(perSecond.plain),
    figure(perSecond.full),
    figure(perSecond.hulei),
    own
      .map(({ to, ratio: found, atLeast, isMet }) => {
        const words = aims[operation].find((aim) => aim.to === to)?.words ?? to
        return `${found.toFixed(2)} of ${words} (${atLeast}) ${isMet ? 'met' : 'missed'}`
      })
      .join(', '),
  ])
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n')
}
