import { verifyChain } from '../platform/acts/verify.ts'
import { openSystem } from '../system.ts'
import { type Command, print, readOptions } from './options.ts'

export const auditVerify: Command = {
  summary: '逐条核对办理记录的校验链，发现任何一个被改动的字节',
  async run(args) {
    const { config, values } = readOptions(args, {})
    const system = await openSystem(config)
    try {
      const { rows } = await system.owner.query<{ township: string }>(
        'SELECT township FROM chain_head ORDER BY 1',
      )
      const townships = []
      for (const { township } of rows) townships.push(await verifyChain(system.owner, township))
      const ok = townships.every((report) => report.ok)
      print(
        values.json,
        {
          ok,
          townships: townships.map(({ township, acts, head, brokenAt }) => ({
            township,
            acts,
            head,
            brokenAt,
          })),
        },
        townships.map((report) =>
          report.ok
            ? `${report.township}：${report.acts} 条办理记录完好，链头 ${report.head.slice(0, 16)}…`
            : `${report.township}：第 ${report.brokenAt} 条办理记录与校验链不符！`,
        ),
      )
      return ok ? 0 : 1
    } finally {
      await system.close()
    }
  },
}
