import { acts, isGranted, type Place } from '@hulei/core'
import { App, Button, Drawer, Grid } from 'antd'
import type { RecordRow } from '../../../registers/act-values.ts'
import { ActForm } from '../../../registers/index.ts'
import { useSession } from '../../../shell/session.tsx'
import { supportText as text } from '../support.text.ts'

/** An act that is being filled in, on a record or with what is known already. */
export type Doing = {
  readonly act: string
  readonly record?: object
  readonly given?: Readonly<Record<string, unknown>>
}

/** The form of an act beside the page. */
export function DoingDrawer({ doing, onClose }: { doing: Doing; onClose: () => void }) {
  const { message } = App.useApp()
  const { md } = Grid.useBreakpoint()
  const act = acts.get(doing.act)
  if (!act) return null
  return (
    <Drawer open title={act.title} size={md ? 480 : '100%'} onClose={onClose} destroyOnHidden>
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
