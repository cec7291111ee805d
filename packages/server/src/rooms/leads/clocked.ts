import type { Clocked } from '@hulei/core'

/** The instants of a lead as rows give them (ISO 8601), for its clocks. */
export const clockedOf = (row: {
  readonly reportedAt: string
  readonly decideBy: string
  readonly decidedAt: string | null
}): Clocked => ({
  reportedAt: Date.parse(row.reportedAt),
  decideBy: Date.parse(row.decideBy),
  decidedAt: row.decidedAt ? Date.parse(row.decidedAt) : null,
})
