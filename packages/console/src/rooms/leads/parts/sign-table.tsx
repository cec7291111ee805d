import { acts, isGranted, type Sign } from '@hulei/core'
import { Button, Dropdown, Table, type TableColumnsType } from 'antd'
import { Link } from 'react-router'
import type { Doing } from '../../../registers/index.ts'
import { downloadUrl, withQuery } from '../../../shell/api.ts'
import { pageOfRecord } from '../../../shell/record-page.ts'
import { useNames, useSession } from '../../../shell/session.tsx'
import { reportingText as text } from '../reporting.text.ts'

/** Signs, each with its pages to print and what may be done with it. */
export function SignTable({ rows, onDo }: { rows: readonly Sign[]; onDo: (doing: Doing) => void }) {
  const session = useSession()
  const names = useNames()
  const isIssuer = (row: Sign) => isGranted(acts.get('sign.renew')?.by ?? [], session.actor, row)
  const seesVenues = session.registers.some((each) => each.kind === 'venue')
  const page = (row: Sign, query: Record<string, string>) =>
    downloadUrl(withQuery(`/api/signs/${row.id}/print`, query))
  const columns: TableColumnsType<Sign> = [
    {
      title: text.place,
      key: 'place',
      render: (_, row) =>
        row.venue && seesVenues ? (
          <Link to={pageOfRecord('venue', row.venue) ?? ''}>{row.place}</Link>
        ) : (
          row.place
        ),
    },
    {
      title: text.village,
      key: 'village',
      render: (_, row) =>
        [names('villages', row.village), names('schools', row.school)].filter(Boolean).join(' · '),
    },
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
                .filter((name) => session.acts.includes(name))
                .map((name) => ({ key: name, label: acts.get(name)?.title })),
              onClick: ({ key }) => onDo({ act: key, record: row }),
            }}
          >
            <Button size="small">{text.more}</Button>
          </Dropdown>
        ),
    },
  ]
  return (
    <Table<Sign>
      rowKey="id"
      size="middle"
      columns={columns}
      dataSource={[...rows]}
      pagination={false}
      scroll={{ x: 'max-content' }}
    />
  )
}

const PrintLink = ({ href, children }: { href: string; children: string }) => (
  <a href={href} target="_blank" rel="noreferrer">
    {children}
  </a>
)
