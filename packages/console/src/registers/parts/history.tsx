import { instantLabel, kinds, wordsOf } from '@hulei/core'
import { Timeline } from 'antd'
import { useNames } from '../../shell/session.tsx'
import { Answer } from '../../shell/states.tsx'
import { useRead } from '../../shell/use-read.ts'
import { isInnerId } from '../list-query.ts'
import { registersText as text } from '../registers.text.ts'

/** One line of a record's history, as the server tells it. */
export type HistoryEntry = {
  readonly id: string
  readonly title: string
  readonly kind: string
  readonly by: string
  readonly unit: string
  readonly receivedAt: string
  readonly reason: string | null
  readonly isErased: boolean
  readonly fields: readonly { field: string; label: string; before: unknown; after: unknown }[]
}

/** A record's history: who did what, when, why, and what changed from what to what. */
export function RecordHistory({ kind, id }: { kind: string; id: string }) {
  const history = useRead<{ entries: HistoryEntry[] }>(`/api/registers/${kind}/${id}/history`)
  return <Answer of={history}>{({ entries }) => <HistoryLines entries={entries} />}</Answer>
}

/** History lines in words, newest first. */
export function HistoryLines({ entries }: { entries: readonly HistoryEntry[] }) {
  const names = useNames()
  return (
    <Timeline
      style={{ marginTop: 8 }}
      items={entries.map((entry, index) => ({
        // An act may have changed a record twice.
        key: `${entry.id}/${index}`,
        content: (
          <>
            <div>
              <strong>{entry.title}</strong>{' '}
              <span className="quiet">{text.by(entry.by, names('units', entry.unit))}</span>
            </div>
            <div className="quiet">{instantLabel(entry.receivedAt)}</div>
            {entry.reason && <div>{text.reasonSaid(entry.reason)}</div>}
            {entry.isErased && <div className="quiet">{text.erased}</div>}
            <Changes entry={entry} />
          </>
        ),
      }))}
    />
  )
}

function Changes({ entry }: { entry: HistoryEntry }) {
  const names = useNames()
  const declared = kinds.get(entry.kind)?.fields ?? {}
  const placeList: Readonly<Record<string, string>> = {
    village: 'villages',
    school: 'schools',
    unit: 'units',
  }
  const words = (field: string, value: unknown) => {
    const list = placeList[field]
    if (list && typeof value === 'string') return names(list, value)
    return wordsOf(declared[field], value, names)
  }
  // References have no names here; whose record it is stands above.
  const shown = entry.fields.filter(
    ({ field }) => declared[field]?.type !== 'ref' && !isInnerId(declared[field]),
  )
  return (
    <ul style={{ margin: '4px 0 0', paddingInlineStart: 18 }}>
      {shown.map(({ field, label, before, after }) => {
        const [was, is] = [words(field, before), words(field, after)]
        if (!was && !is) return null
        return (
          <li key={field}>
            {label}：{was && <del className="quiet">{was}</del>} {is || text.empty}
          </li>
        )
      })}
    </ul>
  )
}
