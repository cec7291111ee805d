import { type Child, child, type Distinction, distinction, tellApart, withdrawDistinction } from '@hulei/core'
import { sql } from 'kysely'
import { type ActContext, on } from '../../platform/acts/handler.ts'
import { uuidFrom } from '../../platform/crypto/uuid-from.ts'
import { invalid, Refusal } from '../../platform/errors.ts'

/** What the acts on look-alikes do. */
export const tellApartActs = [
  on(tellApart, async (context, { id, input }) => {
    const [one, other] = [await context.get(child, input.child), await context.get(child, input.other)]
    if (one.id === other.id) {
      throw invalid([{ path: 'input.other', code: 'children.apart-itself', message: '请选另一名未成年人' }])
    }
    if (one.mergedInto || other.mergedInto) {
      throw new Refusal('children.already-merged', 409, '其中一份档案已经合并过。')
    }
    // Two people never share a number: to hide the pair would hide the mistake.
    if (one.residentId && one.residentId === other.residentId) {
      throw new Refusal(
        'children.same-number',
        409,
        '两份档案的身份证号相同，不会是两个人；请先更正写错的那个号码。',
      )
    }
    if ((await inForceOf(context, one.id)).some((each) => isOf(each, other.id))) {
      throw new Refusal('children.already-apart', 409, '已经确认过不是同一人。')
    }
    await context.insert(
      distinction,
      id,
      { village: sharedVillage(one, other) },
      { child: one.id, other: other.id, toldOn: context.tx.today },
    )
    return undefined
  }),

  on(withdrawDistinction, async (context, { record }) => {
    if (record.withdrawnOn) throw new Refusal('children.apart-withdrawn', 409, '已经撤回过。')
    await context.amend(distinction, record, { withdrawnOn: context.tx.today })
    return undefined
  }),
]

const isOf = ({ child: one, other }: Distinction, id: string) => one === id || other === id
const sharedVillage = (one: Child, other: Child) => (one.village === other.village ? one.village : null)

/** What tells a child from others and has not been withdrawn. */
async function inForceOf(context: ActContext, of: string): Promise<Distinction[]> {
  const { rows } = await sql<{ id: string }>`
    SELECT id FROM distinction WHERE township = ${context.township.code} AND withdrawn_on IS NULL
      AND (child = ${of} OR other = ${of}) ORDER BY id`.execute(context.tx.db)
  const found: Distinction[] = []
  for (const { id } of rows) found.push(await context.get(distinction, id))
  return found
}

/** A child comes to live in `village`: what tells it from another belongs to a village only where both live there. */
export async function moveDistinctions(context: ActContext, moved: Child, village: string): Promise<void> {
  for (const each of await inForceOf(context, moved.id)) {
    const other = await context.get(child, each.child === moved.id ? each.other : each.child)
    await context.amend(distinction, each, {}, { village: sharedVillage({ ...moved, village }, other) })
  }
}

/** Of two files comes one: whoever was told from the other is told from the one that remains. */
export async function mergeDistinctions(context: ActContext, kept: Child, merged: Child): Promise<void> {
  const known = await inForceOf(context, kept.id)
  for (const each of await inForceOf(context, merged.id)) {
    await context.amend(distinction, each, { withdrawnOn: context.tx.today })
    const third = each.child === merged.id ? each.other : each.child
    if (third === kept.id || known.some((own) => isOf(own, third))) continue
    const other = await context.get(child, third)
    await context.insert(
      distinction,
      uuidFrom(context.actId, each.id),
      { village: sharedVillage(kept, other) },
      { child: kept.id, other: third, toldOn: each.toldOn },
    )
  }
}
