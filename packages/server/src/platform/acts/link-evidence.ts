import type { ActEnvelope, AnyAct } from '@hulei/core'
import { sql } from 'kysely'
import { type Fault, invalid } from '../errors.ts'
import { lockOwnFiles, promiseFiles, useFiles } from '../files/promises.ts'
import { keepKeys } from '../files/sealed-photos.ts'
import type { ActContext } from './handler.ts'

/**
 * Ties the files that an act names as evidence to the records that name them, in the act's own transaction; from then
 * on who sees a record sees its files. A file must have been handed in by the actor, or belong to a record that the
 * actor sees; for any other, known or not, the fault is the same. One that the act awaits may follow later: it is
 * written down as promised, and shows nothing to anybody until the same account hands in its bytes.
 */
export async function linkEvidence(context: ActContext): Promise<void> {
  const { tx, awaits, originals } = context
  const named = context.changes.flatMap(({ kind, record, before, after }) =>
    Object.entries(kind.fields)
      .filter(([, field]) => field.type === 'evidence')
      .flatMap(([field, { label }]) => {
        const had = hashesIn(before?.[field])
        return hashesIn(after[field])
          .map((sha256, index) => ({ kind: kind.name, record, field, label, sha256, index }))
          .filter(({ sha256 }) => !had.includes(sha256))
      }),
  )
  const uses = [
    ...named,
    ...named.flatMap((use) => {
      const original = originals[use.sha256]
      return original && original !== use.sha256 ? [{ ...use, sha256: original, originalOf: use.sha256 }] : []
    }),
  ]
  if (uses.length === 0) return
  if (awaits.length > 0) lockOwnFiles(tx, awaits)
  const { rows } = await sql<{ sha256: string }>`
    SELECT DISTINCT sha256 FROM file
    WHERE township = ${tx.actor.township} AND sha256 = ANY(${uses.map((use) => use.sha256)}::text[])`.execute(
    tx.db,
  )
  const known = new Set(rows.map((row) => row.sha256))
  const missing = uses.filter((use) => !known.has(use.sha256))
  const faults: Fault[] = missing
    .filter((use) => !awaits.includes(use.sha256))
    .map(({ field, index, label }) => ({
      path: `input.${field}.${index}`,
      code: 'files.unknown',
      message: `${label}中有一个文件没有上传成功，请重新上传`,
    }))
  if (faults.length > 0) throw invalid(faults)
  const present = uses.filter((use) => known.has(use.sha256))
  if (present.length > 0) {
    await useFiles(tx, present)
    await keepKeys(tx, context.keyring, present)
  }
  if (missing.length > 0) await promiseFiles(tx, missing, context.actId)
}

/**
 * An act may await only what its input names as evidence, and originals of that: anything else would be waited for in vain.
 */
export function awaitFaults(act: AnyAct, { awaits = [], originals = {}, input }: ActEnvelope): Fault[] {
  const named = new Set(
    Object.entries(act.input)
      .filter(([, field]) => field.type === 'evidence')
      .flatMap(([name]) => hashesIn(input[name])),
  )
  const beside = new Set(Object.values(originals))
  const unnamed = (path: string): Fault => ({
    path,
    code: 'files.await-unnamed',
    message: '有一个随后上传的文件没有写在填写的内容里',
  })
  return [
    ...awaits.flatMap((sha256, index) =>
      named.has(sha256) || beside.has(sha256) ? [] : [unnamed(`awaits.${index}`)],
    ),
    ...Object.keys(originals).flatMap((marked) =>
      named.has(marked) ? [] : [unnamed(`originals.${marked}`)],
    ),
  ]
}

const hashesIn = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : [])
