import { acts, isGranted, type Place } from '@hulei/core'
import { Button } from 'antd'
import { createContext, useContext } from 'react'
import type { Doing } from '../../../registers/index.ts'
import { useSession } from '../../../shell/session.tsx'

/** Whether the post is assigned to the case that the page shows. */
export const IsAssigned = createContext(false)

/** Whether the post may do an act here: by its role, by what the record belongs to, or as somebody assigned. */
export function useMay(): (act: string, place?: Place) => boolean {
  const { actor, acts: possible } = useSession()
  const isAssigned = useContext(IsAssigned)
  return (name, place = {}) => {
    const act = acts.get(name)
    return act !== undefined && possible.includes(name) && isGranted(act.by, actor, { ...place, isAssigned })
  }
}

/** A button for an act; nothing where the post may not do it. */
export function DoButton({
  doing,
  onDo,
  children,
}: {
  doing: Doing
  onDo: (doing: Doing) => void
  children?: string
}) {
  const may = useMay()
  if (!may(doing.act, doing.record as Place | undefined)) return null
  return (
    <Button size="small" onClick={() => onDo(doing)} style={{ marginInlineStart: 8 }}>
      {children ?? acts.get(doing.act)?.title}
    </Button>
  )
}
