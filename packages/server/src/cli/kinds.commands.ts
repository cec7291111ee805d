import { kinds } from '@hulei/core'
import { kindSql } from '../platform/db/kind-sql.ts'
import { Refusal } from '../platform/errors.ts'
import { type Command, onePositional, readOptions } from './options.ts'

/** Prints the table, grants and policies of a kind, with which its migration begins. */
export const kindsSql: Command = {
  summary: '打印一种台账的建表语句和行级权限（开发用）',
  async run(args) {
    const name = onePositional(readOptions(args, {}).positionals, '记录类型，如 child')
    const kind = kinds.get(name)
    if (!kind)
      throw new Refusal('cli.no-such-kind', 404, `没有“${name}”这种记录；有：${[...kinds.keys()].join('、')}`)
    console.log(kindSql(kind))
    return 0
  },
}
