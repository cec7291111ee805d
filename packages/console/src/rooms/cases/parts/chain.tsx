import { formatDayZh, problem, recommendation, rule } from '@hulei/core'
import { Button } from 'antd'
import { Link } from 'react-router'
import { DoButton, type Doing } from '../../../registers/index.ts'
import { useNames, useSession } from '../../../shell/session.tsx'
import type { CaseRoom } from '../case-types.ts'
import { casesText as text } from '../cases.text.ts'
import { type Looked, usePlaceName } from './learnt.tsx'
import { Due } from './section.tsx'

/** The chain of a case on one screen: the lead, the case, its review, each problem with its papers and its rule. */
export function Chain({
  room,
  onDo,
  onLook,
}: {
  room: CaseRoom
  onDo: (doing: Doing) => void
  onLook: (looked: Looked) => void
}) {
  const names = useNames()
  const placeName = usePlaceName()
  const { today } = useSession().township
  const given = { matter: room.case.id }
  const rest = room.recommendations.filter(
    (each) => !room.problems.some((found) => found.id === each.problem),
  )
  const paper = (each: CaseRoom['recommendations'][number]) => (
    <div key={each.id}>
      <Link to={`/recommendations/${each.id}`}>
        {names('recommendationForms', each.form)} {each.number}
      </Link>{' '}
      <Due isDone={each.status === 'closed'} isLate={each.status !== 'answered' && today > each.answerBy}>
        {names('recommendationStates', each.status)}
      </Due>
    </div>
  )
  return (
    <aside className="sheet case-rail" aria-label={text.chain}>
      <h2 className="section">{text.chain}</h2>
      <p className="quiet">{text.chainNote}</p>
      <ol className="case-chain">
        {room.lead && (
          <li className="is-done">
            {text.lead} <Link to={`/leads/${room.lead.id}`}>{room.lead.code}</Link>
          </li>
        )}
        <li className="is-done">
          {text.cases} <strong>{room.case.code}</strong>
          <div className="quiet">{names('caseStages', room.case.stage)}</div>
        </li>
        <li className={room.review ? 'is-done' : ''}>
          {text.review}
          <div className="quiet">
            {room.review ? text.reviewedOn(formatDayZh(room.review.reviewedOn)) : text.noReview}
          </div>
        </li>
        {room.problems.map((each) => {
          const improved = room.rules.find((found) => found.id === each.rule)
          return (
            <li key={each.id} className={each.closedOn ? 'is-done' : ''}>
              <Button type="link" onClick={() => onLook({ kind: problem, id: each.id })}>
                {each.code}
              </Button>{' '}
              {placeName(each)}
              <div>
                <Due
                  isDone={each.closedOn !== null}
                  isLate={each.status !== 'reported' && each.dueOn !== null && today > each.dueOn}
                >
                  {names('problemStates', each.status)}
                  {!each.closedOn && each.dueOn && ` ${text.dueOn(formatDayZh(each.dueOn))}`}
                </Due>
              </div>
              <div className="quiet">{each.what}</div>
              {room.recommendations.filter((found) => found.problem === each.id).map(paper)}
              {improved ? (
                <div>
                  {rule.title}{' '}
                  <Button type="link" onClick={() => onLook({ kind: rule, id: improved.id })}>
                    {improved.name} {improved.edition}
                  </Button>
                </div>
              ) : (
                <div className="quiet">{text.noRules}</div>
              )}
              <div className="no-print" style={{ marginInlineStart: -8 }}>
                <DoButton
                  doing={{ act: 'recommendation.issue', given: { ...given, problem: each.id } }}
                  onDo={onDo}
                >
                  {recommendation.title}
                </DoButton>
                {!improved && (
                  <DoButton doing={{ act: 'problem.improve-rule', record: each }} onDo={onDo}>
                    {text.rules}
                  </DoButton>
                )}
              </div>
            </li>
          )
        })}
        {rest.length > 0 && <li>{rest.map(paper)}</li>}
      </ol>
      <div className="no-print" style={{ marginInlineStart: -8 }}>
        <DoButton doing={{ act: 'problem.register', given }} onDo={onDo} />
      </div>
      {room.related.length > 0 && (
        <>
          <h2 className="section" style={{ marginTop: 16 }}>
            {text.related} {room.case.series}
          </h2>
          {room.related.map((each) => (
            <div key={each.id}>
              <Link to={`/cases/${each.id}`}>{each.code}</Link>{' '}
              <span className="quiet">{names('caseStages', each.stage)}</span>
            </div>
          ))}
        </>
      )}
    </aside>
  )
}
