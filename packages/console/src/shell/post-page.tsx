import { Button, Space } from 'antd'
import { type PostView, useSignIn } from './session.tsx'
import { signInText as text } from './sign-in.text.ts'
import { SignInFrame } from './sign-in-frame.tsx'

/** Choosing the post under which to act. */
export function PostPage({ posts }: { posts: readonly PostView[] }) {
  const { choosePost, signOut } = useSignIn()
  return (
    <SignInFrame title={posts.length > 0 ? text.choosePost : ''}>
      <Space orientation="vertical" size="middle" style={{ width: '100%' }}>
        {posts.length === 0 && <span>{text.noPost}</span>}
        {posts.map((post) => (
          <Button
            key={post.id}
            block
            size="large"
            style={{ height: 'auto', padding: '10px 16px' }}
            onClick={() => choosePost(post.id)}
          >
            <span style={{ display: 'block', width: '100%', textAlign: 'start' }}>
              <strong style={{ display: 'block' }}>{post.title}</strong>
              <small className="quiet">{post.townshipName}</small>
            </span>
          </Button>
        ))}
        <Button type="link" style={{ padding: 0 }} onClick={() => void signOut()}>
          {text.signOut}
        </Button>
      </Space>
    </SignInFrame>
  )
}
