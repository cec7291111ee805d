import { Button, Form, Input, Result, Space } from 'antd'
import { useState } from 'react'
import { signInText as text } from './sign-in.text.ts'
import { SignInFrame } from './sign-in-frame.tsx'
import { ProblemNote } from './states.tsx'
import { useSend } from './use-send.ts'

/** Where a one-time link leads: choosing a password. The token leaves the address bar at once. */
export function SetupPage() {
  const [token] = useState(() => {
    const given = new URLSearchParams(location.search).get('token') ?? ''
    history.replaceState(null, '', '/setup')
    return given
  })
  const [userName, setUserName] = useState<string | undefined>(undefined)
  const { post, isBusy, problem } = useSend()
  const save = async ({ password }: { password: string }) => {
    const reply = await post<{ userName: string }>('/api/auth/setup', { token, password })
    if (reply) setUserName(reply.userName)
  }
  if (userName) {
    return (
      <SignInFrame>
        <Result
          status="success"
          title={text.setupDone(userName)}
          style={{ padding: 0 }}
          extra={
            <Button type="primary" href="/">
              {text.toSignIn}
            </Button>
          }
        />
      </SignInFrame>
    )
  }
  return (
    <SignInFrame title={text.setupTitle}>
      <Space orientation="vertical" size="middle" style={{ width: '100%' }}>
        <span>{text.setupIntro}</span>
        {problem && <ProblemNote problem={problem} />}
        <Form layout="vertical" requiredMark={false} onFinish={save} disabled={isBusy}>
          <Form.Item name="password" label={text.password} rules={[{ required: true, message: text.needed }]}>
            <Input.Password autoFocus autoComplete="new-password" size="large" />
          </Form.Item>
          <Form.Item
            name="again"
            label={text.setupAgain}
            dependencies={['password']}
            rules={[
              ({ getFieldValue }) => ({
                validator: async (_rule, value) => {
                  if (value !== getFieldValue('password')) throw new Error(text.setupDiffers)
                },
              }),
            ]}
          >
            <Input.Password autoComplete="new-password" size="large" />
          </Form.Item>
          <Button type="primary" htmlType="submit" size="large" block loading={isBusy}>
            {text.setupSave}
          </Button>
        </Form>
      </Space>
    </SignInFrame>
  )
}
