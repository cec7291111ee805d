import { Tabs } from 'antd'
import { useSearchParams } from 'react-router'
import { useNames, useSession } from '../../../shell/session.tsx'
import { DutyList } from '../parts/duty-list.tsx'

/** 职责清单: the own unit's duties; a post with several villages chooses among them. */
export function Page() {
  const { actor } = useSession()
  const names = useNames()
  const [params, setParams] = useSearchParams()
  if (actor.role !== 'village') return <DutyList of={{ unit: actor.unit }} />
  const asked = params.get('village')
  const village = actor.villages.find((each) => each === asked) ?? actor.villages[0] ?? ''
  return (
    <>
      {actor.villages.length > 1 && (
        <Tabs
          className="page no-print"
          activeKey={village}
          onChange={(next) => {
            const after = new URLSearchParams(params)
            after.set('village', next)
            setParams(after, { replace: true })
          }}
          items={actor.villages.map((each) => ({ key: each, label: names('villages', each) }))}
        />
      )}
      <DutyList key={village} of={{ village }} />
    </>
  )
}
