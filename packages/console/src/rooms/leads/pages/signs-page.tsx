import { acts, isGranted, type Sign } from '@hulei/core'
import { Button, Dropdown, Table, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { ActDrawer, type Doing } from '../../../registers/index.ts'
import { downloadUrl, withQuery } from '../../../shell/api.ts'
import { PageHead } from '../../../shell/page-head.tsx'
import { useNames, useSession } from '../../../shell/session.tsx'
import { Answer, Nothing } from '../../../shell/states.tsx'
import { useRead } from '../../../shell/use-read.ts'
import { reportingText as text } from '../reporting.text.ts'

/** 举报牌: where they stand, and their pages to print. */
export function Page() {
  const session = useSession()
  const names = useNames()
  const [doing, setDoing] = useState<Doing | undefined>(undefined)
  const list = useRead<{ rows: Sign[] }>(withQuery('/api/registers/sign', { state: 'current', limit: 200 }))
  const mayDo = (name: string) => session.acts.includes(name)
  const isIssuer = (row: Sign) => isGranted(acts.get('sign.renew')?.by ?? [], session.actor, row)
  const page = (row: Sign, query: Record<string, string>) =>
    downloadUrl(withQuery(`/api/signs/${row.id}/print`, query))
  const columns: TableColumnsType<Sign> = [
    { title: text.place, key: 'place', render: (_, row) => row.place },
    { title: text.village, key: 'village', render: (_, row) => names('villages', row.village) },
    { title: text.officer, key: 'officer', render: (_, row) => row.officer },
    { title: text.startedOn, key: 'from', render: (_, row) => row.startedOn },
    {
      title: text.print,
      key: 'print',
      render: (_, row) => (
        <span style={{ display: 'inline-flex', flexWrap: 'wrap', gap: '0 12px' }}>
          <PrintLink href={page(row, { size: 'a4' })}>{text.printA4}</PrintLink>
          <PrintLink href={page(row, { size: 'a6' })}>{text.printA6}</PrintLink>
          {row.isVenue && isIssuer(row) && (
            <PrintLink href={page(row, { size: 'a6', for: 'venue' })}>{text.printVenue}</PrintLink>
          )}
        </span>
      ),
    },
    {
      key: 'more',
      render: (_, row) =>
        isIssuer(row) && (
          <Dropdown
            trigger={['click']}
            menu={{
              items: ['sign.amend', 'sign.take-down', ...(row.isVenue ? ['sign.renew'] : [])]
                .filter(mayDo)
                .map((name) => ({ key: name, label: acts.get(name)?.title })),
              onClick: ({ key }) => setDoing({ act: key, record: row }),
            }}
          >
            <Button size="small">{text.more}</Button>
          </Dropdown>
        ),
    },
  ]
  return (
    <div className="page">
      <PageHead
        title={text.signs}
        actions={
          mayDo('sign.put-up') && (
            <Button type="primary" onClick={() => setDoing({ act: 'sign.put-up' })}>
              {text.newSign}
            </Button>
          )
        }
      >
        {text.signsNote}
      </PageHead>
      <section className="sheet">
        <Answer of={list}>
          {({ rows }) =>
            rows.length === 0 ? (
              <Nothing>{text.noSigns}</Nothing>
            ) : (
              <Table<Sign>
                rowKey="id"
                size="middle"
                columns={columns}
                dataSource={rows}
                pagination={false}
                scroll={{ x: 'max-content' }}
              />
            )
          }
        </Answer>
      </section>
      {doing && <ActDrawer doing={doing} onClose={() => setDoing(undefined)} />}
    </div>
  )
}

const PrintLink = ({ href, children }: { href: string; children: string }) => (
  <a href={href} target="_blank" rel="noreferrer">
    {children}
  </a>
)
