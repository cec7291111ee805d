import { type Actor, childLedgerColumns, flagField, type LedgerPlan } from '@hulei/core'
import { sql } from 'kysely'
import { invalid, notFound, Refusal } from '../../../platform/errors.ts'
import type { Server } from '../../../platform/server.ts'
import { checkLine, openText } from './check-line.ts'
import type { Answers, SealedCell } from './import-run.ts'
import { addSealedCells, getRun, listRows, updateRows, updateRun } from './import-store.ts'
import { type RowView, viewRow } from './import-views.ts'
import { titleOfField } from './ledger-specs.ts'
import { createRegisterView } from './register-view.ts'
import { refuseUnlessSettled } from './run-import.ts'
import { settle } from './settle.ts'

/** What a person changes of a waiting line: texts by field (empty takes a text away), and answers. */
export type Mending = { readonly cells: Readonly<Record<string, string>>; readonly answers: Answers }

/** Mends a line that waits and holds it against the register again; it lands with the next import of the run. */
export async function mendRow(
  { scopes, keyring, townships }: Pick<Server, 'scopes' | 'keyring' | 'townships'>,
  actor: Actor,
  run: string,
  ordinal: number,
  mending: Mending,
): Promise<RowView> {
  const township = await townships.get(actor.township)
  const plan = township.playbook
  refuseUnknownFields(plan, mending)
  return await scopes.write(actor, async (tx) => {
    const stored = await getRun(tx, keyring, run, { lock: true })
    refuseUnlessSettled(stored)
    const [row] = await listRows(tx, keyring, run, sql`AND ordinal = ${ordinal} FOR UPDATE`)
    const sheet = row && stored.content.sheets[row.sheet]
    if (!row || !sheet) throw notFound('导入行')
    if (row.isApplied || !row.content) {
      throw new Refusal('import.row-applied', 409, '这一行已经导入，请到儿童档案里更正。')
    }
    const sealed: SealedCell[] = []
    const mended: Record<string, string> = { ...row.content.mended }
    for (const [field, text] of Object.entries(mending.cells)) {
      const heading = titleOfField(plan, field)
      mended[field] = openText(plan, { heading, field, text })
      if (mended[field] !== text) sealed.push({ column: heading, text })
    }
    const answers = { ...row.content.answers, ...mending.answers }
    const reading = checkLine(sheet, { ...row.content, mended, answers }, plan, tx.today)
    const view = createRegisterView(keyring, township.code).within(tx)
    if (reading.child) await view.load([reading.child])
    const settled = reading.child && settle(reading.child, view, answers, actor)
    const content = {
      ...row.content,
      mended,
      answers,
      faults: settled?.faults ?? reading.faults,
      notices: reading.notices,
      changes: settled?.changes ?? [],
      candidates: settled?.candidates ?? [],
      concerns: settled?.concerns ?? [],
      sealed: row.content.sealed + sealed.length,
    }
    const fate = settled?.fate ?? 'rejected'
    const waiting = content.concerns.length
    await updateRows(tx, keyring, run, [{ ordinal, fate, waiting, isApplied: false, child: null, content }])
    if (sealed.length > 0) {
      await addSealedCells(tx, keyring, run, ordinal, sealed)
      const sealedCells = stored.content.sealedCells + sealed.length
      await updateRun(tx, keyring, run, { content: { ...stored.content, sealedCells } })
    }
    return viewRow(stored, { ...row, fate, content }, township)
  })
}

function refuseUnknownFields(plan: LedgerPlan, { cells }: Mending): void {
  const known = new Set<string>([
    ...childLedgerColumns.map(({ field }) => field),
    ...[...plan.childCategories, ...plan.householdFacts].map(({ id }) => flagField(id)),
  ])
  const unknown = Object.keys(cells).filter((field) => !known.has(field))
  if (unknown.length === 0) return
  throw invalid(
    unknown.map((field) => ({
      path: `cells.${field}`,
      code: 'input.unknown-field',
      message: `台账没有“${field}”这一栏`,
    })),
  )
}
