import { useState } from 'preact/hooks'
import { formsText as text } from '../forms.text.ts'
import { type Candidate, found } from '../refs.ts'

const SHOWN = 8

/** Choosing a record by name, pinyin or initials, among those in the pack and those made here. */
export function RefPicker({
  label,
  candidates,
  chosen,
  isMany = false,
  fault,
  onChoose,
}: {
  label: string
  candidates: readonly Candidate[]
  chosen: readonly string[]
  isMany?: boolean
  fault?: string | undefined
  onChoose: (ids: readonly string[]) => void
}) {
  const [search, setSearch] = useState('')
  const isOpen = isMany || chosen.length === 0
  const others = found(candidates, search).filter((each) => !chosen.includes(each.id))
  const choose = (id: string) => {
    setSearch('')
    onChoose(isMany ? [...chosen, id] : [id])
  }
  return (
    <fieldset class="choices">
      <legend>{label}</legend>
      {chosen.map((id) => {
        const record = candidates.find((each) => each.id === id)
        return (
          <div key={id} class="picked">
            <span>
              ✓ {record?.name ?? text.notHere(id.slice(0, 8))}
              {record && <small>{record.facts.join('　')}</small>}
            </span>
            <button
              type="button"
              class="plain"
              onClick={() => onChoose(chosen.filter((each) => each !== id))}
            >
              {text.remove}
            </button>
          </div>
        )
      })}
      {isOpen && candidates.length === 0 && <p class="hint">{text.noRecords}</p>}
      {isOpen && candidates.length > SHOWN && (
        <input
          type="search"
          placeholder={text.search}
          aria-label={`${label} ${text.search}`}
          value={search}
          onInput={(event) => setSearch(event.currentTarget.value)}
        />
      )}
      {isOpen && (
        <div class="stack">
          {others.slice(0, SHOWN).map((each) => (
            <button key={each.id} type="button" class="candidate" onClick={() => choose(each.id)}>
              {each.name}
              <small>{each.facts.join('　')}</small>
            </button>
          ))}
        </div>
      )}
      {isOpen && others.length > SHOWN && <p class="hint">{text.more(others.length - SHOWN)}</p>}
      {isOpen && search && others.length === 0 && <p class="hint">{text.nothingFound}</p>}
      {fault && <p class="fault">{fault}</p>}
    </fieldset>
  )
}
