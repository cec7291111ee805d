import { type AnyAct, acts, isGranted, type Place } from '@hulei/core'
import { App, Button, Drawer, Grid } from 'antd'
import { createContext, useContext } from 'react'
import type { RecordRow } from '../../../registers/act-values.ts'
import { ActForm } from '../../../registers/index.ts'
import { useSession } from '../../../shell/session.tsx'
import { casesText as text } from '../cases.text.ts'

/** An act that is being filled in, on a record or with what is known already. */
export type Doing = {
  readonly act: string
  readonly title?: string
  readonly record?: object
  readonly given?: Readonly<Record<string, unknown>>
}

/** The form of an act beside the page. */
export function DoingDrawer({ doing, onClose }: { doing: Doing; onClose: () => void }) {
  const { message } = App.useApp()
  const { md } = Grid.useBreakpoint()
  const act: AnyAct | undefined = acts.get(doing.act)
  if (!act) return null
  return (
    <Drawer open title={doing.title ?? act.title} size={md ? 480 : '100%'} onClose={onClose}>
      <ActForm
        act={act}
        {...(doing.record && { record: doing.record as RecordRow })}
        {...(doing.given && { given: doing.given })}
        onCancel={onClose}
        onDone={() => {
          onClose()
          void message.success(text.done)
        }}
      />
    </Drawer>
  )
}

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
