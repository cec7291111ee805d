import { randomUUID } from 'node:crypto'
import type { Actor, NoticeCode, Role } from '@hulei/core'
import { systemActor } from '../db/scope.ts'
import type { TestServer } from '../test-server.ts'
import { type Message, notify } from './index.ts'

type PostOptions = {
  readonly unit?: string
  readonly villages?: readonly string[]
  readonly school?: string
  readonly from?: string
  readonly to?: string
  readonly account?: string
}

/** Gives an account of its own a post, and returns both as the outbox knows them. */
export async function givePost(server: TestServer, role: Role, options: PostOptions = {}) {
  const [id, account] = [randomUUID(), options.account ?? randomUUID()]
  await server.owner.query(
    `INSERT INTO post (township, id, version, received_at, account, holder, title, role, post_unit, villages, at_school, "from", "to")
     VALUES ('north', $1, $1, now(), $2, '测试员', '测试岗位', $3, $4, $5, $6, $7, $8)`,
    [
      id,
      account,
      role,
      options.unit ?? 'pingan',
      options.villages ?? [],
      options.school ?? null,
      options.from ?? '2024-01-01',
      options.to ?? null,
    ],
  )
  return { post: id, account }
}

/** Writes a message as a job would, at an instant of the real clock. */
export async function writeNotice<N extends NoticeCode>(
  server: TestServer,
  message: Message<N>,
  realNow: number = Date.now(),
): Promise<number> {
  const township = await server.townships.get('north')
  return await server.scopes.derive('north', (tx) =>
    notify({ tx, township, actId: null, realNow: new Date(realNow).toISOString() }, message),
  )
}

export const system: Actor = systemActor('north')
