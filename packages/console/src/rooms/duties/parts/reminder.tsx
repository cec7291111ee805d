import { CopyOutlined, MessageOutlined } from '@ant-design/icons'
import { App, Button, Input, Modal } from 'antd'
import { useState } from 'react'
import { withQuery } from '../../../shell/api.ts'
import { Answer } from '../../../shell/states.tsx'
import { useRead } from '../../../shell/use-read.ts'
import { dutiesText as text } from '../duties.text.ts'
import type { DutyTime } from '../duty-address.ts'

/** A text to paste into a chat group: what this unit or village still owes, in counts. */
export function Reminder({ of, time }: { of: { unit?: string; village?: string }; time: DutyTime }) {
  const { message } = App.useApp()
  const [isOpen, setOpen] = useState(false)
  const reminder = useRead<{ text: string }>(
    isOpen ? withQuery('/api/duties/reminder', { ...time.query, ...of }) : null,
  )
  const copy = async (words: string) => {
    try {
      await navigator.clipboard.writeText(words)
      void message.success(text.copied)
    } catch {
      void message.warning(text.copyFailed)
    }
  }
  return (
    <>
      <Button icon={<MessageOutlined />} onClick={() => setOpen(true)}>
        {text.remind}
      </Button>
      <Modal
        open={isOpen}
        title={text.remind}
        onCancel={() => setOpen(false)}
        footer={
          <>
            <Button onClick={() => setOpen(false)}>{text.close}</Button>
            <Button
              type="primary"
              icon={<CopyOutlined />}
              disabled={!reminder.data}
              onClick={() => void copy(reminder.data?.text ?? '')}
            >
              {text.copy}
            </Button>
          </>
        }
      >
        <p className="quiet">{text.remindNote}</p>
        <Answer of={reminder}>
          {(data) => (
            <Input.TextArea
              readOnly
              value={data.text}
              aria-label={text.remind}
              autoSize={{ minRows: 4, maxRows: 16 }}
            />
          )}
        </Answer>
      </Modal>
    </>
  )
}
