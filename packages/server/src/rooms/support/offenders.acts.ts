import {
  amendOffender,
  caseFile,
  closeOffender,
  meetOffender,
  offenderMeeting,
  openOffender,
  takeOffender,
  type YoungOffender,
  youngOffender,
} from '@hulei/core'
import { type ActContext, type AnyHandler, on } from '../../platform/acts/handler.ts'
import { refuseFuture } from '../../platform/acts/refuse-future.ts'
import { findRecord } from '../../platform/db/records.ts'
import { asSystem } from '../../platform/db/scope.ts'
import { invalid, notFound, Refusal } from '../../platform/errors.ts'
import { assign, drawCode, linkMatters, postsInForce, sealPerson } from '../sealing/index.ts'

export const offendersActs: readonly AnyHandler[] = [
  on(openOffender, async (context, { id, input }) => {
    const { tx, keyring } = context
    const { ground, openedOn, returnedOn, fromCase, ...rest } = input
    const { isInCorrection, correctionFrom, correctionTo, ...content } = rest
    refuseFuture(context, { openedOn, returnedOn })
    checkReturn(input)
    checkCorrection(input)
    if (!content.name)
      throw invalid([{ path: 'input.name', code: 'input.missing', message: '请填写姓名（密封保存）' }])
    if (fromCase) {
      if (!(await findRecord(tx, keyring, caseFile, fromCase))) throw notFound(caseFile.title)
      // Before there is anything to see: whoever is left out of the case is left out of the file.
      await linkMatters(tx, fromCase, id)
    }
    await context.insert(
      youngOffender,
      id,
      {},
      {
        ground,
        openedOn,
        returnedOn,
        isInCorrection,
        correctionFrom: isInCorrection ? correctionFrom : null,
        correctionTo: isInCorrection ? correctionTo : null,
        fromCase,
        code: await drawCode(tx, 'young_offender', '帮教'),
        isOutside: false,
      },
    )
    // The police open a file for the office of justice, which takes it; an officer of justice has it at once.
    if (tx.actor.role === 'officer') await assignActor(context, id)
    const part = ground === RETURN ? 'pupil' : 'offender'
    await sealPerson(context, { matter: id, part, content })
    return undefined
  }),

  on(takeOffender, async (context, { record }) => {
    refuseClosed(record)
    if (!(await assignActor(context, record.id)))
      throw new Refusal('matters.already-assigned', 409, '您已经是这份档案的责任人。')
    return undefined
  }),

  on(amendOffender, async (context, { input, record }) => {
    refuseClosed(record)
    refuseFuture(context, { openedOn: input.openedOn, returnedOn: input.returnedOn })
    checkReturn({ ...record, ...input })
    checkCorrection({ ...record, ...input })
    await context.amend(youngOffender, record, input)
    return undefined
  }),

  on(meetOffender, async (context, { id, input }) => {
    const { tx, keyring } = context
    refuseFuture(context, { metOn: input.metOn })
    const file = await findRecord(tx, keyring, youngOffender, input.matter)
    if (!file) throw notFound(youngOffender.title)
    refuseClosed(file)
    await context.insert(offenderMeeting, id, {}, { ...input, who: tx.actor.name })
    return undefined
  }),

  on(closeOffender, async (context, { input, record }) => {
    refuseClosed(record)
    refuseFuture(context, { closedOn: input.closedOn })
    if (input.closedOn < record.openedOn)
      throw invalid([{ path: 'input.closedOn', code: 'support.too-early', message: '结束不能早于建档' }])
    await context.amend(youngOffender, record, input)
    return undefined
  }),
]

/** Assigns the actor to a file by name; as the system, since an officer assigns nobody. Says whether it is new. */
async function assignActor(context: ActContext, matter: string): Promise<boolean> {
  const { tx } = context
  const [post] = tx.actor.post ? await postsInForce(tx, { post: tx.actor.post }) : []
  const to = { account: tx.actor.account, holder: tx.actor.name, title: post?.title ?? '' }
  let isNew = false
  await asSystem(tx, async () => {
    isNew = (await assign(context, { matter, to, part: 'care' })) !== undefined
  })
  return isNew
}

function refuseClosed(file: YoungOffender): void {
  if (file.closedOn) throw new Refusal('support.offender-closed', 409, '这份档案的帮教已经结束，不能再改。')
}

/** The ground on which somebody who comes back from a special school has a file (预防未成年人犯罪法 第四十六条、第五十三条). */
const RETURN = 'special-school'

/** Who comes back from a special school is visited from that day on; nobody else has one. */
function checkReturn(of: { ground: string; returnedOn?: string | null | undefined }): void {
  const at = (message: string) => invalid([{ path: 'input.returnedOn', code: 'input.invalid', message }])
  if (of.ground === RETURN && !of.returnedOn) throw at('请填写从专门学校返回的日期')
  if (of.ground !== RETURN && of.returnedOn) throw at('建档依据是“专门教育结束”的才填返回日期')
}

function checkCorrection(of: {
  isInCorrection: boolean
  correctionFrom?: string | null | undefined
  correctionTo?: string | null | undefined
}): void {
  if (!of.isInCorrection) return
  const at = (field: string, message: string) =>
    invalid([{ path: `input.${field}`, code: 'input.invalid', message }])
  if (!of.correctionFrom) throw at('correctionFrom', '社区矫正对象请填写矫正开始日期')
  if (of.correctionTo && of.correctionTo < of.correctionFrom) throw at('correctionTo', '结束不能早于开始')
}
