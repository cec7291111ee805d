import type { Bulletin, BulletinFigures, BulletinPaper, FigureChange } from '@hulei/core'

/** A bulletin as its page shows it: the record, the paper around its words, and what has changed since. */
export type BulletinView = {
  readonly bulletin: Bulletin
  readonly paper: BulletinPaper
  /** What the tables would say differently today; empty once issued. */
  readonly changes: readonly FigureChange[]
  /** The figures of today; null once issued. */
  readonly figures: BulletinFigures | null
  /** Whether what was issued still has its hash; null for a draft. */
  readonly isIntact: boolean | null
}
