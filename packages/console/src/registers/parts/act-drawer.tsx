import { type AnyAct, acts } from '@hulei/core'
import { App } from 'antd'
import { FormDrawer } from '../../shell/form-drawer.tsx'
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
  const act: AnyAct | undefined = acts.get(doing.act)
  if (!act) return null
  return (
    <FormDrawer title={doing.title ?? act.title} onClose={onClose}>
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
    </FormDrawer>
  )
}
