import { acknowledgeMessages } from '@hulei/core'
import { sql } from 'kysely'
import { on } from '../../platform/acts/handler.ts'
import { notFound } from '../../platform/errors.ts'
import { isoOf } from '../../platform/notify/index.ts'

export const messagesActs = [
  on(acknowledgeMessages, async ({ tx, realNow }, { input }) => {
    const { township, account } = tx.actor
    const ids = [...new Set(input.messages)]
    // In one order, so that two phones of one person do not wait for each other.
    const { rows } = await sql<{ id: string; is_new: boolean }>`
      SELECT id, acknowledged_at IS NULL AS is_new FROM notification
      WHERE township = ${township} AND account = ${account} AND id = ANY(${ids}::uuid[])
      ORDER BY id FOR UPDATE`.execute(tx.db)
    if (rows.length < ids.length) throw notFound('消息')
    // What was acknowledged before keeps its time.
    const fresh = rows.filter((row) => row.is_new).map((row) => row.id)
    await sql`UPDATE notification SET acknowledged_at = ${isoOf(tx.now)}::timestamptz,
        acknowledged_real_at = ${realNow}::timestamptz
      WHERE township = ${township} AND account = ${account} AND id = ANY(${fresh}::uuid[])`.execute(tx.db)
    return { acknowledged: fresh.length }
  }),
]
