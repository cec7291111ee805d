import { type Day, formatDayZh, instantLabel } from '@hulei/core'
import { Descriptions, Steps, Tag } from 'antd'
import type { ReactNode } from 'react'
import { Link, useParams } from 'react-router'
import { HistoryLines } from '../../../registers/index.ts'
import { PageHead } from '../../../shell/page-head.tsx'
import { pageOfRecord } from '../../../shell/record-page.ts'
import { useNames, useSession } from '../../../shell/session.tsx'
import { Answer } from '../../../shell/states.tsx'
import { MatterTie } from '../../../shell/use-may.ts'
import { useMoment } from '../../../shell/use-moment.ts'
import { useRead } from '../../../shell/use-read.ts'
import { type Matter, MatterSeals, tieOf } from '../../sealing/index.ts'
import { RescueCard } from '../../support/index.ts'
import type { LeadPage } from '../lead-types.ts'
import { leadsText as text } from '../leads.text.ts'
import { ClockMark } from '../parts/clock.tsx'
import { LeadActs } from '../parts/lead-acts.tsx'
import { Tellings } from '../parts/tellings.tsx'
import '../leads.css'

/** One lead: its clock and stages, what is sealed in it, who has it, who was told, how it went. */
export function Page() {
  const { id } = useParams()
  const page = useRead<LeadPage>(`/api/leads/${id}`)
  return <div className="page">{<Answer of={page}>{(data) => <Lead page={data} />}</Answer>}</div>
}

function Lead({ page }: { page: LeadPage }) {
  const { actor } = useSession()
  const names = useNames()
  const now = useMoment(page.now)
  const { lead } = page
  const seals = useRead<Matter>(`/api/matters/${lead.id}`)
  const tie = tieOf(seals.data?.assignments, actor.account)
  const isTaken = seals.data?.assignments.some((each) => each.extent === 'whole' && !each.endedOn) ?? false
  return (
    <MatterTie value={tie}>
      <PageHead
        title={text.page(lead.code)}
        actions={<LeadActs page={page} isAssigned={tie.isAssigned} isTaken={isTaken} />}
      >
        <ClockMark lead={lead} now={now} /> <Tag>{names('leadStates', lead.state)}</Tag>
        {lead.isDangerNow && <Tag color="red">{text.danger}</Tag>}
        {lead.isOutside && <Tag color="purple">{text.outside}</Tag>}
      </PageHead>
      <section className="sheet">
        <Stages page={page} />
      </section>
      <div className="lead-grid">
        <div>
          <Facts page={page} />
          <MatterSeals matter={lead.id} hasRescue />
          {seals.data?.covers.some((cover) => cover.part === 'victim') && (
            <RescueCard matter={lead.id} covers={seals.data.covers} />
          )}
        </div>
        <div>
          <Tellings of={page.tellings} />
          <Alarms page={page} />
          {page.linked.length > 0 && (
            <section className="sheet" aria-label={text.linked}>
              <h2 className="section">{text.linked}</h2>
              <ul className="lead-lines">
                {page.linked.map((each) => (
                  <li key={each.id}>
                    <span>
                      {each.isInto ? text.into : text.from} <Link to={`/leads/${each.id}`}>{each.code}</Link>
                    </span>
                    <Tag>{names('leadStates', each.state)}</Tag>
                  </li>
                ))}
              </ul>
            </section>
          )}
          <section className="sheet" aria-label={text.history}>
            <h2 className="section">{text.history}</h2>
            <HistoryLines entries={page.history} />
          </section>
        </div>
      </div>
    </MatterTie>
  )
}

function Stages({ page: { lead } }: { page: LeadPage }) {
  const reached = [
    lead.reportedAt,
    lead.acknowledgedAt,
    lead.decidedAt,
    lead.closedOn ? `${lead.closedOn}T00:00:00+08:00` : null,
  ]
  const last = reached.findLastIndex((each) => each !== null)
  return (
    <Steps
      size="small"
      responsive
      current={lead.closedOn ? reached.length : last + 1}
      items={text.stages.map((title, index) => ({
        title,
        content: reached[index]
          ? index === 3
            ? formatDayZh(lead.closedOn as Day)
            : instantLabel(reached[index])
          : text.notYet,
      }))}
    />
  )
}

function Facts({ page: { lead, venue } }: { page: LeadPage }) {
  const names = useNames()
  const facts: readonly (readonly [string, ReactNode])[] = [
    [text.kind, names('leadConcerns', lead.concerns)],
    [text.source, names('leadSources', lead.source)],
    [
      text.place,
      [lead.village && names('villages', lead.village), lead.school && names('schools', lead.school)]
        .filter(Boolean)
        .join(' · '),
    ],
    [text.setting, lead.setting && names('leadSettings', lead.setting)],
    [text.venue, venue && <Link to={pageOfRecord('venue', venue.id) ?? ''}>{venue.name}</Link>],
    [text.situation, lead.situation && names('reportSituations', lead.situation)],
    [text.happenedOn, lead.happenedOn && formatDayZh(lead.happenedOn as Day)],
    [text.reportedAt, instantLabel(lead.reportedAt)],
    [text.decideBy, instantLabel(lead.decideBy)],
    [text.unit, lead.unit && names('units', lead.unit)],
    [text.decision, lead.decision],
    [text.outcome, lead.outcome && names('leadOutcomes', lead.outcome)],
    [text.answer, lead.answer],
  ]
  return (
    <section className="sheet" aria-label={text.facts}>
      <h2 className="section">{text.facts}</h2>
      <Descriptions
        column={1}
        size="small"
        bordered
        styles={{ label: { width: 128 } }}
        items={facts
          .filter(([, value]) => value)
          .map(([label, value]) => ({ key: label, label, children: value }))}
      />
    </section>
  )
}

function Alarms({ page }: { page: LeadPage }) {
  const names = useNames()
  return (
    <section className="sheet" aria-label={text.alarms}>
      <h2 className="section">{text.alarms}</h2>
      {page.alarms.length === 0 && <p className="quiet">{text.noAlarms}</p>}
      <ul className="lead-lines">
        {page.alarms.map((each) => (
          <li key={each.alarm}>
            <span>{names('leadAlarms', each.alarm)}</span>
            <span className="quiet">{instantLabel(each.at)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
