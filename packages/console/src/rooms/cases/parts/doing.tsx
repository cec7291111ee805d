import { type AnyAct, acts } from '@hulei/core'
import { App, Button, Drawer, Grid } from 'antd'
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
  const session = useSession()
  if (!session.acts.includes(doing.act)) return null
  return (
    <Button size="small" onClick={() => onDo(doing)} style={{ marginInlineStart: 8 }}>
      {children ?? acts.get(doing.act)?.title}
    </Button>
  )
}
