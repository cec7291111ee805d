import { PlusOutlined } from '@ant-design/icons'
import { acts, instantLabel } from '@hulei/core'
import { Alert, App, Button, Dropdown, Input, Modal, Space, Table, Tag, Typography } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { ActForm } from '../../../registers/index.ts'
import { FormDrawer } from '../../../shell/form-drawer.tsx'
import { PageHead } from '../../../shell/page-head.tsx'
import { Answer, Nothing, ProblemNote } from '../../../shell/states.tsx'
import { usePerform } from '../../../shell/use-perform.ts'
import { useRead } from '../../../shell/use-read.ts'
import { useSend } from '../../../shell/use-send.ts'
import { accountsText as text } from '../accounts.text.ts'

type Account = {
  accountId: string
  userName: string
  displayName: string
  requiresSecondFactor: boolean
  hasSecondFactor: boolean
  hasPassword: boolean
  isDisabled: boolean
  createdAt: string
}

type Vacancy = { what: 'outside'; isTexted: boolean } | { what: 'leading'; title: string }

/** Who may sign in: open, hand out a link, help with a lost phone, disable. What they see follows from their posts. */
export function Page() {
  const accounts = useRead<{ accounts: Account[]; vacancies: Vacancy[] }>('/api/accounts')
  const [typed, setTyped] = useState('')
  const [isOpening, setOpening] = useState(false)
  const [link, setLink] = useState<string | undefined>(undefined)
  const { message } = App.useApp()
  const { perform, problem } = usePerform()
  const sender = useSend()
  const openAct = acts.get('account.open')

  const change = async (act: string, account: Account) => {
    if (await perform({ act, record: account.accountId, input: {} })) void message.success(text.done)
  }
  const issueLink = async (accountId: string) => {
    const reply = await sender.post<{ link: string }>(`/api/accounts/${accountId}/link`, {
      act: crypto.randomUUID(),
    })
    if (reply) setLink(new URL(reply.link, location.href).href)
    await accounts.refetch()
  }
  const isMatch = (account: Account) =>
    `${account.userName} ${account.displayName}`.toLowerCase().includes(typed.trim().toLowerCase())
  return (
    <div className="page">
      <PageHead
        title={text.title}
        actions={
          <>
            <Link to="/registers/post">
              <Button>{text.posts}</Button>
            </Link>
            <Button type="primary" icon={<PlusOutlined />} onClick={() => setOpening(true)}>
              {text.open}
            </Button>
          </>
        }
      >
        {text.intro}
      </PageHead>
      {accounts.data && accounts.data.vacancies.length > 0 && (
        <Alert
          type="warning"
          showIcon
          style={{ marginBottom: 16 }}
          title={text.vacant}
          description={
            <ul style={{ margin: 0, paddingInlineStart: 18 }}>
              {accounts.data.vacancies.map((each) => (
                <li key={each.what === 'outside' ? each.what : each.title}>
                  {each.what === 'outside' ? text.noOutside(each.isTexted) : text.noLeading(each.title)}
                </li>
              ))}
            </ul>
          }
        />
      )}
      <section className="sheet">
        <Space orientation="vertical" style={{ width: '100%' }}>
          <Input.Search
            allowClear
            placeholder={text.search}
            style={{ maxWidth: 320 }}
            onChange={(event) => setTyped(event.target.value)}
          />
          {(problem ?? sender.problem) && (
            <ProblemNote problem={(problem ?? sender.problem) as NonNullable<typeof problem>} />
          )}
          <Answer of={accounts}>
            {(data) =>
              data.accounts.length === 0 ? (
                <Nothing>{text.empty}</Nothing>
              ) : (
                <Table
                  rowKey="accountId"
                  size="middle"
                  scroll={{ x: 'max-content' }}
                  pagination={{ pageSize: 50, hideOnSinglePage: true }}
                  dataSource={data.accounts.filter(isMatch)}
                  columns={[
                    { title: text.displayName, dataIndex: 'displayName', fixed: 'left' },
                    { title: text.userName, dataIndex: 'userName' },
                    { title: text.state, render: (_, account) => <AccountState account={account} /> },
                    {
                      title: text.secondFactor,
                      render: (_, account) =>
                        account.hasSecondFactor
                          ? text.enrolled
                          : account.requiresSecondFactor
                            ? text.notEnrolled
                            : text.notRequired,
                    },
                    {
                      title: text.openedOn,
                      render: (_, account) => instantLabel(account.createdAt).slice(0, 10),
                    },
                    {
                      key: 'acts',
                      render: (_, account) => (
                        <Space>
                          <Button size="small" onClick={() => void issueLink(account.accountId)}>
                            {text.link}
                          </Button>
                          <MoreActs account={account} onAct={(act) => void change(act, account)} />
                        </Space>
                      ),
                    },
                  ]}
                />
              )
            }
          </Answer>
        </Space>
      </section>
      {isOpening && openAct && (
        <FormDrawer title={text.open} onClose={() => setOpening(false)}>
          <ActForm
            act={openAct}
            onCancel={() => setOpening(false)}
            onDone={(reply) => {
              setOpening(false)
              if (reply.record) void issueLink(reply.record)
            }}
          />
        </FormDrawer>
      )}
      <Modal
        open={link !== undefined}
        title={text.linkTitle}
        footer={null}
        onCancel={() => setLink(undefined)}
        destroyOnHidden
      >
        <p>{text.linkNote}</p>
        <Typography.Paragraph
          copyable={{ tooltips: [text.copy, text.copied] }}
          code
          style={{ wordBreak: 'break-all' }}
        >
          {link}
        </Typography.Paragraph>
      </Modal>
    </div>
  )
}

function AccountState({ account }: { account: Account }) {
  if (account.isDisabled) return <Tag color="red">{text.disabled}</Tag>
  return account.hasPassword ? <Tag color="green">{text.active}</Tag> : <Tag color="gold">{text.waiting}</Tag>
}

function MoreActs({ account, onAct }: { account: Account; onAct: (act: string) => void }) {
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          { key: 'account.unlock', label: text.unlock },
          { key: 'account.sign-out', label: text.signOut },
          { key: 'account.reset-second-factor', label: text.resetFactor, disabled: !account.hasSecondFactor },
          account.isDisabled
            ? { key: 'account.enable', label: text.enable }
            : { key: 'account.disable', label: text.disable, danger: true },
        ],
        onClick: ({ key }) => onAct(key),
      }}
    >
      <Button size="small">{text.more}</Button>
    </Dropdown>
  )
}
