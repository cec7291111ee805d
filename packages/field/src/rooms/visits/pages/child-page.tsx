import type { OpenedAct } from '../../../outbox/opened-act.ts'
import { outboxText } from '../../../outbox/outbox.text.ts'
import { dayWords, instantWords } from '../../../shell/days.ts'
import { useField } from '../../../shell/field.ts'
import { go } from '../../../shell/route.ts'
import { heldVisits } from '../held-visits.ts'
import type { PackRecords } from '../pack-records.ts'
import { useVisits } from '../use-visits.ts'
import { ageOn } from '../visit-list.ts'
import { visitsText as text } from '../visits.text.ts'

type VisitLine = {
  readonly id: string
  readonly visitedOn: string
  readonly outcome: string
  /** When the server received it; none where it has not yet, or not in the pack. */
  readonly receivedAt: string | undefined
  readonly isWaiting: boolean
  readonly mayAmend: boolean
}

/** A child's visits of this and the last month, those that only this phone has among them; the latest first. */
function visitsOf(child: string, acts: readonly OpenedAct[], records: PackRecords): readonly VisitLine[] {
  const held = heldVisits(acts, records)
  const shown = held
    .filter(({ values }) => values.children.some((each) => each.child === child))
    .map(({ id, values, server, isWaiting }) => ({
      id,
      visitedOn: values.visitedOn,
      outcome: values.outcome ?? '',
      receivedAt: server?.receivedAt,
      isWaiting,
      mayAmend: true,
    }))
  const others = records.visits
    .filter(({ id, children }) => children.includes(child) && !held.some((each) => each.id === id))
    .map((visit) => ({ ...visit, isWaiting: false, mayAmend: false }))
  return [...shown, ...others].sort((left, right) => right.visitedOn.localeCompare(left.visitedOn))
}

/** What a visitor wants to know at the door, and nothing that is not in the pack. */
export function ChildPage({ id }: { id: string }) {
  const { pack } = useField()
  const { records, list, acts } = useVisits()
  const child = records.children.find((each) => each.id === id)
  if (!pack || !child) return <p class="empty">{text.gone}</p>
  const due = list.find((each) => each.id === id)?.visit
  const categoryNames = child.categories
    .map((category) => records.plan?.categories.find((each) => each.id === category)?.name)
    .filter(Boolean)
  const relation = records.plan?.guardianRelations.find((each) => each.id === child.guardianRelation)?.name
  const outcomeName = (outcome: string) =>
    records.plan?.visitOutcomes.find((each) => each.id === outcome)?.name ?? ''
  const visits = visitsOf(id, acts, records)
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
          <li key={visit.id} class="visit-line">
            <span>
              {dayWords(visit.visitedOn)}　{outcomeName(visit.outcome)}
              <small>
                {visit.receivedAt && outboxText.states.confirmed(instantWords(visit.receivedAt, Date.now()))}
                {visit.isWaiting && `${visit.receivedAt ? '，' : ''}${text.onlyHere}`}
              </small>
            </span>
            {visit.mayAmend && (
              <button type="button" onClick={() => go(`amend/${visit.id}`)}>
                {text.amendThis}
              </button>
            )}
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
