import {
  type Child,
  child,
  type Household,
  household,
  importChildren,
  importChildrenBatch,
  type LedgerChild,
  listing,
} from '@hulei/core'
import { sql } from 'kysely'
import { type ActContext, type AnyHandler, on } from '../../../platform/acts/handler.ts'
import { asSystem } from '../../../platform/db/scope.ts'
import { Refusal } from '../../../platform/errors.ts'
import { checkLine } from './check-line.ts'
import { fates, uuidFrom } from './import-run.ts'
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
import { createRegisterView, headNameOf, type RegisterView } from './register-view.ts'
import { afterLine, type Settled, settle } from './settle.ts'

/** Lines of one child act: what one transaction holds, and what is done again after a cut. */
export const BATCH_ROWS = 200

/** What the acts of an import do: the parent deals lines into batches, each batch lands its lines. */
export const importActs: readonly AnyHandler[] = [
  on(importChildren, async (context, { id: run }) => {
    const { tx, keyring } = context
    const { township } = tx.actor
    const stored = await getRun(tx, keyring, run, { lock: true })
    if (stored.state === 'reading' || stored.state === 'failed') {
      throw new Refusal('import.not-ready', 409, '这份台账还没有读完，或者没有读成，不能导入。')
    }
    const { rows } = await sql<{ last: number | null; rows: number }>`
      WITH dealt AS (
        SELECT ordinal, ${stored.batches} + (row_number() OVER (ORDER BY ordinal) - 1) / ${BATCH_ROWS} AS batch
        FROM import_row WHERE township = ${township} AND run = ${run} AND batch IS NULL AND applied_at IS NULL
          AND fate <> 'rejected'
      ), updated AS (
        UPDATE import_row i SET batch = dealt.batch FROM dealt
        WHERE i.township = ${township} AND i.run = ${run} AND i.ordinal = dealt.ordinal RETURNING i.batch
      ) SELECT max(batch) AS last, count(*) AS rows FROM updated`.execute(tx.db)
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
    const changed: RowChange[] = []
    const landed: StoredRow[] = []
    const counts = Object.fromEntries(fates.map((fate) => [fate, 0])) as Record<
      (typeof fates)[number],
      number
    >
    for (const { row, content, sheet, reading } of drafts) {
      const settled = reading.child && settle(reading.child, view, content.answers, tx.actor)
      const faults = settled?.faults ?? reading.faults
      const fate = settled?.fate ?? 'rejected'
      const draft = reading.child
      const target =
        draft && settled && fate !== 'rejected'
          ? await land(context, view, { run, row, draft, settled, from: `“${sheet.name}”第${row.line}行` })
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

type Landing = {
  readonly run: string
  readonly row: StoredRow
  readonly draft: LedgerChild
  readonly settled: Settled
  readonly from: string
}

/** Writes one line into the register; returns the child. */
async function land(context: ActContext, view: RegisterView, landing: Landing): Promise<string> {
  const { run, row, draft, settled, from } = landing
  const id = settled.target?.record.id ?? uuidFrom(run, row.ordinal, 'child')
  const next = afterLine(settled, draft, id)
  if (settled.fate === 'unchanged') return id
  const home = await houseOf(context, view, landing)
  const record: Child = { ...next, household: home?.id ?? next.household, version: context.actId }
  const place = { village: record.village, school: record.school, unit: record.unit }
  const { id: _id, version: _version, village, school, unit: _unit, extra: _extra, ...values } = record
  if (settled.target) await context.amend(child, settled.target.record, values, { village, school })
  else await context.insert(child, id, place, values)
  for (const category of draft.categories) {
    if (settled.target?.record.categories.includes(category)) continue
    await context.insert(listing, uuidFrom(run, row.ordinal, category), place, {
      child: id,
      category,
      basis: 'statutory',
      from: context.tx.today,
    })
  }
  view.remember({ record, household: home, fromLine: from })
  return id
}

/** The household of the line's child: the one it has, one that is surely the same, or a new one. */
async function houseOf(
  context: ActContext,
  view: RegisterView,
  { run, row, draft, settled }: Landing,
): Promise<Household | undefined> {
  const known = settled.target?.household
  if (known) return await withFacts(context, view, known, draft.facts)
  const headName = headNameOf(draft)
  if (!headName) return undefined
  const isGuardian = draft.headName === undefined || draft.headName === draft.guardianName
  const headPhone = isGuardian ? (draft.guardianPhone ?? null) : null
  const same = view.householdsOf(draft.village, headName).find((home) => {
    if (home.headPhone && headPhone) return home.headPhone === headPhone
    const places = [
      [home.hamlet, draft.hamlet],
      [home.address, draft.address],
    ]
    return places.some(([left, right]) => left && left === right)
  })
  if (same) return await withFacts(context, view, same, draft.facts)
  const values = {
    headName,
    headPhone,
    hamlet: draft.hamlet ?? null,
    address: draft.address ?? null,
    facts: [...draft.facts],
    members: null,
    closedOn: null,
  }
  const id = uuidFrom(run, row.ordinal, 'household')
  await context.insert(household, id, { village: draft.village }, values)
  const made = {
    id,
    version: context.actId,
    village: draft.village,
    school: null,
    unit: null,
    extra: {},
    ...values,
  }
  view.rememberHousehold(made)
  return made
}

async function withFacts(
  context: ActContext,
  view: RegisterView,
  home: Household,
  facts: readonly string[],
): Promise<Household> {
  const all = [...new Set([...home.facts, ...facts])].sort()
  if (all.length === home.facts.length) return home
  await context.amend(household, home, { facts: all })
  const next = { ...home, facts: all, version: context.actId }
  view.rememberHousehold(next)
  return next
}
