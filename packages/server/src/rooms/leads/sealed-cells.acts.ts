import { sealedPerson, takeUpCell } from '@hulei/core'
import { type AnyHandler, on } from '../../platform/acts/handler.ts'
import { isAssigned } from '../../platform/acts/matters.ts'
import { notFound, Refusal } from '../../platform/errors.ts'
import { takeOutCell } from '../children/index.ts'
import { checkMatter, openFile, sealPerson } from '../sealing/index.ts'

export const sealedCellsActs: readonly AnyHandler[] = [
  on(takeUpCell, async (context, { id, input }) => {
    const { tx, keyring } = context
    const { matter, part, purpose } = input
    await checkMatter(context, matter)
    const cover = { id, matter }
    if (!(await isAssigned(tx, sealedPerson, cover)))
      throw new Refusal('leads.not-taken', 403, '请先领办这条线索或案件，再归入密封内容。')
    const taken = await takeOutCell(tx, keyring, input.cell)
    if (!taken) throw notFound('密封内容')
    const { child, cell } = taken
    const { code } = await sealPerson(context, {
      matter,
      part,
      id,
      content: {
        name: child.name,
        residentId: child.residentId ?? undefined,
        bornOn: child.bornOn,
        phone: child.guardianPhone ?? undefined,
        address: child.address ?? undefined,
        child: child.id,
        story: `${cell.column}：${cell.text}`,
      },
    })
    await openFile(context, cover, { purpose, isBroken: false })
    return { code }
  }),
]
