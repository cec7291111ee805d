import { formatDayZh, openOffender, type YoungOffender } from '@hulei/core'
import { Button, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { ActDrawer, type Doing, StateList } from '../../../registers/index.ts'
import { useNames, useSession } from '../../../shell/session.tsx'
import { supportText as text } from '../support.text.ts'

/** 失足青少年: every file that the post may see, by code. */
export function Page() {
  const { acts } = useSession()
  const [doing, setDoing] = useState<Doing | undefined>(undefined)
  const columns = useColumns()
  return (
    <StateList<YoungOffender>
      kind="youngOffender"
      query={{ sort: '-openedOn' }}
      states={text.states}
      title={text.offenders}
      note={text.offendersNote}
      columns={() => columns}
      empty={text.noOffenders}
      actions={
        acts.includes(openOffender.name) && (
          <Button type="primary" onClick={() => setDoing({ act: openOffender.name })}>
            {text.open}
          </Button>
        )
      }
    >
      {doing && <ActDrawer doing={doing} onClose={() => setDoing(undefined)} />}
    </StateList>
  )
}

/** From when until when somebody is in community correction, in words. */
export const correctionOf = (of: YoungOffender): string =>
  of.isInCorrection && of.correctionFrom
    ? text.correctionSpan(formatDayZh(of.correctionFrom), of.correctionTo ? formatDayZh(of.correctionTo) : '')
    : text.notInCorrection

function useColumns(): TableColumnsType<YoungOffender> {
  const names = useNames()
  return [
    {
      title: text.code,
      key: 'code',
      fixed: 'left',
      render: (_, row) => <Link to={`/young-offenders/${row.id}`}>{row.code}</Link>,
    },
    { title: text.ground, key: 'ground', render: (_, row) => names('offenderGrounds', row.ground) },
    { title: text.openedOn, key: 'openedOn', render: (_, row) => formatDayZh(row.openedOn) },
    { title: text.correction, key: 'correction', render: (_, row) => correctionOf(row) },
    {
      title: text.closed,
      key: 'closed',
      render: (_, row) => (row.closedOn ? formatDayZh(row.closedOn) : text.none_),
    },
  ]
}
