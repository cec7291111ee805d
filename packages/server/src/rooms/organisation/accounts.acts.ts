import {
  disableAccount,
  enableAccount,
  linkAccount,
  openAccount,
  resetAccountFactor,
  signAccountOut,
  unlockAccount,
} from '@hulei/core'
import { sql } from 'kysely'
import { type ActContext, type AnyHandler, on } from '../../platform/acts/handler.ts'
import type { Scoped } from '../../platform/db/scope.ts'
import { notFound, Refusal } from '../../platform/errors.ts'
import type { AccountSummary, Identity } from '../../platform/identity/index.ts'

/**
 * What acts on accounts do. Identity is a database role of its own, so the change there and the line in the log are
 * two transactions: the change comes first and is the same when done twice, so an act that failed is simply sent again.
 */
export function accountActs(identity: Identity): readonly AnyHandler[] {
  const change = (run: (account: string) => Promise<unknown>) => async (context: ActContext, id: string) => {
    await getManaged(identity, context.tx, id)
    await run(id)
    return undefined
  }
  const disable = change(identity.disableAccount)
  return [
    on(openAccount, async (context, { id, input }) => {
      await identity.createAccount({ ...input, accountId: id, openedIn: context.township.code })
      return undefined
    }),
    on(disableAccount, async (context, { id }) => {
      if (id === context.tx.actor.account) {
        throw new Refusal('account.own', 409, '不能停用自己的账号；请由另一名管理员办理。')
      }
      return await disable(context, id)
    }),
    // The link itself is made after the act by its route: a receipt keeps replies, and must not keep a key.
    on(linkAccount, (context, { id }) => change(async () => {})(context, id)),
    on(enableAccount, (context, { id }) => change(identity.enableAccount)(context, id)),
    on(resetAccountFactor, (context, { id }) => change(identity.resetSecondFactor)(context, id)),
    on(unlockAccount, (context, { id }) => change(identity.unlock)(context, id)),
    on(signAccountOut, (context, { id }) => change(identity.endSessions)(context, id)),
  ]
}

/** The accounts that a township's administrator manages: opened there, or holding (or having held) a post there. */
export async function listManaged(identity: Identity, scope: Scoped): Promise<AccountSummary[]> {
  const { township } = scope.actor
  const [accounts, posts] = await Promise.all([
    identity.listAccounts(),
    sql<{ account: string }>`SELECT DISTINCT account FROM post WHERE township = ${township}`.execute(
      scope.db,
    ),
  ])
  const holders = new Set(posts.rows.map((row) => row.account))
  return accounts.filter((each) => each.openedIn === township || holders.has(each.accountId))
}

async function getManaged(identity: Identity, scope: Scoped, id: string): Promise<AccountSummary> {
  const found = (await listManaged(identity, scope)).find((account) => account.accountId === id)
  if (!found) throw notFound('账号')
  return found
}
