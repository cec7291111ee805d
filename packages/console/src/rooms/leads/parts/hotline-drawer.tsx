import { acts } from '@hulei/core'
import { Alert, App } from 'antd'
import { ActForm } from '../../../registers/index.ts'
import { FormDrawer } from '../../../shell/form-drawer.tsx'
import { leadsText as text } from '../leads.text.ts'

/** What is asked on the telephone, in the order in which people tell it. */
const asked = [
  'story',
  'isDangerNow',
  'concerns',
  'onVillage',
  'onSchool',
  'setting',
  'where',
  'happenedOn',
  'child',
  'isInsider',
  'insiderIsLeader',
  'insiderUnit',
  'insiderVillage',
  'insiderSchool',
  'insiderName',
  'reporterName',
  'reporterPhone',
]

/** The office writes down what somebody tells on the telephone. */
export function HotlineDrawer({ onClose }: { onClose: () => void }) {
  const { message } = App.useApp()
  const act = acts.get('lead.report')
  return (
    <FormDrawer title={text.hotlineTitle} width={560} onClose={onClose}>
      <Alert type="warning" showIcon title={text.hotlineNote} style={{ marginBottom: 16 }} />
      {act && (
        <ActForm
          act={act}
          given={{ isByHotline: true }}
          fields={asked}
          onCancel={onClose}
          onDone={() => {
            void message.success(text.saved)
            onClose()
          }}
        />
      )}
    </FormDrawer>
  )
}
