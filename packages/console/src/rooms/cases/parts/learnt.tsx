import {
  type AnyKind,
  accountability,
  formatDayZh,
  type Place,
  penalty,
  veto,
  warningSession,
} from '@hulei/core'
import { Button } from 'antd'
import { DoButton, type Doing } from '../../../registers/index.ts'
import { useNames, useSession } from '../../../shell/session.tsx'
import type { CaseRoom } from '../case-types.ts'
import { casesText as text } from '../cases.text.ts'
import { Due, Lines, Section } from './section.tsx'

/** A record to look at beside the page. */
export type Looked = { readonly kind: AnyKind; readonly id: string }
export type Given = {
  readonly room: CaseRoom
  readonly onDo: (doing: Doing) => void
  readonly onLook: (looked: Looked) => void
}

/** A unit, village or school in words. */
export function usePlaceName(): (place: Place) => string {
  const names = useNames()
  return ({ unit, village, school }) =>
    names('villages', village) || names('schools', school) || names('units', unit) || text.noOwner
}

/** The four-part review, or that it is missing. */
export function Review({ room, onDo }: Given) {
  const names = useNames()
  const { review } = room
  const parts = ['traced', 'dissected', 'rectified', 'heldToAccount'] as const
  return (
    <Section
      title={text.review}
      actions={
        review ? (
          <DoButton doing={{ act: 'case-review.amend', record: review }} onDo={onDo} />
        ) : (
          <DoButton doing={{ act: 'case-review.record', given: { matter: room.case.id } }} onDo={onDo} />
        )
      }
    >
      {review ? (
        <>
          <p className="quiet">
            {text.reviewedOn(formatDayZh(review.reviewedOn))}{' '}
            {review.units.map((unit) => names('units', unit)).join('、')}{' '}
            {names('accountabilityCalls', review.accountability)}
          </p>
          <ul className="case-lines">
            {parts.map((part) => (
              <li key={part}>
                <strong>{text.reviewParts[part]}</strong>
                <span className="words">{review[part]}</span>
              </li>
            ))}
          </ul>
        </>
      ) : (
        <p className="quiet">{text.noReview}</p>
      )}
    </Section>
  )
}

/** Who was heard, how often, where. */
export function Interviews({ room, codes }: { room: CaseRoom; codes: ReadonlyMap<string, string> }) {
  const names = useNames()
  return (
    <Section title={text.interviews}>
      <Lines none={text.noInterviews}>
        {room.interviews.map((each) => (
          <li key={each.id}>
            <strong>{codes.get(each.person) ?? names('sealedParts', each.part)}</strong>
            <span className="grow">
              {text.interviewLine(formatDayZh(each.heardOn), each.time)} {names('units', each.byUnit)}
            </span>
            <Due isDone={each.isOneStop} isLate={false}>
              {each.isOneStop ? text.oneStop : text.elsewhere(each.whyElsewhere)}
            </Due>
            {each.whyAgain && <span className="words quiet">{text.again(each.whyAgain)}</span>}
          </li>
        ))}
      </Lines>
    </Section>
  )
}

/** Holding to account, vetoes, warning sessions and penalties: each with its day, and whether it is kept. */
export function Consequences({ room, onDo, onLook }: Given) {
  const names = useNames()
  const placeName = usePlaceName()
  const { township, registers } = useSession()
  const { today } = township
  const mayRead = (kind: AnyKind) => registers.some((each) => each.kind === kind.name)
  const given = { matter: room.case.id }
  const look = (kind: AnyKind, id: string, title: string) => (
    <Button type="link" size="small" style={{ padding: 0 }} onClick={() => onLook({ kind, id })}>
      {title}
    </Button>
  )
  return (
    <>
      {mayRead(accountability) && (
        <Section
          title={text.accountability}
          actions={<DoButton doing={{ act: 'accountability.open', given }} onDo={onDo} />}
        >
          <Lines none={text.noAccountability}>
            {room.accountabilities.map((each) => (
              <li key={each.id}>
                {look(accountability, each.id, each.code)}
                <span className="grow">
                  {names('accountabilityFindings', each.finding)}
                  {each.openedOn && ` · ${[placeName(each), each.post].filter(Boolean).join(' ')}`}
                </span>
                <Due
                  isDone={each.status === 'decided'}
                  isLate={today > ((each.status === 'due' ? each.openBy : each.decideBy) ?? today)}
                >
                  {each.status === 'due'
                    ? text.accountabilityDue(formatDayZh(each.openBy ?? today))
                    : names('accountabilityStates', each.status)}
                </Due>
                {each.status === 'due' && (
                  <DoButton doing={{ act: 'accountability.start', record: each }} onDo={onDo} />
                )}
                {each.status === 'opened' && (
                  <DoButton doing={{ act: 'accountability.decide', record: each }} onDo={onDo} />
                )}
              </li>
            ))}
          </Lines>
        </Section>
      )}
      {mayRead(veto) && (
        <Section
          title={text.vetoes}
          note={text.vetoNote}
          actions={<DoButton doing={{ act: 'veto.decide', given }} onDo={onDo} />}
        >
          <Lines none={text.none_}>
            {room.vetoes.map((each) => (
              <li key={each.id}>
                {look(veto, each.id, `${each.year} ${placeName(each)}`)}
                <span className="words quiet">{each.grounds}</span>
              </li>
            ))}
          </Lines>
        </Section>
      )}
      <Section title={text.sessions}>
        <Lines none={text.none_}>
          {room.sessions.map((each) => (
            <li key={each.id}>
              <span className="grow">{look(warningSession, each.id, placeName(each))}</span>
              <Due isDone={each.heldOn !== null} isLate={today > each.dueOn}>
                {each.heldOn
                  ? text.sessionHeld(formatDayZh(each.heldOn))
                  : text.sessionDue(formatDayZh(each.dueOn))}
              </Due>
            </li>
          ))}
        </Lines>
      </Section>
      <Section
        title={text.penalties}
        actions={<DoButton doing={{ act: 'penalty.record', given }} onDo={onDo} />}
      >
        <Lines none={text.none_}>
          {room.penalties.map((each) => (
            <li key={each.id}>
              <span className="grow">{look(penalty, each.id, `${each.venue} ${each.number}`)}</span>
              <Due isDone={each.publishedOn !== null} isLate={today > each.publishBy}>
                {each.publishedOn
                  ? text.published(formatDayZh(each.publishedOn))
                  : text.publishDue(formatDayZh(each.publishBy))}
              </Due>
              {!each.publishedOn && <DoButton doing={{ act: 'penalty.publish', record: each }} onDo={onDo} />}
            </li>
          ))}
        </Lines>
      </Section>
    </>
  )
}
