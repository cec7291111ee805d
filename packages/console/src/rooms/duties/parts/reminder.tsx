import { BellOutlined, CopyOutlined, MessageOutlined } from '@ant-design/icons'
import { App, Button, Input, Modal } from 'antd'
import { useState } from 'react'
import { withQuery } from '../../../shell/api.ts'
import { useSession } from '../../../shell/session.tsx'
import { Answer, ProblemNote } from '../../../shell/states.tsx'
import { usePerform } from '../../../shell/use-perform.ts'
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
  const { acts } = useSession()
  const { perform, isBusy, problem } = usePerform()
  // A message says what is owed today: a past day is for reading only.
  const maySend = acts.includes('duty.remind') && time.asOf === undefined
  const sendIt = async () => {
    const reply = await perform({
      act: 'duty.remind',
      input: {
        month: time.month,
        ...(of.unit && { onUnit: of.unit }),
        ...(of.village && { onVillage: of.village }),
      },
    })
    if (!reply) return
    setOpen(false)
    void message.success(text.reminded(Number(reply.told)))
  }
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
            {maySend && (
              <Button icon={<BellOutlined />} loading={isBusy} onClick={() => void sendIt()}>
                {text.sendReminder}
              </Button>
            )}
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
        {problem && <ProblemNote problem={problem} />}
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
