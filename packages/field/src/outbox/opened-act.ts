import type { OutboxRow } from '../store/database.ts'
import { bodyOf } from '../store/outbox.ts'
import type { Vault } from '../store/vault.ts'

/** An act in the outbox, once it is opened. What its input means is the business of the room whose act it is. */
export type OpenedAct = {
  readonly row: OutboxRow
  readonly record: string
  /** The version of the record that it was made from. */
  readonly version: string | undefined
  readonly input: Readonly<Record<string, unknown>>
  readonly extra: Readonly<Record<string, unknown>>
  readonly reason: string | undefined
  /** Untouched originals (SHA-256) by the picture that was made of each. */
  readonly originals: Readonly<Record<string, string>>
}

type Body = {
  readonly record?: string
  readonly version?: string
  readonly input?: Record<string, unknown>
  readonly extra?: Record<string, unknown>
  readonly reason?: string
  readonly originals?: Record<string, string>
}

const opened = new Map<string, Promise<Omit<OpenedAct, 'row'>>>()

/** Opens the acts of the outbox; each is decrypted once. */
export async function openActs(vault: Vault, rows: readonly OutboxRow[]): Promise<OpenedAct[]> {
  return await Promise.all(
    rows.map(async (row) => {
      const known = opened.get(row.id) ?? openOne(vault, row)
      opened.set(row.id, known)
      return { row, ...(await known) }
    }),
  )
}

/** Forgets what was opened, when the phone is locked. */
export const closeActs = (): void => opened.clear()

async function openOne(vault: Vault, row: OutboxRow): Promise<Omit<OpenedAct, 'row'>> {
  // Bytes that are damaged say nothing any more; the record is shown all the same.
  const body = JSON.parse(await bodyOf(vault, row).catch(() => '{}')) as Body
  return {
    record: body.record ?? row.id,
    version: body.version,
    input: body.input ?? {},
    extra: body.extra ?? {},
    reason: body.reason,
    originals: body.originals ?? {},
  }
}
