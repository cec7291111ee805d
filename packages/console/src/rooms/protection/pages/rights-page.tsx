import { formatDayZh, type RightsRequest } from '@hulei/core'
import { Button, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { ActDrawer, type Doing, StateList } from '../../../registers/index.ts'
import { useNames, useSession } from '../../../shell/session.tsx'
import { RequestState } from '../parts/request-state.tsx'
import { protectionText as text } from '../protection.text.ts'

const FIELDS = 'code,asks,relation,askedOn,answerBy,status,result'

/** 权利申请: what families ask about a child's data, by codes alone. */
export function Page() {
  const { acts } = useSession()
  const [doing, setDoing] = useState<Doing | undefined>(undefined)
  const columns = useColumns()
  const mayReceive = acts.includes('rights.receive')
  return (
    <StateList<RightsRequest>
      kind="rightsRequest"
      query={{ fields: FIELDS, sort: '-askedOn' }}
      states={text.states}
      title={text.rights}
      note={text.rightsNote}
      columns={() => columns}
      empty={mayReceive ? text.noneOpen : text.none}
      actions={
        <>
          <Button href="/notice" target="_blank">
            {text.notice}
          </Button>
          {mayReceive && (
            <Button type="primary" onClick={() => setDoing({ act: 'rights.receive' })}>
              {text.receive}
            </Button>
          )}
        </>
      }
    >
      {doing && <ActDrawer doing={doing} onClose={() => setDoing(undefined)} />}
    </StateList>
  )
}

function useColumns(): TableColumnsType<RightsRequest> {
  const names = useNames()
  return [
    {
      title: text.code,
      key: 'code',
      fixed: 'left',
      render: (_, row) => <Link to={`/rights/${row.id}`}>{row.code}</Link>,
    },
    { title: text.asks, key: 'asks', render: (_, row) => names('rightsAsked', row.asks) },
    { title: text.relation, key: 'relation', render: (_, row) => names('askerRelations', row.relation) },
    { title: text.askedOn, key: 'askedOn', render: (_, row) => formatDayZh(row.askedOn) },
    { title: text.answerBy, key: 'answerBy', render: (_, row) => formatDayZh(row.answerBy) },
    { title: text.status, key: 'status', render: (_, row) => <RequestState of={row} /> },
    {
      title: text.result,
      key: 'result',
      render: (_, row) => (row.result ? names('rightsResults', row.result) : text.none_),
    },
  ]
}
