import { Refusal } from '../platform/errors.ts'
import type { Township } from '../platform/townships.ts'
import type { System } from '../system.ts'

/** The township that was named, or the only one there is. */
export function chosenTownship({ server }: System, code: string | undefined): Township {
  const all = server.townships.all()
  const found = code ? all.find((each) => each.code === code) : all.length === 1 ? all[0] : undefined
  if (found) return found
  const known = all.map((each) => each.code).join('、') || '还没有乡镇'
  throw new Refusal(
    'cli.township',
    404,
    code ? `没有编号为“${code}”的乡镇（${known}）` : `请用 --township 写明乡镇：${known}`,
  )
}
