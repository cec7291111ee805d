import { type CaseFile, formatDayZh } from '@hulei/core'
import { Button, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { ActDrawer, type Doing, StateList } from '../../../registers/index.ts'
import { useNames, useSession } from '../../../shell/session.tsx'
import { casesText as text } from '../cases.text.ts'
import { Marks } from '../parts/marks.tsx'

const FIELDS = 'code,concerns,stage,receivedOn,isListed,isRaised,isOutside,specialSuspects,closedOn'

/** 案件: every case that the post may see, the newest first. */
export function Page() {
  const { acts } = useSession()
  const [doing, setDoing] = useState<Doing | undefined>(undefined)
  const columns = useColumns()
  const mayOpen = acts.includes('case.open')
  return (
    <StateList<CaseFile>
      kind="caseFile"
      query={{ fields: FIELDS, sort: '-receivedOn' }}
      states={text.states}
      title={text.cases}
      note={text.casesNote}
      columns={() => columns}
      empty={mayOpen ? text.none : text.noneHere}
      actions={
        mayOpen && (
          <Button type="primary" onClick={() => setDoing({ act: 'case.open' })}>
            {text.open}
          </Button>
        )
      }
    >
      {doing && <ActDrawer doing={doing} onClose={() => setDoing(undefined)} />}
    </StateList>
  )
}

function useColumns(): TableColumnsType<CaseFile> {
  const names = useNames()
  return [
    {
      title: text.code,
      key: 'code',
      fixed: 'left',
      render: (_, row) => <Link to={`/cases/${row.id}`}>{row.code}</Link>,
    },
    { title: text.concerns, key: 'concerns', render: (_, row) => names('leadConcerns', row.concerns) },
    { title: text.stage, key: 'stage', render: (_, row) => names('caseStages', row.stage) },
    { title: text.receivedOn, key: 'receivedOn', render: (_, row) => formatDayZh(row.receivedOn) },
    { title: text.village, key: 'village', render: (_, row) => names('villages', row.village) || text.none_ },
    { title: text.marks, key: 'marks', render: (_, row) => <Marks of={row} /> },
  ]
}
