import {
  type Actor,
  type Day,
  dayOf,
  daysBetween,
  type Post,
  post,
  type Role,
  registerPhone,
  roles,
} from '@hulei/core'
import type { FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import type { Scopes } from '../db/scope.ts'
import { notAllowed, Refusal } from '../errors.ts'
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
  /** All posts of an account, those that have ended or not begun, too. */
  heldPostsOf(account: string): Promise<readonly PostView[]>
  /**
   * The actor of a request: the post named in the header `hulei-post` (or `?post=` for downloads), or the only one.
   * With `recordedAt` (ISO 8601, of an act), a named post with a work pack that has ended since counts as well, where it
   * was in force on that day and ended at most `ACTS_AFTER_POST_DAYS` ago: what a phone recorded in time is not lost by
   * arriving late. Never for reads.
   */
  actorOf(request: FastifyRequest, done?: { readonly recordedAt?: string | undefined }): Promise<Actor>
  /**
   * Who gets a phone's key back: an actor as above, or under any such post where none is named, for what was recorded in
   * time can only be sent once it is readable again.
   */
  keeperOf(request: FastifyRequest): Promise<Actor>
  /** Forgets what is remembered of posts, after one was changed. */
  forget(): void
}

// Posts are asked for with every request; ending one takes effect within this time on its own server, at once through
// `forget` where the act was done here.
const REMEMBER_MS = 5_000

/** For so many days after a post has ended, what its holder recorded while in office is still accepted. */
export const ACTS_AFTER_POST_DAYS = 30

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
        return township ? [{ ...row, townshipName: township.name }] : []
      })
    })

  const heldPostsOf = (account: string) => {
    const now = performance.now()
    const known = remembered.get(account)
    if (known && known.until > now) return known.posts
    const posts = readPosts(account)
    remembered.set(account, { until: now + REMEMBER_MS, posts })
    posts.catch(() => remembered.delete(account))
    if (remembered.size > 10_000) remembered.clear()
    return posts
  }
  const todayOf = (each: PostView) => townships.clockOf(each.township).today()
  const postsOf = async (account: string) =>
    (await heldPostsOf(account)).filter((each) => isInForce(each, todayOf(each)))

  const signedIn = async (request: FastifyRequest): Promise<Account> => {
    const account = await accountOf(request.headers)
    if (!account) throw new Refusal('identity.signed-out', 401, '请先登录。')
    return account
  }

  const enrolled = async (request: FastifyRequest): Promise<Account> => {
    const account = await signedIn(request)
    if (account.secondFactor === 'to-enrol') {
      throw new Refusal('identity.second-factor-needed', 403, '请先设置动态口令，再使用系统。')
    }
    return account
  }

  const actorUnder = async (account: Account, chosen: PostView): Promise<Actor> => {
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
  }

  /** Whether a post that may have a work pack ended so lately that its acts may still arrive. */
  const endedLately = (each: PostView): boolean =>
    hasWorkPack(each.role) &&
    each.to !== null &&
    each.to < todayOf(each) &&
    daysBetween(each.to, todayOf(each)) <= ACTS_AFTER_POST_DAYS

  return {
    accountOf: signedIn,
    postsOf,
    heldPostsOf,
    forget: () => remembered.clear(),
    async actorOf(request, { recordedAt } = {}) {
      const account = await enrolled(request)
      const posts = await postsOf(account.accountId)
      const named = namedPost(request)
      const chosen = named
        ? posts.find((each) => each.id === named)
        : posts.length === 1
          ? posts[0]
          : undefined
      if (chosen) return await actorUnder(account, chosen)
      if (named && recordedAt) {
        const then = (await heldPostsOf(account.accountId)).find((each) => each.id === named)
        if (then?.to && then.to < todayOf(then)) {
          if (endedLately(then) && isInForce(then, dayOf(Date.parse(recordedAt))))
            return await actorUnder(account, then)
          throw new Refusal(
            'posts.ended',
            403,
            `这个岗位已于${then.to}离任：只收在任期间记录、离任后${ACTS_AFTER_POST_DAYS}天内送到的内容。请把记录交平安办处理。`,
          )
        }
      }
      if (posts.length === 0) throw noPosts()
      throw new Refusal('posts.choose', 403, '请先选择以哪个岗位办理。')
    },
    async keeperOf(request) {
      const account = await enrolled(request)
      const held = await heldPostsOf(account.accountId)
      const named = namedPost(request)
      const fit = held.filter(
        (each) => hasWorkPack(each.role) && (isInForce(each, todayOf(each)) || endedLately(each)),
      )
      const chosen = fit.find((each) => each.id === named) ?? fit[0]
      if (chosen) return await actorUnder(account, chosen)
      throw held.some((each) => isInForce(each, todayOf(each))) ? notAllowed(registerPhone.title) : noPosts()
    },
  }
}

const namedPost = (request: FastifyRequest): unknown =>
  request.headers['hulei-post'] ?? (request.query as { post?: unknown } | undefined)?.post

const isInForce = ({ from, to }: Pick<PostView, 'from' | 'to'>, on: Day): boolean =>
  from <= on && (to === null || to >= on)

const hasWorkPack = (role: Role): boolean => registerPhone.by.some((grant) => grant === role)

const noPosts = () => new Refusal('posts.none', 403, '您目前没有在任的岗位，请联系管理员。')

/** The kind whose acts make `forget` necessary. */
export const rememberedKind = post.name
