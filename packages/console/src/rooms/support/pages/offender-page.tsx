import { formatDayZh } from '@hulei/core'
import { Button, Descriptions } from 'antd'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { ActDrawer, DoButtons, type Doing } from '../../../registers/index.ts'
import { PageHead } from '../../../shell/page-head.tsx'
import { useNames } from '../../../shell/session.tsx'
import { Answer } from '../../../shell/states.tsx'
import { MatterTie, useMay } from '../../../shell/use-may.ts'
import { useRead } from '../../../shell/use-read.ts'
import { MatterSeals } from '../../sealing/index.ts'
import '../support.css'
import { supportText as text } from '../support.text.ts'
import type { OffenderFile } from '../support-types.ts'
import { correctionOf } from './offenders-page.tsx'

/** The file of one young offender: a code, the meetings, and behind the seal who it is. */
export function Page() {
  const { id = '' } = useParams()
  const file = useRead<OffenderFile>(`/api/young-offenders/${id}`)
  return (
    <div className="page">
      <Answer of={file}>
        {(data) => (
          <MatterTie key={data.offender.id} value={{ isAssigned: data.isAssigned }}>
            <File file={data} />
          </MatterTie>
        )}
      </Answer>
    </div>
  )
}

function File({ file }: { file: OffenderFile }) {
  const { offender, meetings, isAssigned } = file
  const names = useNames()
  const may = useMay()
  const [doing, setDoing] = useState<Doing | undefined>(undefined)
  const acts = ['offender.take', 'offender.amend', 'offender.close'].filter(
    (act) => !(act === 'offender.take' && isAssigned),
  )
  return (
    <>
      <PageHead
        title={offender.code}
        actions={
          <>
            <Link to="/young-offenders">
              <Button>{text.back}</Button>
            </Link>
            {!offender.closedOn && <DoButtons of={acts} record={offender} onDo={setDoing} size="middle" />}
          </>
        }
      >
        {names('offenderGrounds', offender.ground)}
      </PageHead>
      <div className="rescue-sheets">
        <section className="sheet" aria-label={text.facts}>
          <h2 className="section">{text.facts}</h2>
          <Descriptions
            column={1}
            size="small"
            items={[
              { label: text.openedOn, children: formatDayZh(offender.openedOn) },
              ...(offender.returnedOn
                ? [{ label: text.returned, children: formatDayZh(offender.returnedOn) }]
                : []),
              { label: text.correction, children: correctionOf(offender) },
              ...(offender.closedOn
                ? [
                    {
                      label: text.closed,
                      children: [
                        formatDayZh(offender.closedOn),
                        names('offenderOutcomes', offender.outcome),
                      ].join(' · '),
                    },
                  ]
                : []),
            ]}
          />
        </section>
        <section className="sheet" aria-label={text.meetings}>
          <div className="rescue-head">
            <h2 className="section">{text.meetings}</h2>
            {!offender.closedOn && may('offender.meet') && (
              <Button
                size="small"
                type="primary"
                onClick={() => setDoing({ act: 'offender.meet', given: { matter: offender.id } })}
              >
                {text.addMeeting}
              </Button>
            )}
          </div>
          <p className="quiet">{meetings.length > 0 ? text.meetingsNote : text.noMeetings}</p>
          <ul className="rescue-lines">
            {meetings.map((each) => (
              <li key={each.id}>
                <span className="grow">
                  {formatDayZh(each.metOn)} <strong>{names('offenderWays', each.way)}</strong>
                </span>
                <span className="quiet">{each.who}</span>
                <span className="words">{each.progress}</span>
              </li>
            ))}
          </ul>
        </section>
        <MatterSeals matter={offender.id} />
      </div>
      {doing && <ActDrawer doing={doing} onClose={() => setDoing(undefined)} />}
    </>
  )
}
