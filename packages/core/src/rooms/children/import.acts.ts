import { act } from '../../acts/index.ts'
import { count } from '../../kinds/index.ts'
import type { Grant } from '../../privacy/index.ts'
import { child } from './child.kind.ts'

/** Who may hand in a ledger: those who may both enrol and list, and the command line. */
export const importers = [
  'office',
  'remit:welfare',
  'own-village',
  'system',
] as const satisfies readonly Grant[]

/**
 * Imports what a run (the act's `record`) has ready. The lines themselves follow as child acts of at most 200, so that a
 * large ledger holds nobody up and one that was cut off goes on where it was.
 */
export const importChildren = act('children.import', {
  title: '导入台账',
  kind: child,
  on: 'none',
  by: importers,
  input: {},
})

/** One batch of a run's lines; its id follows from run and batch, so that it is done once. */
export const importChildrenBatch = act('children.import-batch', {
  title: '导入台账（分批）',
  kind: child,
  on: 'none',
  by: importers,
  input: { batch: count('批次') },
})
