import { Form, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { useNames } from '../../../shell/session.tsx'
import { ProblemNote } from '../../../shell/states.tsx'
import { usePerform } from '../../../shell/use-perform.ts'
import { useRead } from '../../../shell/use-read.ts'
import type { LeadList } from '../lead-types.ts'
import { leadsText as text } from '../leads.text.ts'

/** Merges a lead into another open one, found by its code. */
export function MergeDialog({ lead, onClose }: { lead: string; onClose: () => void }) {
  const names = useNames()
  const [into, setInto] = useState<string | undefined>(undefined)
  const [reason, setReason] = useState('')
  const { perform, isBusy, problem } = usePerform()
  const open = useRead<LeadList>('/api/leads?state=open')
  const send = async () => {
    if (await perform({ act: 'lead.merge', record: lead, reason: reason.trim(), input: { into } })) onClose()
  }
  return (
    <Modal
      open
      title={text.merge}
      okText={text.merge}
      cancelText={text.cancel}
      confirmLoading={isBusy}
      okButtonProps={{ disabled: !into }}
      onOk={() => void send()}
      onCancel={onClose}
    >
      <p className="quiet">{text.mergeNote}</p>
      <Form layout="vertical">
        <Form.Item label={text.mergeInto} htmlFor="merge-into" required>
          <Select
            id="merge-into"
            showSearch={{ optionFilterProp: 'label' }}
            placeholder={text.findLead}
            value={into ?? null}
            onChange={(next: string | null) => setInto(next ?? undefined)}
            options={(open.data?.rows ?? [])
              .filter((each) => each.id !== lead)
              .map((each) => ({
                value: each.id,
                label: [
                  each.code,
                  names('leadConcerns', each.concerns),
                  each.village && names('villages', each.village),
                ]
                  .filter(Boolean)
                  .join(' '),
              }))}
          />
        </Form.Item>
        <Form.Item label={text.reason} htmlFor="merge-reason" required>
          <Input.TextArea
            id="merge-reason"
            value={reason}
            maxLength={500}
            autoSize={{ minRows: 2, maxRows: 5 }}
            onChange={(event) => setReason(event.target.value)}
          />
        </Form.Item>
      </Form>
      {problem && <ProblemNote problem={problem} />}
    </Modal>
  )
}
