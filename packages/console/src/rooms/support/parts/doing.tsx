import { acts, isGranted, type Place } from '@hulei/core'
import { Button } from 'antd'
import type { Doing } from '../../../registers/index.ts'
import { useSession } from '../../../shell/session.tsx'

/**
 * Whether the post may do an act: by its role, by what the record belongs to, or as somebody assigned to the matter; and
 * whether the record is in a state for it.
 */
export function useMay(isAssigned: boolean): (act: string, record?: object) => boolean {
  const { actor, acts: possible } = useSession()
  return (name, record = {}) => {
    const act = acts.get(name)
    if (!act || !possible.includes(name)) return false
    if (!isGranted(act.by, actor, { ...(record as Place), isAssigned })) return false
    const state = act.while && String((record as Record<string, unknown>)[act.while.field])
    return state === undefined || act.while?.is.includes(state) === true
  }
}

/** Buttons for those acts that the post may do on a record; nothing where there are none. */
export function DoButtons({
  of,
  record,
  may,
  onDo,
  first,
  size = 'small',
}: {
  of: readonly string[]
  record: object
  may: ReturnType<typeof useMay>
  onDo: (doing: Doing) => void
  /** The one that comes next, in the accent colour. */
  first?: string
  size?: 'small' | 'middle'
}) {
  return of
    .filter((act) => may(act, record))
    .map((act) => (
      <Button
        key={act}
        size={size}
        type={act === first ? 'primary' : 'default'}
        onClick={() => onDo({ act, record })}
      >
        {acts.get(act)?.title}
      </Button>
    ))
}
