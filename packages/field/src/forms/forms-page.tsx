import type { PackForm } from '@hulei/core'
import { useEffect, useState } from 'preact/hooks'
import { markSigns, stateOf } from '../outbox/act-state.ts'
import { useOpenedActs } from '../outbox/use-opened-acts.ts'
import { useField } from '../shell/field.ts'
import { actLine } from './act-line.ts'
import { actsWithDraft } from './form-draft.ts'
import { formsText as text } from './forms.text.ts'
import { formsOf } from './pack-forms.ts'
import { targetsOf } from './refs.ts'

const RECENT = 3

/** What this post writes down in the field, what it has to follow up, and what it wrote down last. `id`: `saved`, just after saving. */
export function FormsPage({ id }: { id: string }) {
  const { db, pack, formPages, urgent } = useField()
  const [drafts, setDrafts] = useState<ReadonlySet<string>>(new Set())
  useEffect(() => {
    actsWithDraft(db).then(setDrafts)
  }, [db])
  if (!pack) return <p class="empty">{text.noPack}</p>
  const all = formsOf(pack)
  const onNew = all.forms.filter((form) => form.on !== 'existing' && !urgent.has(form.act))
  const followUps = all.forms
    .filter((form) => form.on === 'existing' && !form.isAmendment)
    .map((form) => ({ form, count: targetsOf(form, all).length }))
  const hasDraft = (form: PackForm) => [...drafts].some((of) => of.split(/[~/]/)[0] === form.act)
  const address = (form: PackForm) => `#/${formPages[form.act] ?? `form/${form.act}`}`
  return (
    <section>
      <h1>{text.title}</h1>
      {id === 'saved' && (
        <p class="banner" role="status">
          {text.saved}
        </p>
      )}
      {onNew.length === 0 && followUps.length === 0 && <p class="empty">{text.nothing}</p>}
      <ul class="form-list">
        {onNew.map((form) => (
          <li key={form.act}>
            <a class="button" href={address(form)}>
              {form.title}
              {hasDraft(form) && <small class="left">{text.draft}</small>}
            </a>
          </li>
        ))}
      </ul>
      {followUps.length > 0 && (
        <>
          <h2>{text.toDo}</h2>
          <ul class="form-list">
            {followUps.map(({ form, count }) => (
              <li key={form.act}>
                {count > 0 ? (
                  <a class="button" href={address(form)}>
                    {form.title}
                    <small class="left">
                      {text.waits(count)}
                      {hasDraft(form) && `，${text.draft}`}
                    </small>
                  </a>
                ) : (
                  <span class="button off">
                    {form.title}
                    <small>{text.noneNow}</small>
                  </span>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
      {all.duties.length > 0 && (
        <>
          <h2>{text.duties}</h2>
          <ul class="acts">
            {all.duties.map((duty) => (
              <li key={`${duty.duty} ${duty.reason}`} class={duty.hue === 'bad' ? 'act bad' : 'act waits'}>
                <span>{duty.title}</span>
                <span class="state">
                  {duty.shape} {duty.word}
                </span>
                <span class="facts">{duty.reason}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      <Recent />
    </section>
  )
}

/** The last few of this phone's forms and where each stands; all of them are in the outbox. */
function Recent() {
  const { pack, files } = useField()
  const acts = useOpenedActs() ?? []
  const lines = acts
    .flatMap((act) => {
      const words = actLine(act, pack, acts)
      return words ? [{ act, words }] : []
    })
    .sort((left, right) => (right.act.row.seq ?? 0) - (left.act.row.seq ?? 0))
    .slice(0, RECENT)
  if (lines.length === 0) return null
  return (
    <>
      <h2>{text.recent}</h2>
      <ul class="acts">
        {lines.map(({ act, words }) => {
          const own = files.filter((file) => file.act === act.row.id)
          const state = stateOf(act.row, own, Date.now())
          return (
            <li key={act.row.id} class={`act ${state.mark}`}>
              <span>{words.title}</span>
              <span class="facts">{words.of}</span>
              <span class="state">
                {markSigns[state.mark]} {state.words}
              </span>
            </li>
          )
        })}
      </ul>
      <a class="button plain wide" href="#/outbox">
        {text.all}
      </a>
    </>
  )
}
