import { type AnyKind, type CodeLists, kinds, mayBeGranted, type NoticeBegins, sayNotice } from '@hulei/core'
import { sql } from 'kysely'
import type { Scoped } from '../db/scope.ts'

/** A message as its recipient reads it. */
export type MessageView = {
  readonly id: string
  readonly title: string
  readonly text: string
  /** The post that it was sent to: somebody with several sees which. */
  readonly post: string
  readonly createdAt: string
  readonly needsReceipt: boolean
  readonly acknowledgedAt: string | null
  /** The record that it is about, where the reader's role sees such records. */
  readonly about: { readonly kind: string; readonly record: string; readonly title: string } | null
  /** The act whose form it opens, with what the form knows by then. */
  readonly begins?: NoticeBegins
}

type Row = {
  id: string
  template: string
  params: Record<string, unknown>
  post: string
  created_at: string
  needs_receipt: boolean
  acknowledged_at: string | null
  about_kind: string | null
  about_record: string | null
}

const MOST = 200

/** The actor's own messages, those to be acknowledged first, then the newest. */
export async function listMessages(
  scope: Scoped,
  lists: CodeLists,
  options: { state: 'open' | 'all'; sinceDays?: number },
): Promise<readonly MessageView[]> {
  const { township, account } = scope.actor
  const { rows } = await sql<Row>`
    SELECT id, template, params, post, created_at, needs_receipt, acknowledged_at, about_kind, about_record
    FROM notification WHERE township = ${township} AND account = ${account}
      AND (acknowledged_at IS NULL OR ${options.state === 'all'})
      AND (acknowledged_at IS NULL OR ${options.sinceDays ?? null}::int IS NULL
        OR created_real_at > now() - make_interval(days => ${options.sinceDays ?? null}::int))
    ORDER BY (acknowledged_at IS NULL AND needs_receipt) DESC, created_real_at DESC, id
    LIMIT ${sql.lit(MOST)}`.execute(scope.db)
  return rows.map((row) => ({
    id: row.id,
    ...sayNotice(row.template, row.params, lists),
    post: row.post,
    createdAt: row.created_at,
    needsReceipt: row.needs_receipt,
    acknowledgedAt: row.acknowledged_at,
    about: aboutOf(scope, row),
  }))
}

function aboutOf({ actor }: Scoped, { about_kind, about_record }: Row): MessageView['about'] {
  const kind: AnyKind | undefined = kinds.get(about_kind ?? '')
  if (!kind || !about_record || !mayBeGranted(kind.readers, actor)) return null
  return { kind: kind.name, record: about_record, title: kind.title }
}

/** What the bell shows: how many messages are new, and how many of them wait for a receipt. */
export async function countMessages(scope: Scoped): Promise<{ open: number; toAcknowledge: number }> {
  const { rows } = await sql<{ open: number; to_acknowledge: number }>`
    SELECT count(*)::int AS open, count(*) FILTER (WHERE needs_receipt)::int AS to_acknowledge FROM notification
    WHERE township = ${scope.actor.township} AND account = ${scope.actor.account}
      AND acknowledged_at IS NULL`.execute(scope.db)
  return { open: rows[0]?.open ?? 0, toAcknowledge: rows[0]?.to_acknowledge ?? 0 }
}
