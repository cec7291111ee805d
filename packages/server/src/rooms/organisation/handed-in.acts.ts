import {
  type Actor,
  acts,
  handedIn,
  mayBeHandedIn,
  returnHandedIn,
  submitHandedIn,
  takeHandedIn,
} from '@hulei/core'
import { type ActContext, on } from '../../platform/acts/handler.ts'
import { Refusal } from '../../platform/errors.ts'

export const handedInActs = [
  on(submitHandedIn, async (context, { id, input }) => {
    const { village, ...given } = input
    const original = acts.get(given.act)
    const { actor, today } = context.tx
    if (village && !actor.villages.includes(village)) throw elsewhere()
    // Whoever is left out of a matter, or may not know a sealed one, must not find it here.
    if (!original || !mayBeHandedIn(original.kind)) {
      throw new Refusal('handed-in.not-possible', 422, '这一项不能交办公室处理，请直接与负责的人联系。')
    }
    if (!isEnvelope(given.body, given.act, id)) {
      throw new Refusal('handed-in.other-act', 422, '交来的内容与所写的办理不是同一件。')
    }
    // Everybody of a village reads what lies in it: nothing lies there that they would not see in its register.
    const of = original.kind.readers.includes('own-village') ? (village ?? onlyVillage(actor)) : undefined
    await context.insert(handedIn, id, of ? { village: of } : { unit: actor.unit }, {
      ...given,
      title: original.title,
      sender: actor.name,
      handedOn: today,
      account: actor.account,
    })
    return undefined
  }),

  on(takeHandedIn, async (context, { input, record }) => {
    if (record.settledOn) throw settled()
    await settle(context, record, 'taken', input.answer)
    return undefined
  }),

  on(returnHandedIn, async (context, { input, record }) => {
    if (record.settledOn) throw settled()
    await settle(context, record, 'returned', input.answer)
    return undefined
  }),
]

const settled = () => new Refusal('handed-in.settled', 409, '这一件已经处理过了。')

const onlyVillage = ({ role, villages }: Actor): string | undefined =>
  role === 'village' && villages.length === 1 ? villages[0] : undefined

const elsewhere = () => new Refusal('record.out-of-scope', 403, '只能交自己村里的。')

function isEnvelope(body: string, act: string, id: string): boolean {
  try {
    const envelope = JSON.parse(body) as { act?: unknown; id?: unknown } | null
    return envelope?.act === act && envelope.id === id
  } catch {
    return false
  }
}

async function settle(
  context: ActContext,
  record: Parameters<ActContext['amend']>[1],
  outcome: 'taken' | 'returned',
  answer: string | null | undefined,
): Promise<void> {
  await context.amend(handedIn, record, { outcome, answer: answer ?? null, settledOn: context.tx.today })
}
