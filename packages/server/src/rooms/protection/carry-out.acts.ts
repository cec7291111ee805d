import {
  correctRights,
  eraseByRights,
  formatDayZh,
  type RightsRequest,
  rightsRequest,
  sealedFile,
} from '@hulei/core'
import { sql } from 'kysely'
import { type AnyHandler, on } from '../../platform/acts/handler.ts'
import { uuidFrom } from '../../platform/crypto/uuid-from.ts'
import type { Scoped } from '../../platform/db/scope.ts'
import { Refusal } from '../../platform/errors.ts'
import { erasableFrom, eraseChildFile } from '../children/index.ts'
import { type AskedFile, getAskedFile, listCorrections } from './asked-file.ts'

/** What makes a promise to a family true: the register's own amendment, or the removal of the file. */
export const carryOutActs: readonly AnyHandler[] = [
  on(correctRights, async (context, { input, record }) => {
    const { tx, keyring } = context
    refuseUnless(record, 'corrected')
    const { sealed, child } = await getAskedFile(tx, keyring, record.id, { lock: true })
    const done = await listCorrections(tx, record, child)
    if (!done.some(({ id }) => id === input.amendment))
      throw new Refusal(
        'rights.no-such-correction',
        422,
        '没有找到这次更正：要是这个孩子的档案，而且在收到申请以后更正。',
      )
    await context.amend(rightsRequest, record, { status: 'answered', closedOn: tx.today })
    await context.amend(sealedFile, sealed, { doneBy: input.amendment })
    return undefined
  }),

  on(eraseByRights, async (context, { record }) => {
    const { tx, keyring } = context
    refuseUnless(record, 'deleted')
    const asked = await getAskedFile(tx, keyring, record.id, { lock: true })
    const dueFrom = await refuseKept(tx, record, asked)
    const id = uuidFrom(context.actId, 'erasure')
    await eraseChildFile(context, { id, matter: record.id, child: asked.child, dueFrom })
    await context.amend(rightsRequest, record, { status: 'answered', closedOn: tx.today })
    return undefined
  }),
]

function refuseUnless({ status, result }: RightsRequest, promise: string): void {
  if (status === 'granted' && result === promise) return
  throw new Refusal('rights.not-granted', 409, '这件申请没有同意这样办理，或者已经办完。')
}

/**
 * Refuses a deletion that the law does not allow yet, with the ground (个人信息保护法 第四十七条第二款); gives the day from
 * which it does. A hold stands on the request itself: the police look at every deletion and may hold it, so that whatever
 * matter is behind it, nobody learns of one. A refusal must not: it would say that this child is in a case.
 */
export async function refuseKept(scope: Scoped, request: Pick<RightsRequest, 'id'>, { child }: AskedFile) {
  const { rows } = await sql`
    SELECT FROM legal_hold WHERE township = ${scope.actor.township} AND matter = ${request.id}
      AND lifted_on IS NULL`.execute(scope.db)
  if (rows.length > 0)
    throw new Refusal(
      'rights.held',
      409,
      '这件申请已经保全，现在不能删除；可以按“法定保存期限未满”答复，保全解除后再办。',
    )
  const from = await erasableFrom(scope, child)
  if (from === 'erased') throw new Refusal('rights.erased', 409, '这份档案已经销毁。')
  if (from === null)
    throw new Refusal(
      'rights.on-register',
      409,
      '孩子还在台账里，掌握底数是法定职责，不能删除；请按“法定保存期限未满”答复，登记有误的先移出台账。',
    )
  if (from > scope.today)
    throw new Refusal(
      'rights.kept-by-law',
      409,
      `档案要保存到${formatDayZh(from)}，之前不能删除；请按“法定保存期限未满”答复。`,
    )
  return from
}
