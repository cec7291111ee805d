import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { Button, ConfigProvider, App as Messages, Result } from 'antd'
import zhCN from 'antd/locale/zh_CN'
import { type ComponentType, lazy } from 'react'
import { createBrowserRouter, Link, RouterProvider } from 'react-router'
import { rooms } from '../rooms.ts'
import { appText as text } from './app.text.ts'
import { EnrolPage } from './enrol-page.tsx'
import { Layout } from './layout.tsx'
import type { Page } from './page.ts'
import { PostPage } from './post-page.tsx'
import { SessionProvider, useSession, useSignIn } from './session.tsx'
import { SetupPage } from './setup-page.tsx'
import { SignInFrame } from './sign-in-frame.tsx'
import { SignInPage } from './sign-in-page.tsx'
import { PageLoading, ProblemNote } from './states.tsx'
import { theme } from './theme.ts'

const queries = new QueryClient({
  defaultOptions: { queries: { retry: false, refetchOnWindowFocus: false, staleTime: 15_000 } },
})

/** A page of a room, fetched when it is first opened. */
function elementOf(page: Page) {
  const Lazy = lazy(async () => ({ default: (await page.load()).Page as ComponentType }))
  return <Guarded page={page} content={Lazy} />
}

function Guarded({ page, content: Content }: { page: Page; content: ComponentType }) {
  const session = useSession()
  return page.isFor(session) ? <Content key={session.actor.post} /> : <NoSuchPage />
}

function NoSuchPage() {
  return (
    <Result
      status="404"
      title={text.noSuchPage}
      extra={
        <Link to="/">
          <Button type="primary">{text.home}</Button>
        </Link>
      }
    />
  )
}

function Broken() {
  return (
    <Result
      status="error"
      title={text.broken}
      extra={<Button onClick={() => location.reload()}>{text.reload}</Button>}
    />
  )
}

const router = createBrowserRouter([
  { path: '/setup', element: <SetupPage /> },
  {
    path: '/',
    element: <SignedIn />,
    errorElement: <Broken />,
    children: [
      ...rooms.flatMap((room) =>
        room.pages.map((page) => ({ path: page.path, element: elementOf(page), errorElement: <Broken /> })),
      ),
      { path: '*', element: <NoSuchPage /> },
    ],
  },
])

/** Everything but the one-time link asks for somebody who is signed in and acts under a post. */
function SignedIn() {
  const { state } = useSignIn()
  switch (state.at) {
    case 'loading':
      return <PageLoading />
    case 'failed':
      return (
        <SignInFrame>
          <ProblemNote problem={state.problem} again={state.again} />
        </SignInFrame>
      )
    case 'signed-out':
      return <SignInPage />
    case 'to-enrol':
      return <EnrolPage />
    case 'choose-post':
      return <PostPage posts={state.posts} />
    case 'ready':
      return <Layout />
  }
}

export function App() {
  return (
    <ConfigProvider locale={zhCN} theme={theme} button={{ autoInsertSpace: false }}>
      <Messages>
        <QueryClientProvider client={queries}>
          <SessionProvider>
            <RouterProvider router={router} />
          </SessionProvider>
        </QueryClientProvider>
      </Messages>
    </ConfigProvider>
  )
}
