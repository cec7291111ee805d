import { registerPhone, revokePhone, workPhone } from '@hulei/core'
import { sql } from 'kysely'
import { type ActContext, on } from '../../platform/acts/handler.ts'
import { asSystem } from '../../platform/db/scope.ts'
import { Refusal } from '../../platform/errors.ts'

export const phoneActs = [
  on(registerPhone, async (context, { id, input }) => {
    const { actor } = context.tx
    const earlier = await findPhone(context, id)
    if (!earlier) {
      const [village, ...others] = actor.villages
      const place = {
        unit: actor.unit,
        village: village && others.length === 0 ? village : null,
        school: actor.school,
      }
      await context.insert(workPhone, id, place, { ...input, holder: actor.name, account: actor.account })
    } else if (earlier.account !== actor.account) {
      throw new Refusal('phone.other-account', 409, '这部手机登记在别人名下；请退出后用您的账号重新登录。')
    } else if (earlier.revoked_on) throw alreadyRevoked()
    return undefined
  }),

  on(revokePhone, async (context, { record }) => {
    if (record.revokedOn) throw alreadyRevoked()
    await context.amend(workPhone, record, { revokedOn: context.tx.today })
    return undefined
  }),
]

const alreadyRevoked = () => new Refusal('phone.already-revoked', 409, '这部手机已经停用。')

type Known = { account: string; revoked_on: string | null }

/** As the system: who registers a phone reads no register of phones, and must not take over another's. */
async function findPhone({ tx }: ActContext, id: string): Promise<Known | undefined> {
  let found: Known | undefined
  await asSystem(tx, async () => {
    const { rows } = await sql<Known>`
      SELECT account, revoked_on FROM phone WHERE township = ${tx.actor.township} AND id = ${id}`.execute(
      tx.db,
    )
    found = rows[0]
  })
  return found
}
