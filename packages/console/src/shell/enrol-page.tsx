import { Button, Form, Input, QRCode, Space, Typography } from 'antd'
import { useState } from 'react'
import { useSignIn } from './session.tsx'
import { signInText as text } from './sign-in.text.ts'
import { SignInFrame } from './sign-in-frame.tsx'
import { ProblemNote } from './states.tsx'
import { useSend } from './use-send.ts'

/** Binding the second factor: scan, confirm with a code, write down the backup codes. Nothing else is reached before. */
export function EnrolPage() {
  const { refresh, signOut } = useSignIn()
  const { post, isBusy, problem } = useSend()
  const [secret, setSecret] = useState<{ uri: string; secret: string } | undefined>(undefined)
  const [backupCodes, setBackupCodes] = useState<readonly string[] | undefined>(undefined)

  const start = async ({ password }: { password?: string }) =>
    setSecret(await post('/api/auth/enrol/start', password ? { password } : {}))
  const confirm = async (typed: { code: string }) => {
    const reply = await post<{ backupCodes: string[] }>('/api/auth/enrol/confirm', typed)
    if (reply) setBackupCodes(reply.backupCodes)
  }
  return (
    <SignInFrame title={backupCodes ? text.backupTitle : text.enrolTitle}>
      <Space orientation="vertical" size="middle" style={{ width: '100%' }}>
        {problem && <ProblemNote problem={problem} />}
        {backupCodes ? (
          <>
            <p>{text.backupIntro}</p>
            <div
              style={{
                display: 'grid',
                gridTemplateColumns: '1fr 1fr',
                gap: 8,
                fontFamily: 'monospace',
                fontSize: 16,
              }}
            >
              {backupCodes.map((code) => (
                <span key={code}>{code}</span>
              ))}
            </div>
            <Button type="primary" size="large" block onClick={() => void refresh()}>
              {text.backupSaved}
            </Button>
          </>
        ) : secret ? (
          <>
            <p>{text.enrolIntro}</p>
            <div style={{ display: 'grid', placeItems: 'center' }}>
              <QRCode value={secret.uri} errorLevel="M" />
            </div>
            <div>
              <span className="quiet">{text.secret}</span>
              <Typography.Paragraph
                copyable
                style={{ fontFamily: 'monospace', margin: 0, wordBreak: 'break-all' }}
              >
                {secret.secret}
              </Typography.Paragraph>
            </div>
            <Form layout="vertical" requiredMark={false} onFinish={confirm} disabled={isBusy}>
              <Form.Item name="code" label={text.code} rules={[{ required: true, message: text.needed }]}>
                <Input inputMode="numeric" autoComplete="one-time-code" maxLength={8} size="large" />
              </Form.Item>
              <Button type="primary" htmlType="submit" size="large" block loading={isBusy}>
                {text.confirm}
              </Button>
            </Form>
          </>
        ) : (
          <Form layout="vertical" requiredMark={false} onFinish={start} disabled={isBusy}>
            <p>{text.enrolIntro}</p>
            <Form.Item name="password" label={text.enrolPassword}>
              <Input.Password autoComplete="current-password" size="large" />
            </Form.Item>
            <Button type="primary" htmlType="submit" size="large" block loading={isBusy}>
              {text.enrolStart}
            </Button>
          </Form>
        )}
        {!backupCodes && (
          <Button type="link" style={{ padding: 0 }} onClick={() => void signOut()}>
            {text.signOut}
          </Button>
        )}
      </Space>
    </SignInFrame>
  )
}
