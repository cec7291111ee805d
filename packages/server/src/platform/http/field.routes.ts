import { type Actor, mayBeGranted, monthOf, type PackReply, packRequest, registerPhone } from '@hulei/core'
import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { createEscrow } from '../crypto/escrow.ts'
import { notAllowed, Refusal } from '../errors.ts'
import { contactOf, type PhoneState, phoneOf } from '../phones.ts'
import type { Server } from '../server.ts'
import { type PackSource, packChanges } from '../work-pack.ts'

/** What the phone app asks besides acts and files. It names itself by the header `hulei-phone`. */
export const fieldRoutes =
  (sources: readonly PackSource[]) =>
  ({ scopes, keyring, sessions, townships, readLog }: Server): FastifyPluginAsync => {
    const escrow = createEscrow(scopes, keyring)

    /** Refuses a phone that the office revoked, or does not know: nothing new gets onto it. */
    const checkPhone = async (request: FastifyRequest, actor: Actor) => {
      const phone = phoneOf(request.headers)
      const state = phone ? await contactOf(scopes, actor.township, actor.account, phone) : 'unknown'
      if (state !== 'registered') throw refusedPhones[state]()
    }

    return async (app) => {
      const routes = app.withTypeProvider<ZodTypeProvider>()

      routes.post(
        '/api/field/pack',
        {
          schema: {
            summary: '工作包：手机离线时要用的，先整包，以后只给变化',
            description:
              '请求头 hulei-phone 为手机编号；have 为手机已有的各项与其哈希。items 是没有的或变了的，gone 是要从手机上删去的，total 是整包的项数。手机已停用答 403 phone.revoked，未登记答 403 phone.unknown。',
            tags: ['field'],
            body: packRequest,
          },
        },
        async (request): Promise<PackReply> => {
          const actor = await sessions.actorOf(request)
          if (!mayBeGranted(registerPhone.by, actor)) throw notAllowed('下载工作包')
          await checkPhone(request, actor)
          const township = await townships.get(actor.township)
          return await scopes.read(actor, async (scope) => {
            const given = { township, keyring, month: monthOf(scope.today) }
            const entries = await Promise.all(sources.map((source) => source(scope, given)))
            const changes = packChanges(entries.flat(), request.body.have)
            for (const [kind, rows] of readIn(changes.items))
              readLog.note(scope, { what: 'list', kind, rows })
            return {
              post: actor.post,
              today: scope.today,
              madeAt: new Date(scope.now).toISOString(),
              ...changes,
            }
          })
        },
      )

      routes.get(
        '/api/field/me',
        {
          schema: {
            summary: '手机联系：账号、岗位、这部手机是否停用、服务器时间',
            description: '请求头 hulei-phone 为手机编号。',
            tags: ['field'],
          },
        },
        async (request) => {
          const account = await sessions.accountOf(request)
          const phone = phoneOf(request.headers)
          return {
            account: account.accountId,
            userName: account.userName,
            displayName: account.displayName,
            posts: await sessions.postsOf(account.accountId),
            phone: { state: phone ? await stateOf(account.accountId, phone) : 'unknown' },
            serverNow: new Date().toISOString(),
          }
        },
      )

      routes.get(
        '/api/field/escrow-key',
        {
          schema: {
            summary: '服务器公钥：手机用它另存一份数据密钥，忘记口令时找回',
            description: 'RSA-OAEP，SHA-256，3072位；key 为 SPKI 的 base64。',
            tags: ['field'],
          },
        },
        async (request) => {
          const { township } = await sessions.keeperOf(request)
          return { key: (await escrow.publicKey(township)).toString('base64') }
        },
      )

      routes.post(
        '/api/field/unwrap',
        {
          config: {
            rateLimit: {
              max: 10,
              timeWindow: '1 hour',
              // By account: many phones share one address of a mobile network.
              hook: 'preHandler',
              keyGenerator: async (request: FastifyRequest) =>
                `unwrap ${(await sessions.accountOf(request)).accountId}`,
            },
          },
          schema: {
            summary: '找回手机的数据密钥：重新登录后，只给密钥所属的账号',
            description:
              'wrapped 为 RSA-OAEP 密文的 base64，标签为 hulei:账号编号。每小时最多10次，每次都写入阅览日志。',
            tags: ['field'],
            body: z.strictObject({ wrapped: z.base64().max(1024) }),
          },
        },
        async (request) => {
          const actor = await sessions.keeperOf(request)
          const wrapped = Buffer.from(request.body.wrapped, 'base64')
          const key = await escrow.unwrap(actor.township, actor.account, wrapped)
          if (!key) {
            throw new Refusal('escrow.not-yours', 422, '这份密钥不是这个账号在本系统存的，不能打开。')
          }
          const phone = phoneOf(request.headers)
          // The line stands before the key leaves.
          await scopes.read(actor, (scope) =>
            readLog.now(scope, { what: 'open', kind: 'phone', ...(phone && { record: phone }), rows: 1 }),
          )
          return { key: key.toString('base64') }
        },
      )
    }

    /** In whichever township the account registered it; one whose post has ended still hears that its phone is revoked. */
    async function stateOf(account: string, phone: string): Promise<PhoneState> {
      const held = await sessions.heldPostsOf(account)
      const codes = [...new Set(held.map((post) => post.township))]
      const states = await Promise.all(codes.map((code) => contactOf(scopes, code, account, phone)))
      if (states.includes('revoked')) return 'revoked'
      return states.includes('registered') ? 'registered' : 'unknown'
    }
  }

const kindOfItem: Readonly<Record<string, string>> = { request: 'officeRequest', handedIn: 'handedIn' }
const withoutPeople: ReadonlySet<string> = new Set(['plan', 'form', 'duty', 'notice'])

/**
 * What was read of people, by kind. A contact that brings nothing of a person is no reading; the plan, its forms, duties
 * and messages say nothing of a person. What is due of a child, and its visits, are read with the child.
 */
function readIn(items: PackReply['items']): ReadonlyMap<string, number> {
  const rows = new Map<string, number>()
  for (const { key } of items) {
    const [what = '', kind = ''] = key.split('/')
    if (withoutPeople.has(what)) continue
    const of = what === 'ref' ? kind : (kindOfItem[what] ?? 'child')
    rows.set(of, (rows.get(of) ?? 0) + 1)
  }
  return rows
}

const refusedPhones = {
  revoked: () =>
    new Refusal(
      'phone.revoked',
      403,
      '这部手机已被平安办停用；未发出的记录先发出，随后手机上的资料会被清除。',
    ),
  unknown: () => new Refusal('phone.unknown', 403, '这部手机没有登记，请重新登录。'),
} satisfies Record<string, () => Refusal>
