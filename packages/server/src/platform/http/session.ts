import { type Actor, type Post, post, type Role, roles } from '@hulei/core'
import type { FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import type { Scopes } from '../db/scope.ts'
import { Refusal } from '../errors.ts'
import type { Townships } from '../townships.ts'

/** A signed-in account, as the identity module knows it. */
export type Account = {
  readonly accountId: string
  readonly userName: string
  readonly displayName: string
  readonly secondFactor: 'passed' | 'not-required' | 'to-enrol'
}

/** Who asks: the account behind the session cookie. */
export type AccountOf = (headers: FastifyRequest['headers']) => Promise<Account | undefined>

/** A post in force, as the person chooses among them. */
export type PostView = Pick<Post, 'id' | 'title' | 'holder' | 'from' | 'to'> & {
  readonly township: string
  readonly townshipName: string
  readonly role: Role
  readonly unit: string
  readonly villages: readonly string[]
  readonly school: string | null
}

export type Sessions = {
  /** The account; refuses when nobody is signed in, or a second factor is still to be set up. */
  accountOf(request: FastifyRequest): Promise<Account>
  /** The posts in force of an account, on the business day of each township. */
  postsOf(account: string): Promise<readonly PostView[]>
  /** The actor of a request: the post named in the header `hulei-post` (or `?post=` for downloads), or the only one. */
  actorOf(request: FastifyRequest): Promise<Actor>
  /** Forgets what is remembered of posts, after one was changed. */
  forget(): void
}

// Posts are asked for with every request; ending one takes effect within this time on its own server, at once through
// `forget` where the act was done here.
const REMEMBER_MS = 5_000

export function createSessions(scopes: Scopes, townships: Townships, accountOf: AccountOf): Sessions {
  const remembered = new Map<string, { until: number; posts: Promise<readonly PostView[]> }>()

  const readPosts = (account: string) =>
    scopes.signIn(account, async (db): Promise<readonly PostView[]> => {
      const { rows } = await sql<Omit<PostView, 'townshipName'>>`
        SELECT township, id, title, holder, role, post_unit AS unit, villages, at_school AS school, "from", "to"
        FROM post WHERE account = ${account} ORDER BY "from", id`.execute(db)
      const known = new Map(townships.all().map((township) => [township.code, township]))
      return rows.flatMap((row) => {
        const township = known.get(row.township)
        const today = township?.clock.today()
        if (!township || !today || row.from > today || (row.to !== null && row.to < today)) return []
        return [{ ...row, townshipName: township.name }]
      })
    })

  const postsOf = (account: string) => {
    const now = performance.now()
    const known = remembered.get(account)
    if (known && known.until > now) return known.posts
    const posts = readPosts(account)
    remembered.set(account, { until: now + REMEMBER_MS, posts })
    posts.catch(() => remembered.delete(account))
    if (remembered.size > 10_000) remembered.clear()
    return posts
  }

  const signedIn = async (request: FastifyRequest): Promise<Account> => {
    const account = await accountOf(request.headers)
    if (!account) throw new Refusal('identity.signed-out', 401, '请先登录。')
    return account
  }

  return {
    accountOf: signedIn,
    postsOf,
    forget: () => remembered.clear(),
    async actorOf(request) {
      const account = await signedIn(request)
      if (account.secondFactor === 'to-enrol') {
        throw new Refusal('identity.second-factor-needed', 403, '请先设置动态口令，再使用系统。')
      }
      const posts = await postsOf(account.accountId)
      const named = request.headers['hulei-post'] ?? (request.query as { post?: unknown } | undefined)?.post
      const chosen = named
        ? posts.find((each) => each.id === named)
        : posts.length === 1
          ? posts[0]
          : undefined
      if (!chosen && posts.length === 0) {
        throw new Refusal('posts.none', 403, '您目前没有在任的岗位，请联系管理员。')
      }
      if (!chosen) throw new Refusal('posts.choose', 403, '请先选择以哪个岗位办理。')
      if (roles[chosen.role].secondFactor && account.secondFactor !== 'passed') {
        throw new Refusal('identity.second-factor-needed', 403, '这个岗位要求动态口令，请设置后重新登录。')
      }
      const township = await townships.get(chosen.township)
      return {
        township: chosen.township,
        account: account.accountId,
        post: chosen.id,
        name: account.displayName,
        role: chosen.role,
        unit: chosen.unit,
        villages: chosen.villages,
        school: chosen.school,
        remits: township.playbook.units.find((unit) => unit.id === chosen.unit)?.remits ?? [],
      }
    },
  }
}

/** The kind whose acts make `forget` necessary. */
export const rememberedKind = post.name
