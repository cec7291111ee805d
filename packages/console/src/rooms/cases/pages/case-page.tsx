import { acts, nextStages } from '@hulei/core'
import { Button, Dropdown } from 'antd'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { RecordDrawer } from '../../../registers/index.ts'
import { PageHead } from '../../../shell/page-head.tsx'
import { useNames, useSession } from '../../../shell/session.tsx'
import { Answer } from '../../../shell/states.tsx'
import { MatterTie, useMay } from '../../../shell/use-may.ts'
import { useRead } from '../../../shell/use-read.ts'
import { Assignees, type Matter, tieOf } from '../../sealing/index.ts'
import { RescueCard } from '../../support/index.ts'
import type { CaseRoom } from '../case-types.ts'
import '../cases.css'
import { ActDrawer, type Doing } from '../../../registers/index.ts'
import { casesText as text } from '../cases.text.ts'
import { Chain } from '../parts/chain.tsx'
import { Checklist } from '../parts/checklist.tsx'
import { Consequences, Interviews, type Looked, Review } from '../parts/learnt.tsx'
import { Marks } from '../parts/marks.tsx'
import { Orders } from '../parts/orders.tsx'
import { People } from '../parts/people.tsx'
import { Section } from '../parts/section.tsx'
import { StageLine } from '../parts/stage-line.tsx'

/** 案件办理: a case on one page, and beside it the chain from the case to the rules that were improved. */
export function Page() {
  const { id = '' } = useParams()
  const room = useRead<CaseRoom>(`/api/cases/${id}`)
  return (
    <div className="page">
      <Answer of={room}>{(data) => <Room key={data.case.id} room={data} />}</Answer>
    </div>
  )
}

function Room({ room }: { room: CaseRoom }) {
  const names = useNames()
  const [doing, setDoing] = useState<Doing | undefined>(undefined)
  const [looked, setLooked] = useState<Looked | undefined>(undefined)
  const own = useRead<Matter>(`/api/matters/${room.case.id}`)
  const lead = useRead<Matter>(room.lead ? `/api/matters/${room.lead.id}` : null)
  const covers = [...(own.data?.covers ?? []), ...(lead.data?.covers ?? [])]
  const codes = new Map(covers.map((cover) => [cover.id, cover.code]))
  const { account } = useSession().actor
  const of = room.case
  const facts = [
    names('leadConcerns', of.concerns),
    names('leadSettings', of.setting),
    names('villages', of.village),
    names('schools', of.school),
    [names('venueTypes', of.venueType), of.venue].filter(Boolean).join(' '),
    of.responsibleUnits.map((unit) => names('units', unit)).join('、'),
  ].filter(Boolean)
  return (
    <MatterTie value={tieOf(own.data?.assignments, account)}>
      <PageHead title={of.code} actions={<Actions room={room} onDo={setDoing} />}>
        {facts.join(' · ')} <Marks of={of} />
      </PageHead>
      <div className="case-room">
        <div>
          <Section title={text.stages}>
            <StageLine of={of} />
          </Section>
          <Checklist room={room} onDo={setDoing} />
          <People room={room} onDo={setDoing} />
          {own.data && <Assignees matter={of.id} data={own.data} hasRescue />}
          <RescueCard matter={of.id} covers={covers} />
          <Interviews room={room} codes={codes} />
          <Review room={room} onDo={setDoing} onLook={setLooked} />
          <Orders room={room} onDo={setDoing} onLook={setLooked} />
          <Consequences room={room} onDo={setDoing} onLook={setLooked} />
        </div>
        <Chain room={room} onDo={setDoing} onLook={setLooked} />
      </div>
      {doing && <ActDrawer doing={doing} onClose={() => setDoing(undefined)} />}
      {looked && <RecordDrawer kind={looked.kind} id={looked.id} onClose={() => setLooked(undefined)} />}
    </MatterTie>
  )
}

/** The next stages as a menu, and what else may be done with the case. */
function Actions({ room, onDo }: { room: CaseRoom; onDo: (doing: Doing) => void }) {
  const names = useNames()
  const may = useMay()
  const of = room.case
  const next = may('case.advance') ? nextStages(of.stage) : []
  const others = ['case.amend', 'case.supervise', 'case.join'].filter((act) => may(act) && !of.closedOn)
  const advance = (to: string): Doing => ({
    act: 'case.advance',
    title: text.stageTo(names('caseStages', to)),
    record: of,
    given: { to, ...(to !== 'ended' && { ending: undefined, endingReason: undefined }) },
  })
  return (
    <>
      <Link to="/cases">
        <Button>{text.back}</Button>
      </Link>
      {others.length > 0 && (
        <Dropdown
          trigger={['click']}
          menu={{
            items: others.map((act) => ({ key: act, label: acts.get(act)?.title })),
            onClick: ({ key }) => onDo({ act: key, record: of }),
          }}
        >
          <Button>{text.more}</Button>
        </Dropdown>
      )}
      {next.length > 0 && (
        <Dropdown
          trigger={['click']}
          menu={{
            items: next.map((to) => ({ key: to, label: names('caseStages', to) })),
            onClick: ({ key }) => onDo(advance(key)),
          }}
        >
          <Button type="primary">{text.advance}</Button>
        </Dropdown>
      )}
    </>
  )
}
