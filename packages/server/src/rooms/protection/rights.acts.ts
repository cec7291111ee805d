import {
  answerLimit,
  answerRights,
  child,
  promised,
  type RightsRequest,
  receiveRights,
  refusalWords,
  resultsFor,
  reviewRights,
  rightsRequest,
} from '@hulei/core'
import { type ActContext, type AnyHandler, on } from '../../platform/acts/handler.ts'
import { findRecord } from '../../platform/db/records.ts'
import { asSystem } from '../../platform/db/scope.ts'
import { type Fault, invalid, notFound, Refusal } from '../../platform/errors.ts'
import { assign, drawCode, leaveOutOf, postsInForce, sealPerson } from '../sealing/index.ts'
import { getAskedFile } from './asked-file.ts'
import { refuseKept } from './carry-out.acts.ts'

/** What the police must have looked at before it is done: a copy in the wrong hands, a trace that is erased. */
const reviewed: ReadonlySet<string> = new Set(['copy', 'deletion'])

export const rightsActs: readonly AnyHandler[] = [
  on(receiveRights, async (context, { id, input }) => {
    const { tx, keyring } = context
    const { child: asked, askerName, askerPhone, wanted, ...shown } = input
    if (input.askedOn > tx.today) throw invalid([fault('askedOn', '收到日期不能晚于今天')])
    const about = await findRecord(tx, keyring, child, asked)
    if (!about) throw notFound(child.title)
    const answerBy = answerLimit(input.askedOn, context.township.calendar)
    const code = await drawCode(tx, 'rights_request', '申请')
    await context.insert(rightsRequest, id, {}, { ...shown, code, answerBy, status: 'received' })
    await assignThose(context, id, askerName)
    await sealPerson(context, {
      matter: id,
      part: 'subject',
      content: { child: about.id, name: about.name, bornOn: about.bornOn },
    })
    await sealPerson(context, {
      matter: id,
      part: 'asker',
      content: {
        name: askerName,
        ...(askerPhone && { phone: askerPhone }),
        ...(wanted && { story: wanted }),
      },
    })
    if (reviewed.has(input.asks)) {
      await context.notify({
        template: 'rights.received',
        params: { dueOn: answerBy },
        to: [{ role: 'police' }],
        about: { kind: rightsRequest, record: id },
      })
    }
    return { code }
  }),

  on(reviewRights, async (context, { input, record }) => {
    if (record.status !== 'received') throw answered()
    const { today } = context.tx
    if (input.mayGive) {
      await context.amend(rightsRequest, record, { status: 'reviewed', reviewedOn: today })
      return undefined
    }
    // The reason is one that also holds in quarrels over custody and where the child objects: it tells of nothing.
    await context.amend(rightsRequest, record, {
      ...refused('best-interest'),
      reviewedOn: today,
      answeredOn: today,
      closedOn: today,
    })
    return undefined
  }),

  on(answerRights, async (context, { input, record }) => {
    const { result, ground, answer } = input
    if (record.status === 'answered') throw answered()
    const isRefused = result === 'refused'
    if (record.status === 'granted' && !isRefused)
      throw new Refusal(
        'rights.granted',
        409,
        '已经同意了：办完更正或者删除，就办结了；不能办的，按理由答复。',
      )
    if (!isRefused && !resultsFor[record.asks]?.includes(result))
      throw invalid([fault('result', '办理结果和申请的事项对不上，请重新选择')])
    if (isRefused !== Boolean(ground))
      throw invalid([
        fault('ground', isRefused ? '不予办理的，请选择理由' : '已经办理的，不用选不办理的理由'),
      ])
    if (!isRefused && record.identityBy === 'not-shown')
      throw new Refusal(
        'rights.identity-not-shown',
        409,
        '申请人的身份还没有核实，不能办理；可以按“不能确认身份或监护关系”答复。',
      )
    if (!isRefused && reviewed.has(record.asks) && !record.reviewedOn)
      throw new Refusal(
        'rights.not-reviewed',
        409,
        '提供副本和删除信息，要先由派出所复核；每一件都要复核，不说明原因。',
      )
    const { tx, keyring } = context
    const { today } = tx
    if (promised.has(result)) {
      // What cannot be done is not promised. To know, one must have looked at whose file it is.
      const asked = await getAskedFile(tx, keyring, record.id)
      if (result === 'deleted') await refuseKept(tx, record, asked)
      await context.amend(rightsRequest, record, {
        status: 'granted',
        result,
        ...(answer && { answer }),
        answeredOn: today,
      })
      return undefined
    }
    await context.amend(rightsRequest, record, {
      ...(ground ? refused(ground) : { status: 'answered', result }),
      ...(answer && { answer }),
      answeredOn: today,
      closedOn: today,
    })
    return undefined
  }),
]

const refused = (ground: string) => ({
  status: 'answered',
  result: 'refused',
  ground,
  answer: refusalWords[ground],
})

const answered = () => new Refusal('rights.answered', 409, '这件申请已经答复。')
const fault = (field: string, message: string): Fault => ({
  path: `input.${field}`,
  code: 'input.invalid',
  message,
})

/**
 * Whoever takes it in and the police are assigned to it, so that they can open what is sealed. Whoever bears the asker's
 * name is left out: an officer who asks about a child of their own does not judge the request.
 */
async function assignThose(context: ActContext, matter: string, askerName: string): Promise<void> {
  const { tx } = context
  const [own] = tx.actor.post ? await postsInForce(tx, { post: tx.actor.post }) : []
  const police = await postsInForce(tx, { role: 'police' })
  const all = await postsInForce(tx, {})
  const asking = all.filter(({ holder, account }) => holder === askerName && account !== tx.actor.account)
  await leaveOutOf(
    tx,
    matter,
    [...new Set(asking.map(({ account }) => account))].map((account) => ({ account })),
  )
  const me = { account: tx.actor.account, holder: tx.actor.name, title: own?.title ?? '' }
  const others = police.filter(({ account }) => !asking.some((each) => each.account === account))
  await asSystem(tx, async () => {
    await assign(context, { matter, to: me, part: 'lead' })
    for (const { account, holder, title } of others)
      await assign(context, { matter, to: { account, holder, title }, part: 'inquiry' })
  })
}

/** Whether a copy of the file may be printed for a request. */
export const mayPrintCopy = ({ asks, status, result }: RightsRequest): boolean =>
  asks === 'copy' && (status === 'reviewed' || result === 'given')
