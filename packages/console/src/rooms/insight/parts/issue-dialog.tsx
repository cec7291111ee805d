import { type Analysis, addDays, isDay, lastDayOf, type Month } from '@hulei/core'
import { App, Form, Input, Modal } from 'antd'
import { useSession } from '../../../shell/session.tsx'
import { ProblemNote } from '../../../shell/states.tsx'
import { usePerform } from '../../../shell/use-perform.ts'
import { insightText as text } from '../insight.text.ts'

type Asked = { issuedOn: string; signedBy: string }

/** Asks date and who signs; then the analysis is frozen. */
export function IssueDialog({ of, onClose }: { of: Analysis; onClose: () => void }) {
  const { township } = useSession()
  const { message } = App.useApp()
  const [form] = Form.useForm<Asked>()
  const { perform, isBusy, problem, clear } = usePerform()
  const issue = async ({ issuedOn, signedBy }: Asked) => {
    const input = { issuedOn, signedBy: signedBy.trim() }
    if (!(await perform({ act: 'analysis.issue', record: of.id, version: of.version, input }))) return
    void message.success(text.issued)
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
      <Form
        form={form}
        layout="vertical"
        initialValues={{ issuedOn: township.today }}
        onFinish={issue}
        onValuesChange={clear}
      >
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
            min={addDays(lastDayOf(of.month as Month), 1)}
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
