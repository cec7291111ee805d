import { useEffect, useMemo, useState } from 'preact/hooks'
import { useField } from '../../shell/field.ts'
import { recordsOf } from './pack-records.ts'
import { type ListedChild, visitList } from './visit-list.ts'
import { type OpenedAct, openActs, waitingVisits } from './waiting.ts'

/** Everything that the visit pages show, from the pack and from what waits here. */
export function useVisits() {
  const { vault, pack, acts: rows } = useField()
  const [acts, setActs] = useState<readonly OpenedAct[]>([])
  useEffect(() => {
    let isStale = false
    openActs(vault, rows).then((opened) => {
      if (!isStale) setActs(opened)
    })
    return () => {
      isStale = true
    }
  }, [vault, rows])
  const records = recordsOf(pack)
  const list = useMemo(
    (): readonly ListedChild[] => visitList(records, waitingVisits(acts, records), pack?.today ?? ''),
    [records, acts, pack],
  )
  return { records, acts, list }
}
