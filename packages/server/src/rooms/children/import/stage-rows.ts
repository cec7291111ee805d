import type { Actor, LedgerChild } from '@hulei/core'
import { sql } from 'kysely'
import type { Keyring } from '../../../platform/crypto/keyring.ts'
import { uuidFrom } from '../../../platform/crypto/uuid-from.ts'
import type { Transaction } from '../../../platform/db/scope.ts'
import type { Township } from '../../../platform/townships.ts'
import { checkLine } from './check-line.ts'
import type { RowContent, RunSheet } from './import-run.ts'
import { listRows, type NewRow } from './import-store.ts'
import { createRegisterView, type RegisterView } from './register-view.ts'
import { afterLine, type Settled, settle } from './settle.ts'

/** A line as it was read, before it is held against anything. */
export type ReadRow = Omit<NewRow, 'fate' | 'waiting' | 'content'> & {
  readonly content: Pick<RowContent, 'texts' | 'typed'>
}

/** Lines about one child that are looked back at; a ledger in which more look alike is asked about line by line. */
const LOOK_BACK = 20

/**
 * Gives lines the fate that they would have, held against the register and the lines before them. Of earlier lines only
 * who they are about is kept in memory; where a child comes again, the earlier line is read back from the run.
 */
export function createStage(keyring: Keyring, actor: Actor, township: Township, run: string) {
  const seen = new Map<string, number[]>()
  const today = township.clock.today()
  const check = (sheet: RunSheet, content: Pick<RowContent, 'texts' | 'typed'>) =>
    checkLine(sheet, { ...content, mended: {}, answers: {} }, township.playbook, today).child

  /** Earlier lines about the same children, and about the same as those, in their order. */
  const lookBack = async (tx: Transaction, sheets: readonly RunSheet[], drafts: readonly LedgerChild[]) => {
    const found = new Map<number, { ordinal: number; draft: LedgerChild; from: string }>()
    let next = drafts
    while (next.length > 0) {
      const ordinals = new Set(next.flatMap(keysOf).flatMap((key) => seen.get(key) ?? []))
      const wanted = [...ordinals].filter((ordinal) => !found.has(ordinal))
      if (wanted.length === 0) break
      const rows = await listRows(tx, keyring, run, sql`AND ordinal = ANY(${wanted}::int[])`)
      next = rows.flatMap((row) => {
        const sheet = sheets[row.sheet]
        const draft = sheet && row.content && check(sheet, row.content)
        if (!sheet || !draft) return []
        found.set(row.ordinal, { ordinal: row.ordinal, draft, from: placeOf(sheet, row.line) })
        return [draft]
      })
    }
    return [...found.values()].sort((left, right) => left.ordinal - right.ordinal)
  }

  return async (
    tx: Transaction,
    sheets: readonly RunSheet[],
    sheet: RunSheet,
    rows: readonly ReadRow[],
  ): Promise<NewRow[]> => {
    const read = rows.map((row) => {
      const content = { ...row.content, mended: {}, answers: {} }
      return { row, content, reading: checkLine(sheet, content, township.playbook, today) }
    })
    const drafts = read.flatMap(({ reading }) => reading.child ?? [])
    const earlier = await lookBack(tx, sheets, drafts)
    const view = createRegisterView(keyring, township.code).within(tx)
    await view.load([...earlier.map(({ draft }) => draft), ...drafts])
    for (const { ordinal, draft, from } of earlier) {
      foresee(view, draft, settle(draft, view, {}, actor), { run, ordinal, from })
    }
    return read.map(({ row, content, reading }) => {
      const settled = reading.child && settle(reading.child, view, {}, actor)
      if (settled && reading.child) {
        const from = placeOf(sheet, row.line)
        foresee(view, reading.child, settled, { run, ordinal: row.ordinal, from })
        for (const key of keysOf(reading.child)) {
          const ordinals = seen.get(key) ?? []
          if (ordinals.length < LOOK_BACK) seen.set(key, [...ordinals, row.ordinal])
        }
      }
      return {
        ...row,
        fate: settled?.fate ?? 'rejected',
        waiting: settled?.concerns.length ?? 0,
        content: {
          ...content,
          faults: settled?.faults ?? reading.faults,
          notices: reading.notices,
          changes: settled?.changes ?? [],
          candidates: settled?.candidates ?? [],
          concerns: settled?.concerns ?? [],
          sealed: row.sealed.length,
        },
      }
    })
  }
}

const placeOf = (sheet: RunSheet, line: number) => `“${sheet.name}”第${line}行`

const keysOf = (draft: LedgerChild): string[] => [
  ...(draft.residentId ? [draft.residentId] : []),
  `${draft.name}|${draft.bornOn}|${draft.village}`,
]

/** Lets later lines find the register as this one would leave it. */
function foresee(
  view: RegisterView,
  draft: LedgerChild,
  settled: Settled,
  line: { run: string; ordinal: number; from: string },
): void {
  if (settled.fate === 'rejected' || settled.fate === 'unchanged') return
  const home = settled.target?.household
  view.remember({
    record: afterLine(settled, draft, settled.target?.record.id ?? uuidFrom(line.run, line.ordinal, 'child')),
    household: home && { ...home, facts: [...new Set([...home.facts, ...draft.facts])] },
    fromLine: line.from,
  })
}
