import { randomBytes, randomInt } from 'node:crypto'
import { amendSign, putUpSign, renewSign, type Sign, sign, takeDownSign } from '@hulei/core'
import { type AnyHandler, on } from '../../platform/acts/handler.ts'
import { Refusal } from '../../platform/errors.ts'

const ALPHABET = '23456789abcdefghjkmnpqrstuvwxyz'
const drawToken = () => Array.from({ length: 8 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')
const drawIssue = () => randomBytes(4).toString('hex')

export const signsActs: readonly AnyHandler[] = [
  on(putUpSign, async (context, { id, input }) => {
    const { onVillage, ...shown } = input
    const drawn = { token: drawToken(), issue: drawIssue(), startedOn: context.tx.today }
    await context.insert(sign, id, { village: onVillage }, { ...shown, ...drawn })
    return undefined
  }),
  on(amendSign, async (context, { input, record }) => {
    refuseTakenDown(record)
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

function refuseTakenDown(record: Sign): void {
  if (record.endedOn) throw new Refusal('signs.taken-down', 409, '这块举报牌已经停用，请另设一块。')
}
