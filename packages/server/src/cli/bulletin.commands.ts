import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { parseMonth } from '@hulei/core'
import { systemActor } from '../platform/db/scope.ts'
import { Refusal } from '../platform/errors.ts'
import { measures } from '../rooms/index.ts'
import { bulletinDocument, composeBulletin } from '../rooms/supervision/index.ts'
import { openSystem } from '../system.ts'
import { chosenTownship } from './chosen-township.ts'
import { type Command, print, readOptions } from './options.ts'

export const bulletinDraft: Command = {
  summary: '按今天的数据起草一个月的通报，存为 Word（--month 2024-05 --out 通报.docx）；不改动系统里的草稿',
  async run(args) {
    const { config, values } = readOptions(args, {
      month: { type: 'string' },
      out: { type: 'string' },
      township: { type: 'string' },
    })
    const month = parseMonth(values.month ?? '')
    if (!month) throw new Refusal('cli.usage', 400, '请用 --month 写明月份，如 --month 2024-05')
    if (!values.out) throw new Refusal('cli.usage', 400, '请用 --out 写明文件，如 --out 通报.docx')
    const system = await openSystem(config)
    try {
      const township = chosenTownship(system, values.township)
      const asOf = township.clock.today()
      const composed = await system.server.scopes.read(systemActor(township.code), (scope) =>
        composeBulletin(scope, township, month, new Set(measures.keys())),
      )
      const file = await bulletinDocument({ ...composed, asOf }, township.playbook)
      await writeFile(values.out, file)
      const sha256 = createHash('sha256').update(file).digest('hex')
      print(
        values.json,
        { ok: true, township: township.code, month, asOf, file: values.out, bytes: file.length, sha256 },
        [`${composed.title}（草稿）已存到 ${values.out}。`],
      )
      return 0
    } finally {
      await system.close()
    }
  },
}
