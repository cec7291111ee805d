import { createHash } from 'node:crypto'
import { digestOfChanges, digestOfEntry } from '../../packages/server/src/platform/acts/log.ts'
import type { Rows } from './copy-rows.ts'
import type { Logged } from './fill-register.ts'
import type { Sealer } from './sealer.ts'

/** Who did everything that was loaded. */
const BY = { account: 'bench-loader', role: 'office', unit: 'pingan', actorName: '台账录入' }

/** The act log of one township as it is loaded: a true chain, so that `audit verify` finds it whole. */
export function createChain(township: string, sealer: Sealer) {
  let seq = 0
  let head = Buffer.alloc(32)
  const log: Rows = {
    table: 'act_log',
    columns:
      'township,seq,id,act,account,role,unit,actor_name,kind,record,received_at,logged_at,changes_digest,hash'.split(
        ',',
      ),
    rows: [],
  }
  const changes: Rows = {
    table: 'act_change',
    columns: 'township,seq,ordinal,act,kind,record,subject,fields,body'.split(','),
    rows: [],
  }
  return {
    log,
    changes,
    head: () => ({ seq, hash: head }),
    append({ act, id, kind, subject, receivedAt, after }: Logged): void {
      const body = sealer.change(subject, township, id, 0, after)
      const fields = Object.keys(after)
      const changesDigest = digestOfChanges([{ ordinal: 0, kind, record: id, subject, fields, body }])
      const entry = {
        township,
        id,
        act,
        ...BY,
        post: null,
        kind,
        record: id,
        parent: null,
        happenedAt: null,
        recordedAt: null,
        receivedAt,
        loggedAt: receivedAt,
        changesDigest,
      }
      seq++
      head = createHash('sha256').update(head).update(digestOfEntry(entry)).digest()
      log.rows.push([
        township,
        seq,
        id,
        act,
        BY.account,
        BY.role,
        BY.unit,
        BY.actorName,
        kind,
        id,
        receivedAt,
        receivedAt,
        changesDigest,
        head,
      ])
      changes.rows.push([township, seq, 0, id, kind, id, subject, fields, body])
    },
  }
}
