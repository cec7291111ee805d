import type { FigureChange } from '@hulei/core'
import { Button } from 'antd'
import { supervisionText as text } from '../supervision.text.ts'

const SHOWN_CHANGES = 8

/** What a draft's tables would say differently today, and the button that takes it over. */
export function ChangesPanel({
  changes,
  onRefresh,
  isBusy,
}: {
  changes: readonly FigureChange[]
  onRefresh: () => void
  isBusy: boolean
}) {
  return (
    <section className="sheet">
      <h2 className="section">{text.changed}</h2>
      {changes.length === 0 ? (
        <p className="quiet">{text.changedNone}</p>
      ) : (
        <>
          <p>{text.changedNote(changes.length)}</p>
          <ul className="bulletin-list">
            {changes.slice(0, SHOWN_CHANGES).map((each) => (
              <li key={`${each.table} ${each.row} ${each.column}`}>
                <span>
                  {each.row}
                  {each.column && <span className="quiet"> {each.column}</span>}
                </span>
                <strong>{text.fromTo(each.before, each.after)}</strong>
              </li>
            ))}
          </ul>
          {changes.length > SHOWN_CHANGES && (
            <p className="quiet">{text.changedMore(changes.length - SHOWN_CHANGES)}</p>
          )}
        </>
      )}
      <Button onClick={onRefresh} loading={isBusy}>
        {text.refresh}
      </Button>
      <p className="quiet">{text.figuresNow}</p>
    </section>
  )
}
