import { acts, formatDayZh, type RightsRequest, rightsRequest } from '@hulei/core'
import { Button } from 'antd'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { ActDrawer, type Doing } from '../../../registers/index.ts'
import { downloadUrl } from '../../../shell/api.ts'
import { PageHead } from '../../../shell/page-head.tsx'
import { useNames, useSession } from '../../../shell/session.tsx'
import { Answer } from '../../../shell/states.tsx'
import { MatterTie, useMay } from '../../../shell/use-may.ts'
import { useRead } from '../../../shell/use-read.ts'
import { MatterSeals } from '../../sealing/index.ts'
import { CarryOut } from '../parts/carry-out.tsx'
import { RequestState } from '../parts/request-state.tsx'
import '../protection.css'
import { protectionText as text } from '../protection.text.ts'

type View = {
  readonly request: RightsRequest
  readonly isAssigned: boolean
  readonly mayPrintCopy: boolean
}

/** One request: what is asked, what came of it, and who is sealed in it. */
export function Page() {
  const { id = '' } = useParams()
  const read = useRead<View>(`/api/rights-requests/${id}`)
  return (
    <div className="page">
      <Answer of={read}>
        {(data) => (
          <MatterTie key={data.request.id} value={{ isAssigned: data.isAssigned }}>
            <Request view={data} />
          </MatterTie>
        )}
      </Answer>
    </div>
  )
}

function Request({ view: { request, mayPrintCopy } }: { view: View }) {
  const names = useNames()
  const { actor } = useSession()
  const may = useMay()
  const [doing, setDoing] = useState<Doing | undefined>(undefined)
  const { fields } = rightsRequest
  const offered = ['rights.review', 'rights.answer'].filter((name) => may(name, request))
  const needsReview =
    (request.asks === 'copy' || request.asks === 'deletion') && request.status === 'received'
  const facts: readonly (readonly [string, string])[] = [
    [fields.asks.label, names('rightsAsked', request.asks)],
    [fields.relation.label, names('askerRelations', request.relation)],
    [fields.identityBy.label, names('identityChecks', request.identityBy)],
    [fields.askedOn.label, formatDayZh(request.askedOn)],
    [fields.answerBy.label, formatDayZh(request.answerBy)],
    ...(request.reviewedOn ? [[fields.reviewedOn.label, formatDayZh(request.reviewedOn)] as const] : []),
    ...(request.result ? [[fields.result.label, names('rightsResults', request.result)] as const] : []),
    ...(request.ground ? [[fields.ground.label, names('refusalGrounds', request.ground)] as const] : []),
  ]
  return (
    <>
      <PageHead
        title={request.code}
        actions={
          <>
            <Link to="/rights">
              <Button>{text.back}</Button>
            </Link>
            {mayPrintCopy && actor.role === 'office' && (
              <Button href={downloadUrl(`/api/rights-requests/${request.id}/copy.docx`)}>{text.copy}</Button>
            )}
            {offered.map((act, index) => (
              <Button
                key={act}
                // What was agreed to is to be done, below; an answer now would take it back.
                type={index === offered.length - 1 && request.status !== 'granted' ? 'primary' : 'default'}
                onClick={() => setDoing({ act, record: request })}
              >
                {acts.get(act)?.title}
              </Button>
            ))}
          </>
        }
      >
        <RequestState of={request} />
      </PageHead>
      <div style={{ display: 'grid', gap: 16 }}>
        <section className="sheet" aria-label={text.facts}>
          <h2 className="section">{text.facts}</h2>
          <dl className="protect-facts">
            {facts.flatMap(([label, value]) => [
              <dt key={label}>{label}</dt>,
              <dd key={`${label} ${value}`}>{value}</dd>,
            ])}
          </dl>
          {needsReview && <p className="quiet">{text.reviewNote}</p>}
          {mayPrintCopy && actor.role === 'office' && <p className="quiet">{text.copyNote}</p>}
        </section>
        <section className="sheet" aria-label={text.answer}>
          <h2 className="section">{text.answer}</h2>
          {request.answer ? (
            <p className="protect-answer">{request.answer}</p>
          ) : (
            <p className="quiet">
              {request.answeredOn ? text.answeredOn(formatDayZh(request.answeredOn)) : text.noAnswer}
            </p>
          )}
        </section>
        {may('rights.correct', request) && <CarryOut request={request} onDo={setDoing} />}
        <MatterSeals matter={request.id} />
      </div>
      {doing && <ActDrawer doing={doing} onClose={() => setDoing(undefined)} />}
    </>
  )
}
