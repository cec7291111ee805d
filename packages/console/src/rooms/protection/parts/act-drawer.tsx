import { acts } from '@hulei/core'
import { App, Drawer, Grid } from 'antd'
import type { RecordRow } from '../../../registers/act-values.ts'
import { ActForm } from '../../../registers/index.ts'
import { protectionText as text } from '../protection.text.ts'

/** An act that is being filled in beside the page. */
export type Filling = { readonly act: string; readonly record?: object }

export function ActDrawer({ filling, onClose }: { filling: Filling; onClose: () => void }) {
  const { message } = App.useApp()
  const { md } = Grid.useBreakpoint()
  const act = acts.get(filling.act)
  if (!act) return null
  return (
    <Drawer open title={act.title} size={md ? 480 : '100%'} onClose={onClose}>
      <ActForm
        act={act}
        {...(filling.record && { record: filling.record as RecordRow })}
        onCancel={onClose}
        onDone={() => {
          onClose()
          void message.success(text.done)
        }}
      />
    </Drawer>
  )
}
