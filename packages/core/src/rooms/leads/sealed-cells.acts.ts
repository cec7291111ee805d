import { act } from '../../acts/index.ts'
import { code, matter } from '../../kinds/index.ts'
import { sealedPerson } from '../sealing/index.ts'

/**
 * Takes up a cell of a ledger that would show who was harmed (台账密封内容) into a matter: the child becomes a sealed person of
 * it, and what the cell said lies in that file. Nobody reads it before; whoever takes it up has the file open, with a purpose.
 */
export const takeUpCell = act('seal.take-up-cell', {
  title: '接办台账密封内容',
  kind: sealedPerson,
  on: 'new',
  by: ['police'],
  input: {
    cell: matter('密封内容'),
    matter: matter('归入线索或案件'),
    part: sealedPerson.fields.part,
    purpose: code('查看目的', { list: 'openingPurposes' }),
  },
})
