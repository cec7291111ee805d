import { type BulletinView, firstDayOf, isDay, type Month } from '@hulei/core'
import { Alert, App, Form, Input, InputNumber, Modal } from 'antd'
import { useSession } from '../../../shell/session.tsx'
import { ProblemNote } from '../../../shell/states.tsx'
import { usePerform } from '../../../shell/use-perform.ts'
import { supervisionText as text } from '../supervision.text.ts'

type Asked = { issueNumber?: number | null; issuedOn: string; signedBy: string }

/** Asks number, date and who signs; then the bulletin is numbered and frozen. */
export function IssueDialog({ view, onClose }: { view: BulletinView; onClose: () => void }) {
  const { bulletin, changes } = view
  const { township } = useSession()
  const { message } = App.useApp()
  const [form] = Form.useForm<Asked>()
  const { perform, isBusy, problem, clear } = usePerform()
  const issue = async ({ issueNumber, issuedOn, signedBy }: Asked) => {
    const reply = await perform({
      act: 'bulletin.issue',
      record: bulletin.id,
      version: bulletin.version,
      input: { issuedOn, signedBy: signedBy.trim(), ...(issueNumber && { issueNumber }) },
    })
    if (!reply) return
    void message.success(text.issued(text.numberOf(issuedOn.slice(0, 4), Number(reply.issueNumber))))
    onClose()
  }
  return (
    <Modal
      open
      title={text.issueTitle}
      okText={text.issue}
      cancelText={text.cancel}
      confirmLoading={isBusy}
      onCancel={onClose}
      onOk={() => form.submit()}
      destroyOnHidden
    >
      <p>{text.issueNote}</p>
      {changes.length > 0 && <Alert type="warning" showIcon title={text.issueStale(changes.length)} />}
      <Form
        form={form}
        layout="vertical"
        style={{ marginTop: 16 }}
        initialValues={{ issuedOn: township.today }}
        onFinish={issue}
        onValuesChange={clear}
      >
        <Form.Item name="issueNumber" label={text.issueNumber} extra={text.issueNumberHint}>
          <InputNumber min={1} max={999} precision={0} style={{ width: 120 }} />
        </Form.Item>
        <Form.Item
          name="issuedOn"
          label={text.issuedOn}
          rules={[
            {
              required: true,
              validator: async (_, day) => void (isDay(day) || (await Promise.reject(text.issuedOnMissing))),
            },
          ]}
        >
          <Input
            type="date"
            min={firstDayOf(bulletin.month as Month)}
            max={township.today}
            style={{ width: 180 }}
          />
        </Form.Item>
        <Form.Item
          name="signedBy"
          label={text.signedBy}
          rules={[{ required: true, whitespace: true, message: text.signedByMissing }]}
        >
          <Input maxLength={30} autoComplete="off" />
        </Form.Item>
      </Form>
      {problem && <ProblemNote problem={problem} />}
    </Modal>
  )
}
