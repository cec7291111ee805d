import { type AnyAct, acts } from '@hulei/core'
import { App, Drawer, Grid } from 'antd'
import type { RecordRow } from '../act-values.ts'
import { registersText as text } from '../registers.text.ts'
import { ActForm } from './act-form.tsx'

/** An act that is being filled in, on a record or with what is known already. */
export type Doing = {
  readonly act: string
  readonly title?: string
  readonly record?: object
  readonly given?: Readonly<Record<string, unknown>>
}

/** The form of an act beside the page. */
export function ActDrawer({ doing, onClose }: { doing: Doing; onClose: () => void }) {
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
          void message.success(text.handled)
        }}
      />
    </Drawer>
  )
}
