import { importChildren, importChildrenBatch } from '@hulei/core'
import { sql } from 'kysely'
import { type AnyHandler, on } from '../../../platform/acts/handler.ts'
import { asSystem } from '../../../platform/db/scope.ts'
import { Refusal } from '../../../platform/errors.ts'
import { checkLine } from './check-line.ts'
import { BATCH_ROWS, fates } from './import-run.ts'
import {
  getRun,
  listRows,
  queueSealedCells,
  type RowChange,
  type StoredRow,
  sealedCellsOf,
  updateRows,
  updateRun,
} from './import-store.ts'
import { createLanding } from './landing.ts'
import { createRegisterView } from './register-view.ts'
import { settle } from './settle.ts'

/** What the acts of an import do: the parent deals lines into batches, each batch lands its lines. */
export const importActs: readonly AnyHandler[] = [
  on(importChildren, async (context, { id: run }) => {
    const { tx, keyring } = context
    const { township } = tx.actor
    const stored = await getRun(tx, keyring, run, { lock: true })
    if (stored.state === 'reading' || stored.state === 'failed') {
      throw new Refusal('import.not-ready', 409, '这份台账还没有读完，或者没有读成，不能导入。')
    }
    // By ranges of lines as they stand in the file: to number those that are ready would join them all to themselves.
    const { rows } = await sql<{ last: number | null; rows: number }>`
      WITH dealt AS (
        UPDATE import_row SET batch = ${stored.batches} + ordinal / ${BATCH_ROWS}
        WHERE township = ${township} AND run = ${run} AND batch IS NULL AND applied_at IS NULL
          AND fate <> 'rejected' RETURNING batch
      ) SELECT max(batch) AS last, count(*) AS rows FROM dealt`.execute(tx.db)
    const last = rows[0]?.last
    await updateRun(tx, keyring, run, {
      state: 'running',
      parent: context.actId,
      batches: last === null || last === undefined ? stored.batches : last + 1,
    })
    return { rows: rows[0]?.rows ?? 0 }
  }),

  on(importChildrenBatch, async (context, { id: run, input }) => {
    const { tx, keyring, township } = context
    const stored = await getRun(tx, keyring, run, { lock: true })
    const rows = await listRows(
      tx,
      keyring,
      run,
      sql`AND batch = ${input.batch} AND applied_at IS NULL ORDER BY ordinal`,
    )
    const view = createRegisterView(keyring, township.code, { lock: true }).within(tx)
    const read = rows.flatMap((row) => {
      const sheet = stored.content.sheets[row.sheet]
      return sheet && row.content ? [{ row, content: row.content, sheet }] : []
    })
    const drafts = read.map(({ row, content, sheet }) => ({
      row,
      content,
      sheet,
      reading: checkLine(sheet, content, township.playbook, tx.today),
    }))
    await view.load(drafts.flatMap(({ reading }) => reading.child ?? []))
    const landing = createLanding(context, run, view)
    const changed: RowChange[] = []
    const landed: StoredRow[] = []
    const counts = Object.fromEntries(fates.map((fate) => [fate, 0])) as Record<
      (typeof fates)[number],
      number
    >
    for (const { row, content, sheet, reading } of drafts) {
      const draft = reading.child
      const settled = draft && settle(draft, view, content.answers, tx.actor)
      const faults = settled?.faults ?? reading.faults
      const fate = settled?.fate ?? 'rejected'
      const from = `“${sheet.name}”第${row.line}行`
      const target =
        draft && settled && fate !== 'rejected'
          ? landing.add({ ordinal: row.ordinal, draft, settled, from })
          : null
      const concerns = settled?.concerns ?? []
      // Of a line that has landed whole, the register has everything: what it said in words is not kept.
      const isKept =
        fate === 'rejected' || concerns.length > 0 || reading.notices.length > 0 || fate === 'updated'
      counts[fate] += 1
      const next = {
        ordinal: row.ordinal,
        fate,
        waiting: concerns.length,
        isApplied: fate !== 'rejected',
        child: target,
      }
      const shown = {
        ...content,
        faults,
        notices: reading.notices,
        changes: settled?.changes ?? [],
        candidates: settled?.candidates ?? [],
        concerns,
      }
      changed.push({ ...next, content: isKept ? shown : null })
      if (target) landed.push({ ...row, child: target })
    }
    await landing.write()
    await asSystem(tx, async () => {
      const sealed = await sealedCellsOf(
        tx,
        keyring,
        run,
        landed.map((row) => row.ordinal),
      )
      for (const { ordinal, line, child: of } of landed) {
        const cells = sealed.get(ordinal)
        if (!cells || !of) continue
        const { receivedAt } = context.times
        await queueSealedCells(tx, keyring, run, { ordinal, line, child: of, receivedAt }, cells)
      }
    })
    await updateRows(tx, keyring, run, changed)
    await updateRun(tx, keyring, run, { progress: (input.batch + 1) / Math.max(1, stored.batches) })
    return { ...counts }
  }),
]
