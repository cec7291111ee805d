import { Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { ProblemNote } from '../../../shell/states.tsx'
import { type ActRequest, usePerform } from '../../../shell/use-perform.ts'
import { fileText as text } from '../child-file.text.ts'

/** Asks for the reason of an act and does it. A new record is named once, so that pressing again names the same. */
export function ReasonDialog({
  title,
  label,
  hint,
  ok,
  request,
  onDone,
  onClose,
}: {
  title: string
  label: string
  hint: string
  ok: string
  request: Omit<ActRequest, 'reason'>
  onDone: () => void
  onClose: () => void
}) {
  const { perform, isBusy, problem } = usePerform()
  const [reason, setReason] = useState('')
  const [made] = useState(() => crypto.randomUUID())
  const send = async () => {
    const reply = await perform({ record: made, ...request, reason: reason.trim() })
    if (reply) onDone()
  }
  return (
    <Modal
      open
      title={title}
      okText={ok}
      cancelText={text.cancel}
      confirmLoading={isBusy}
      onOk={() => void send()}
      onCancel={onClose}
    >
      <Form layout="vertical">
        <Form.Item label={label} htmlFor="pair-reason" extra={hint} required>
          <Input.TextArea
            id="pair-reason"
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
