import type { Ref } from 'preact'
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { dayWords } from '../../../shell/days.ts'
import { useField } from '../../../shell/field.ts'
import { go } from '../../../shell/route.ts'
import { listDrafts } from '../../../store/drafts.ts'
import { useVisits } from '../use-visits.ts'
import { ageOn, countOf, found, hamletsOf, type ListedChild, type Urgency, urgencyOf } from '../visit-list.ts'
import { visitsText as text } from '../visits.text.ts'

/** Whom to visit this month. */
export function VisitListPage() {
  const { db, pack } = useField()
  const { records, list } = useVisits()
  const [search, setSearch] = useState('')
  const [hamlet, setHamlet] = useState('')
  const [drafts, setDrafts] = useState<ReadonlySet<string>>(new Set())
  useEffect(() => {
    listDrafts(db).then((names) => setDrafts(new Set(names)))
  }, [db])
  const count = countOf(list)
  const shown = useMemo(() => found(list, search, hamlet), [list, search, hamlet])
  const hamlets = hamletsOf(list)
  const { drawn, end } = useDrawn(shown.length)
  if (!pack) return <p class="empty">{text.noPack}</p>
  return (
    <section>
      <header class="count">
        <h1>{text.title}</h1>
        <strong>{text.count(count.confirmed, count.due)}</strong>
        <span>{text.countWords}</span>
        {count.waiting !== 0 && (
          <span class="waits">
            {count.waiting > 0 ? text.waiting(count.waiting) : text.waitingLess(-count.waiting)}
          </span>
        )}
      </header>
      <input
        type="search"
        placeholder={text.search}
        aria-label={text.search}
        value={search}
        onInput={(event) => setSearch(event.currentTarget.value)}
      />
      {hamlets.length > 1 && (
        <div class="chips">
          {['', ...hamlets].map((name) => (
            <button
              key={name}
              type="button"
              class={name === hamlet ? 'chip on' : 'chip'}
              aria-pressed={name === hamlet}
              onClick={() => setHamlet(name)}
            >
              {name || text.allHamlets}
            </button>
          ))}
        </div>
      )}
      {list.length === 0 && <p class="empty">{text.nobody}</p>}
      {list.length > 0 && shown.length === 0 && <p class="empty">{text.nobodyFound}</p>}
      <ul class="children">
        {shown.slice(0, drawn).map((child) => (
          <ChildCard
            key={child.id}
            child={child}
            today={pack.today}
            categories={records.plan?.categories ?? []}
            hasDraft={drafts.has(`visit/${child.id}`)}
          />
        ))}
        {drawn < shown.length && <li ref={end} class="more" />}
      </ul>
    </section>
  )
}

const A_SCREEN = 15
const MORE = 60

/** Draws as many cards as were scrolled to: a slow phone shows a screenful at once, and searches among all. */
function useDrawn(all: number): { drawn: number; end: Ref<HTMLLIElement> } {
  const [drawn, setDrawn] = useState(A_SCREEN)
  const end = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (drawn >= all || !end.current) return
    const seen = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && setDrawn(drawn + MORE),
      { rootMargin: '600px' },
    )
    seen.observe(end.current)
    return () => seen.disconnect()
  }, [drawn, all])
  return { drawn, end }
}

/** Why a visit is due now, in a few words. */
function urgencyWords(urgency: Urgency): string {
  switch (urgency.is) {
    case 'follow-up':
      return text.followUpDue(dayWords(urgency.on))
    case 'never':
      return text.never
    case 'unseen':
      return text.unseen(urgency.days)
    case 'done':
      return text.doneAll
  }
}

function ChildCard({
  child,
  today,
  categories,
  hasDraft,
}: {
  child: ListedChild
  today: string
  categories: readonly { id: string; name: string }[]
  hasDraft: boolean
}) {
  const { due, done, lastVisitOn, followUp, followUpOn, lookAt } = child.visit
  const left = Math.max(0, due - done - child.waiting)
  return (
    <li class={left > 0 ? 'child' : 'child done'}>
      <a href={`#/child/${child.id}`}>
        <span class="name">{child.name}</span>
        <span class="facts">
          {text.years(ageOn(child.bornOn, today))}　{child.hamlet ?? ''}
        </span>
        <span class="facts">
          {child.categories
            .map((id) => categories.find((each) => each.id === id)?.name)
            .filter(Boolean)
            .join('、')}
        </span>
        <span class={left > 0 ? 'state left' : 'state'}>
          {left > 0 ? text.leftBecause(left, urgencyWords(urgencyOf(child, today))) : text.doneAll}
          {child.waiting > 0 && `，${text.waitingHere(child.waiting)}`}
          {hasDraft && `，${text.draft}`}
        </span>
        <span class="facts">{lastVisitOn ? text.last(dayWords(lastVisitOn)) : text.never}</span>
        {(followUp || lookAt) && (
          <span class="note">
            {followUp
              ? text.followUp(followUp, followUpOn && dayWords(followUpOn))
              : text.lookAt(lookAt ?? '')}
          </span>
        )}
      </a>
      <button type="button" class={left > 0 ? 'main' : ''} onClick={() => go(`record/${child.id}`)}>
        {text.visit}
      </button>
    </li>
  )
}
