import { useMemo } from 'preact/hooks'
import type { OpenedAct } from '../../outbox/opened-act.ts'
import { useOpenedActs } from '../../outbox/use-opened-acts.ts'
import { useField } from '../../shell/field.ts'
import { recordsOf } from './pack-records.ts'
import { type ListedChild, visitList } from './visit-list.ts'
import { waitingVisits } from './waiting.ts'

const none: readonly OpenedAct[] = []

/** Everything that the visit pages show, from the pack and from what waits here. */
export function useVisits() {
  const { pack } = useField()
  const opened = useOpenedActs()
  const acts = opened ?? none
  const records = recordsOf(pack)
  const list = useMemo(
    (): readonly ListedChild[] => visitList(records, waitingVisits(acts, records), pack?.today ?? ''),
    [records, acts, pack],
  )
  return { records, acts, list, isOpened: opened !== undefined }
}
