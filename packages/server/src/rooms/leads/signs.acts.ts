import { randomBytes, randomInt } from 'node:crypto'
import { amendSign, putUpSign, renewSign, type Sign, sign, takeDownSign, venue } from '@hulei/core'
import { type ActContext, type AnyHandler, on } from '../../platform/acts/handler.ts'
import { findRecord } from '../../platform/db/records.ts'
import { invalid, Refusal } from '../../platform/errors.ts'

const ALPHABET = '23456789abcdefghjkmnpqrstuvwxyz'
const drawToken = () => Array.from({ length: 8 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')
const drawIssue = () => randomBytes(4).toString('hex')

export const signsActs: readonly AnyHandler[] = [
  on(putUpSign, async (context, { id, input }) => {
    const { onVillage, onSchool, ...shown } = input
    await refuseOtherPlace(context, input.venue, onVillage)
    const drawn = { token: drawToken(), issue: drawIssue(), startedOn: context.tx.today }
    await context.insert(sign, id, { village: onVillage, school: onSchool ?? null }, { ...shown, ...drawn })
    return undefined
  }),
  on(amendSign, async (context, { input, record }) => {
    refuseTakenDown(record)
    await refuseOtherPlace(context, input.venue, record.village)
    await context.amend(sign, record, input)
    return undefined
  }),
  on(renewSign, async (context, { record }) => {
    refuseTakenDown(record)
    await context.amend(sign, record, { issue: drawIssue() })
    return undefined
  }),
  on(takeDownSign, async (context, { record }) => {
    refuseTakenDown(record)
    await context.amend(sign, record, { endedOn: context.tx.today })
    return undefined
  }),
]

/** A sign in a venue stands in the venue's village, and in one that is there. */
async function refuseOtherPlace(
  context: ActContext,
  id: string | null | undefined,
  village: string | null,
): Promise<void> {
  if (!id) return
  const found = await findRecord(context.tx, context.keyring, venue, id)
  const message = !found
    ? '没有找到这个场所'
    : found.closedOn
      ? '这个场所已经销号'
      : found.village !== village
        ? '这个场所不在所选的村，请核对'
        : undefined
  if (message) throw invalid([{ path: 'input.venue', code: 'signs.venue', message }])
}

function refuseTakenDown(record: Sign): void {
  if (record.endedOn) throw new Refusal('signs.taken-down', 409, '这块举报牌已经停用，请另设一块。')
}
