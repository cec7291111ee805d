import { Button, Form, Input, Space } from 'antd'
import { useState } from 'react'
import { useSignIn } from './session.tsx'
import { signInText as text } from './sign-in.text.ts'
import { SignInFrame } from './sign-in-frame.tsx'
import { ProblemNote } from './states.tsx'
import { useSend } from './use-send.ts'

/** User name and password, then the second factor where there is one. */
export function SignInPage() {
  const { refresh } = useSignIn()
  const [step, setStep] = useState<'password' | 'second-factor'>('password')
  const { post, isBusy, problem, clear } = useSend()

  const signIn = async (typed: { userName: string; password: string }) => {
    const reply = await post<{ next: 'done' | 'second-factor' | 'enrol' }>('/api/auth/sign-in', typed)
    if (reply?.next === 'second-factor') setStep('second-factor')
    else if (reply) await refresh()
  }
  const back = () => {
    clear()
    setStep('password')
  }
  return (
    <SignInFrame>
      <Space orientation="vertical" size="middle" style={{ width: '100%' }}>
        {problem && <ProblemNote problem={problem} />}
        {step === 'password' ? (
          <Form layout="vertical" requiredMark={false} onFinish={signIn} disabled={isBusy}>
            <Form.Item
              name="userName"
              label={text.userName}
              rules={[{ required: true, message: text.needed }]}
            >
              <Input autoFocus autoComplete="username" autoCapitalize="none" size="large" />
            </Form.Item>
            <Form.Item
              name="password"
              label={text.password}
              rules={[{ required: true, message: text.needed }]}
            >
              <Input.Password autoComplete="current-password" size="large" />
            </Form.Item>
            <Button type="primary" htmlType="submit" size="large" block loading={isBusy}>
              {text.signIn}
            </Button>
          </Form>
        ) : (
          <SecondFactor isBusy={isBusy} send={post} onDone={refresh} onBack={back} />
        )}
      </Space>
    </SignInFrame>
  )
}

function SecondFactor(props: {
  isBusy: boolean
  send: ReturnType<typeof useSend>['post']
  onDone: () => Promise<void>
  onBack: () => void
}) {
  const [isBackup, setBackup] = useState(false)
  const finish = async (typed: { code?: string; backupCode?: string }) => {
    const body = isBackup ? { backupCode: typed.backupCode?.trim() } : { code: typed.code }
    if (await props.send('/api/auth/second-factor', body)) await props.onDone()
  }
  return (
    <Form layout="vertical" requiredMark={false} onFinish={finish} disabled={props.isBusy}>
      {isBackup ? (
        <Form.Item
          name="backupCode"
          label={text.backupCode}
          rules={[{ required: true, message: text.needed }]}
        >
          <Input autoFocus autoComplete="off" size="large" />
        </Form.Item>
      ) : (
        <Form.Item
          name="code"
          label={text.code}
          extra={text.codeHint}
          rules={[{ required: true, message: text.needed }]}
        >
          <Input autoFocus inputMode="numeric" autoComplete="one-time-code" maxLength={8} size="large" />
        </Form.Item>
      )}
      <Button type="primary" htmlType="submit" size="large" block loading={props.isBusy}>
        {text.confirm}
      </Button>
      <div style={{ display: 'flex', justifyContent: 'space-between', marginTop: 12 }}>
        <Button type="link" style={{ padding: 0 }} onClick={props.onBack}>
          {text.back}
        </Button>
        <Button type="link" style={{ padding: 0 }} onClick={() => setBackup(!isBackup)}>
          {isBackup ? text.useCode : text.useBackup}
        </Button>
      </div>
    </Form>
  )
}
