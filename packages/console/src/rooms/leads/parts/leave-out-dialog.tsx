import { Alert, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { ProblemNote } from '../../../shell/states.tsx'
import { usePerform } from '../../../shell/use-perform.ts'
import { PostPicker } from '../../sealing/index.ts'
import { leadsText as text } from '../leads.text.ts'

/** Leaves somebody out of a lead from now on. */
export function LeaveOutDialog({ lead, onClose }: { lead: string; onClose: () => void }) {
  const [post, setPost] = useState<string | undefined>(undefined)
  const [reason, setReason] = useState('')
  const { perform, isBusy, problem } = usePerform()
  const send = async () => {
    const done = await perform({
      act: 'matter.leave-out',
      reason: reason.trim(),
      input: { matter: lead, post },
    })
    if (done) onClose()
  }
  return (
    <Modal
      open
      title={text.leaveOut}
      okText={text.leaveOut}
      okButtonProps={{ danger: true, disabled: !post }}
      cancelText={text.cancel}
      confirmLoading={isBusy}
      onOk={() => void send()}
      onCancel={onClose}
    >
      <Alert type="warning" showIcon title={text.leaveOutNote} style={{ marginBottom: 12 }} />
      <Form layout="vertical">
        <Form.Item label={text.leaveOutWho} htmlFor="assign-post" required>
          <PostPicker matter={lead} value={post} onChange={setPost} />
        </Form.Item>
        <Form.Item label={text.reason} htmlFor="leave-out-reason" required>
          <Input.TextArea
            id="leave-out-reason"
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
