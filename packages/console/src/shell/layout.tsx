import { LogoutOutlined, MenuOutlined, SwapOutlined, UserOutlined } from '@ant-design/icons'
import { formatDayZh } from '@hulei/core'
import { Button, Drawer, Dropdown, Layout as Frame, Grid, Menu, Tag, Tooltip } from 'antd'
import { Suspense, useState } from 'react'
import { Outlet, useLocation, useNavigate } from 'react-router'
import { Bell } from '../messages/bell.tsx'
import { layoutText as text } from './layout.text.ts'
import { entryOf, navigationOf } from './navigation.ts'
import { useSession, useSignIn } from './session.tsx'
import { PageLoading } from './states.tsx'
import { ACCENT } from './theme.ts'

/** Menu at the side (behind a button on a phone), township and post at the top, the page below. */
export function Layout() {
  const { md } = Grid.useBreakpoint()
  const [isMenuOpen, setMenuOpen] = useState(false)
  const isWide = md ?? true
  return (
    <Frame style={{ minHeight: '100dvh' }}>
      <a className="skip" href="#page">
        {text.skip}
      </a>
      {isWide && (
        <Frame.Sider width={208} className="no-print" style={{ borderInlineEnd: '1px solid #e3e8ea' }}>
          <div style={{ position: 'sticky', top: 0, maxHeight: '100dvh', overflowY: 'auto' }}>
            <Brand />
            <Navigation onGo={() => {}} />
          </div>
        </Frame.Sider>
      )}
      <Frame>
        <Frame.Header className="no-print top-bar">
          {!isWide && (
            <Button
              type="text"
              icon={<MenuOutlined />}
              aria-label={text.menu}
              onClick={() => setMenuOpen(true)}
            />
          )}
          <TopBar isWide={isWide} />
        </Frame.Header>
        <Frame.Content id="page" style={{ padding: isWide ? 24 : 12, minWidth: 0 }}>
          <Suspense fallback={<PageLoading />}>
            <Outlet />
          </Suspense>
        </Frame.Content>
      </Frame>
      {!isWide && (
        <Drawer
          open={isMenuOpen}
          onClose={() => setMenuOpen(false)}
          placement="left"
          size={264}
          title={text.product}
          styles={{ body: { padding: 0 } }}
        >
          <Navigation onGo={() => setMenuOpen(false)} />
        </Drawer>
      )}
    </Frame>
  )
}

function Brand() {
  return (
    <div style={{ display: 'flex', alignItems: 'center', gap: 10, height: 52, paddingInline: 20 }}>
      <img src="/icon.svg" width={28} height={28} alt="" />
      <strong style={{ fontSize: 18, color: ACCENT }}>{text.product}</strong>
    </div>
  )
}

function Navigation({ onGo }: { onGo: () => void }) {
  const session = useSession()
  const navigate = useNavigate()
  const { pathname } = useLocation()
  const groups = navigationOf(session)
  const selected = entryOf(
    pathname,
    groups.flatMap(({ items }) => items),
  )
  return (
    <Menu
      mode="inline"
      style={{ borderInlineEnd: 0 }}
      selectedKeys={selected ? [selected] : []}
      onClick={({ key }) => {
        onGo()
        void navigate(key)
      }}
      items={groups.map(({ group, items }) => ({
        type: 'group',
        key: group,
        label: text.groups[group],
        children: items.map(({ path, title }) => ({ key: path, label: title })),
      }))}
    />
  )
}

function TopBar({ isWide }: { isWide: boolean }) {
  const { township, actor, roleTitle } = useSession()
  const { state, choosePost, signOut } = useSignIn()
  const navigate = useNavigate()
  const posts = state.at === 'ready' ? state.posts : []
  const current = posts.find((post) => post.id === actor.post)
  return (
    <>
      <span style={{ fontWeight: 600, whiteSpace: 'nowrap', overflow: 'hidden', textOverflow: 'ellipsis' }}>
        {township.name}
      </span>
      {township.isDemo && (
        <Tooltip title={text.demoNote}>
          <Tag color="gold">
            {isWide ? text.demo(formatDayZh(township.today)) : text.demoBrief(township.today)}
          </Tag>
        </Tooltip>
      )}
      <span style={{ flex: 1 }} />
      <Bell />
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            ...(posts.length > 1 ? [{ key: 'post', icon: <SwapOutlined />, label: text.switchPost }] : []),
            { key: 'account', icon: <UserOutlined />, label: text.account },
            { key: 'sign-out', icon: <LogoutOutlined />, label: text.signOut },
          ],
          onClick: ({ key }) => {
            if (key === 'post') choosePost(undefined)
            else if (key === 'account') void navigate('/account')
            else void signOut()
          },
        }}
      >
        <Button type="text" icon={<UserOutlined />} style={{ maxWidth: '50vw' }}>
          <span style={{ overflow: 'hidden', textOverflow: 'ellipsis' }}>
            {isWide ? `${actor.name} · ${current?.title ?? roleTitle}` : actor.name}
          </span>
        </Button>
      </Dropdown>
    </>
  )
}
