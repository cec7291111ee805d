import { outboxText } from '../../../outbox/outbox.text.ts'
import { dayWords, instantWords } from '../../../shell/days.ts'
import { useField } from '../../../shell/field.ts'
import { go } from '../../../shell/route.ts'
import { useVisits } from '../use-visits.ts'
import { ageOn } from '../visit-list.ts'
import { visitsText as text } from '../visits.text.ts'

/** What a visitor wants to know at the door, and nothing that is not in the pack. */
export function ChildPage({ id }: { id: string }) {
  const { pack } = useField()
  const { records, list } = useVisits()
  const child = records.children.find((each) => each.id === id)
  if (!pack || !child) return <p class="empty">{text.gone}</p>
  const due = list.find((each) => each.id === id)?.visit
  const categoryNames = child.categories
    .map((category) => records.plan?.categories.find((each) => each.id === category)?.name)
    .filter(Boolean)
  const relation = records.plan?.guardianRelations.find((each) => each.id === child.guardianRelation)?.name
  const outcomeName = (outcome: string) =>
    records.plan?.visitOutcomes.find((each) => each.id === outcome)?.name ?? ''
  const visits = records.visits
    .filter((visit) => visit.children.includes(id))
    .sort((left, right) => right.visitedOn.localeCompare(left.visitedOn))
  return (
    <section class="child-page">
      <h1>
        {child.name} <small>{text.years(ageOn(child.bornOn, pack.today))}</small>
      </h1>
      <p class="facts">{categoryNames.join('、')}</p>
      <dl>
        <dt>{text.guardian}</dt>
        <dd>
          {child.guardianName ?? '—'} {relation && `（${relation}）`}
        </dd>
        <dt>{text.hamlet}</dt>
        <dd>{child.hamlet ?? '—'}</dd>
        <dt>{text.grade}</dt>
        <dd>{child.grade ?? '—'}</dd>
      </dl>
      {child.guardianPhone ? (
        <a class="button" href={`tel:${child.guardianPhone}`}>
          {text.call(child.guardianPhone)}
        </a>
      ) : (
        <p class="hint">{text.noPhone}</p>
      )}
      {due?.lookAt && <p class="note">{text.lookAt(due.lookAt)}</p>}
      {due?.followUp && (
        <p class="note">{text.followUp(due.followUp, due.followUpOn && dayWords(due.followUpOn))}</p>
      )}
      <h2>{text.thisMonth}</h2>
      {visits.length === 0 && <p class="hint">{text.noVisits}</p>}
      <ul class="plain-list">
        {visits.map((visit) => (
          <li key={visit.id}>
            {dayWords(visit.visitedOn)}　{outcomeName(visit.outcome)}
            <small>{outboxText.states.confirmed(instantWords(visit.receivedAt, Date.now()))}</small>
          </li>
        ))}
      </ul>
      <div class="bottom-bar">
        <button type="button" class="main" onClick={() => go(`record/${id}`)}>
          {text.record}
        </button>
      </div>
    </section>
  )
}
