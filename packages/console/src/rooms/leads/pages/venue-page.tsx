import { type Sign, type Venue, venue } from '@hulei/core'
import { Button } from 'antd'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { actsOf } from '../../../registers/acts-of-kind.ts'
import { ActDrawer, type Doing, RecordFields } from '../../../registers/index.ts'
import { withQuery } from '../../../shell/api.ts'
import { PageHead } from '../../../shell/page-head.tsx'
import { useNames, useSession } from '../../../shell/session.tsx'
import { Answer, Nothing } from '../../../shell/states.tsx'
import { useMay } from '../../../shell/use-may.ts'
import { useRead } from '../../../shell/use-read.ts'
import '../reporting.css'
import { SignTable } from '../parts/sign-table.tsx'
import { reportingText as text } from '../reporting.text.ts'

type Opened = Venue & Parameters<typeof RecordFields>[0]['record']

/** 重点场所: what is known of one venue, and the signs that stand in it, to put up and to print. */
export function Page() {
  const { id = '' } = useParams()
  const record = useRead<Opened>(`/api/registers/venue/${id}`)
  return (
    <div className="page">
      <Answer of={record}>{(opened) => <VenueView key={opened.id} of={opened} />}</Answer>
    </div>
  )
}

function VenueView({ of }: { of: Opened }) {
  const session = useSession()
  const may = useMay()
  const names = useNames()
  const [doing, setDoing] = useState<Doing | undefined>(undefined)
  return (
    <>
      <PageHead
        title={of.name}
        actions={
          <>
            <Link to="/registers/venue">
              <Button>{text.back}</Button>
            </Link>
            {actsOf(venue, session, 'existing')
              .filter((act) => may(act.name, of))
              .map((act) => (
                <Button key={act.name} onClick={() => setDoing({ act: act.name, record: of })}>
                  {act.title}
                </Button>
              ))}
          </>
        }
      >
        {[names('villages', of.village), names('venueTypes', of.type)].filter(Boolean).join(' · ')}
      </PageHead>
      <div className="sheets">
        {session.registers.some((each) => each.kind === 'sign') && <Signs of={of} onDo={setDoing} />}
        <section className="sheet" aria-label={text.facts}>
          <h2 className="section">{text.facts}</h2>
          <RecordFields kind={venue} record={of} />
        </section>
      </div>
      {doing && <ActDrawer doing={doing} onClose={() => setDoing(undefined)} />}
    </>
  )
}

function Signs({ of, onDo }: { of: Opened; onDo: (doing: Doing) => void }) {
  const session = useSession()
  const list = useRead<{ rows: Sign[] }>(withQuery('/api/registers/sign', { state: 'current', limit: 200 }))
  const given = { venue: of.id, onVillage: of.village, place: of.name, setting: 'venue', isVenue: true }
  return (
    <section className="sheet" aria-label={text.signs}>
      <div className="lead-head">
        <h2 className="section">{text.signs}</h2>
        {session.acts.includes('sign.put-up') && !of.closedOn && (
          <Button onClick={() => onDo({ act: 'sign.put-up', given })}>{text.newSign}</Button>
        )}
      </div>
      <Answer of={list}>
        {({ rows }) => {
          const own = rows.filter((row) => row.venue === of.id)
          return own.length === 0 ? (
            <Nothing>{text.noSignHere}</Nothing>
          ) : (
            <SignTable rows={own} onDo={onDo} />
          )
        }}
      </Answer>
    </section>
  )
}
