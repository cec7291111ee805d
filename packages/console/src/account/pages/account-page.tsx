import { instantLabel } from '@hulei/core'
import { Alert, Button, Form, Input, Space, Table, Tag } from 'antd'
import { useState } from 'react'
import { PageHead } from '../../shell/page-head.tsx'
import { useSignIn } from '../../shell/session.tsx'
import { Answer, ProblemNote } from '../../shell/states.tsx'
import { useRead } from '../../shell/use-read.ts'
import { useSend } from '../../shell/use-send.ts'
import { accountText as text } from '../account.text.ts'
import { deviceName } from '../device-name.ts'

type Device = {
  id: string
  isCurrent: boolean
  startedAt: string
  lastSeenAt: string
  address: string
  device: string
}

/** One's own account: password, backup codes, devices. */
export function Page() {
  const { signOut } = useSignIn()
  const devices = useRead<{ sessions: Device[] }>('/api/auth/sessions')
  return (
    <div className="page">
      <PageHead title={text.title}>{text.intro}</PageHead>
      <Space orientation="vertical" size="middle" style={{ width: '100%' }}>
        <Password />
        <BackupCodes />
        <section className="sheet" aria-label={text.devices}>
          <div style={{ display: 'flex', justifyContent: 'space-between', flexWrap: 'wrap', gap: 8 }}>
            <h2 className="section">{text.devices}</h2>
            <Button danger onClick={() => void signOut(true)}>
              {text.everywhere}
            </Button>
          </div>
          <Answer of={devices}>
            {({ sessions }) => (
              <Table
                rowKey="id"
                size="middle"
                pagination={false}
                scroll={{ x: 'max-content' }}
                dataSource={sessions}
                columns={[
                  {
                    title: text.device,
                    render: (_, row) => (
                      <>
                        {deviceName(row.device)} {row.isCurrent && <Tag color="green">{text.here}</Tag>}
                      </>
                    ),
                  },
                  { title: text.address, dataIndex: 'address' },
                  { title: text.startedAt, render: (_, row) => instantLabel(row.startedAt) },
                  { title: text.lastSeenAt, render: (_, row) => instantLabel(row.lastSeenAt) },
                ]}
              />
            )}
          </Answer>
        </section>
      </Space>
    </div>
  )
}

function Password() {
  const { post, isBusy, problem } = useSend()
  const [isSaved, setSaved] = useState(false)
  const [form] = Form.useForm()
  const save = async (typed: { current: string; next: string }) => {
    setSaved(false)
    if (await post('/api/auth/password', typed)) {
      setSaved(true)
      form.resetFields()
    }
  }
  return (
    <section className="sheet">
      <h2 className="section">{text.password}</h2>
      <Space orientation="vertical" style={{ width: '100%', maxWidth: 360 }}>
        {problem && <ProblemNote problem={problem} />}
        {isSaved && <Alert type="success" showIcon title={text.saved} />}
        <Form form={form} layout="vertical" requiredMark={false} onFinish={save} disabled={isBusy}>
          <Form.Item name="current" label={text.current} rules={[{ required: true, message: text.needed }]}>
            <Input.Password autoComplete="current-password" />
          </Form.Item>
          <Form.Item
            name="next"
            label={text.next}
            extra={text.nextHint}
            rules={[{ required: true, message: text.needed }]}
          >
            <Input.Password autoComplete="new-password" />
          </Form.Item>
          <Button type="primary" htmlType="submit" loading={isBusy}>
            {text.save}
          </Button>
        </Form>
      </Space>
    </section>
  )
}

function BackupCodes() {
  const { state } = useSignIn()
  const { post, isBusy, problem } = useSend()
  const [codes, setCodes] = useState<readonly string[]>([])
  if (state.at !== 'ready' || state.account.secondFactor !== 'passed') return null
  const make = async (typed: { password: string }) => {
    const reply = await post<{ backupCodes: string[] }>('/api/auth/backup-codes', typed)
    if (reply) setCodes(reply.backupCodes)
  }
  return (
    <section className="sheet">
      <h2 className="section">{text.backup}</h2>
      <Space orientation="vertical" style={{ width: '100%', maxWidth: 360 }}>
        {problem && <ProblemNote problem={problem} />}
        {codes.length > 0 ? (
          <div
            style={{
              display: 'grid',
              gridTemplateColumns: '1fr 1fr',
              gap: 8,
              fontFamily: 'monospace',
              fontSize: 16,
            }}
          >
            {codes.map((code) => (
              <span key={code}>{code}</span>
            ))}
          </div>
        ) : (
          <Form layout="vertical" requiredMark={false} onFinish={make} disabled={isBusy}>
            <Form.Item
              name="password"
              label={text.current}
              extra={text.backupHint}
              rules={[{ required: true, message: text.needed }]}
            >
              <Input.Password autoComplete="current-password" />
            </Form.Item>
            <Button htmlType="submit" loading={isBusy}>
              {text.backupMake}
            </Button>
          </Form>
        )}
      </Space>
    </section>
  )
}
