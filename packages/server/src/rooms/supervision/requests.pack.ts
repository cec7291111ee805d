import { answerRequest, isGranted, mayBeGranted, officeRequest, owesAnswer } from '@hulei/core'
import { listRecords } from '../../platform/db/lists.ts'
import type { PackSource } from '../../platform/work-pack.ts'

const FIELDS = [
  'what',
  'state',
  'dueOn',
  'detail',
  'wantsEvidence',
  'askedBy',
  'askedOn',
  'returnReason',
] as const
/** More than a unit is ever asked at once. */
const MOST = 200

/** `request/<id>` of what the post's unit or village still owes an answer to. */
export const requestsPack: PackSource = async (scope, { keyring }) => {
  if (!mayBeGranted(answerRequest.by, scope.actor)) return []
  const { rows } = await listRecords(scope, keyring, officeRequest, {
    filters: {},
    state: 'current',
    sort: 'dueOn',
    fields: FIELDS,
    limit: MOST,
  })
  return rows
    .filter((row) => owesAnswer(row) && isGranted(answerRequest.by, scope.actor, row))
    .map((row) => ({
      key: `request/${row.id}`,
      body: {
        id: row.id,
        what: row.what,
        state: row.state,
        dueOn: row.dueOn,
        detail: row.detail,
        wantsEvidence: row.wantsEvidence,
        askedBy: row.askedBy,
        returnReason: row.state === 'returned' ? row.returnReason : null,
      },
    }))
}
