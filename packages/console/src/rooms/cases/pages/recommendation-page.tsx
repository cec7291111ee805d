import { acts, formatDayZh, type Recommendation, recommendation } from '@hulei/core'
import { Button } from 'antd'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { Value } from '../../../registers/index.ts'
import { downloadUrl } from '../../../shell/api.ts'
import { PageHead } from '../../../shell/page-head.tsx'
import { useNames, useSession } from '../../../shell/session.tsx'
import { Answer } from '../../../shell/states.tsx'
import { useRead } from '../../../shell/use-read.ts'
import '../cases.css'
import { ActDrawer, type Doing } from '../../../registers/index.ts'
import { casesText as text } from '../cases.text.ts'
import { usePlaceName } from '../parts/learnt.tsx'
import { Due, Section } from '../parts/section.tsx'

/** A recommendation with its answer and what was found on the spot. */
export function Page() {
  const { id = '' } = useParams()
  const read = useRead<Recommendation>(`/api/registers/recommendation/${id}`)
  return (
    <div className="page">
      <Answer of={read}>{(data) => <Letter key={data.id} of={data} />}</Answer>
    </div>
  )
}

function Letter({ of }: { of: Recommendation }) {
  const names = useNames()
  const placeName = usePlaceName()
  const { township } = useSession()
  const [doing, setDoing] = useState<Doing | undefined>(undefined)
  const form = names('recommendationForms', of.form)
  const { fields } = recommendation
  return (
    <>
      <PageHead title={`${form} ${of.number}`} actions={<Actions of={of} onDo={setDoing} />}>
        {names('units', of.issuedBy)} · {formatDayZh(of.issuedOn)} · {text.to(of.toOther ?? placeName(of))} ·{' '}
        <Due isDone={of.status === 'closed'} isLate={isOpen(of) && township.today > of.answerBy}>
          {names('recommendationStates', of.status)}
        </Due>
      </PageHead>
      <Section title={of.title} note={text.answerBy(formatDayZh(of.answerBy))}>
        <div className="case-paper">{of.body}</div>
      </Section>
      <div style={{ height: 16 }} />
      <Section title={text.answerPart}>
        {of.answeredOn ? (
          <ul className="case-lines">
            {(['answeredOn', 'answer', 'evidence', 'checkedOn', 'checkNote'] as const).map((name) => (
              <li key={name}>
                <strong style={{ minWidth: 96 }}>{fields[name].label}</strong>
                <span className="grow">
                  <Value field={fields[name]} value={of[name]} />
                </span>
              </li>
            ))}
          </ul>
        ) : (
          <p className="quiet">{text.noAnswer}</p>
        )}
      </Section>
      {doing && <ActDrawer doing={doing} onClose={() => setDoing(undefined)} />}
    </>
  )
}

const isOpen = ({ status }: Recommendation) => status === 'issued' || status === 'returned'

/** What the post may do at this point: the addressee answers, the issuer checks. */
function Actions({ of, onDo }: { of: Recommendation; onDo: (doing: Doing) => void }) {
  const session = useSession()
  const { actor } = session
  const isAddressee = of.village
    ? actor.villages.includes(of.village)
    : of.school
      ? actor.school === of.school
      : of.unit === actor.unit
  const isIssuer = actor.unit === of.issuedBy
  const doable = [
    ...(isOpen(of) && (of.toOther ? isIssuer : isAddressee) ? ['recommendation.answer'] : []),
    ...(of.status === 'answered' && isIssuer ? ['recommendation.return', 'recommendation.close'] : []),
  ].filter((act) => session.acts.includes(act))
  return (
    <>
      <Link to="/recommendations">
        <Button>{text.recommendations}</Button>
      </Link>
      <Button href={downloadUrl(`/api/recommendations/${of.id}/document.docx`)}>{text.word}</Button>
      {doable.map((act, index) => (
        <Button
          key={act}
          type={index === doable.length - 1 ? 'primary' : 'default'}
          onClick={() => onDo({ act, record: of })}
        >
          {acts.get(act)?.title}
        </Button>
      ))}
    </>
  )
}
