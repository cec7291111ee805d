import { instantLabel } from '@hulei/core'
import { Timeline } from 'antd'
import { Nothing } from '../../../shell/states.tsx'
import { fileText as text } from '../child-file.text.ts'
import type { TimelineEntry } from '../file-types.ts'

/** The act log of a child's file in words, newest first. */
export function ActTimeline({ entries }: { entries: readonly TimelineEntry[] }) {
  if (entries.length === 0) return <Nothing>{text.noTimeline}</Nothing>
  return (
    <Timeline
      style={{ marginTop: 8 }}
      items={entries.map((entry) => ({
        key: entry.id,
        content: (
          <>
            <div>
              <strong>{entry.title}</strong> <span className="quiet">{text.by(entry.by, entry.unit)}</span>
            </div>
            <div className="quiet">{instantLabel(entry.receivedAt)}</div>
            {entry.reason && <div>{text.reason(entry.reason)}</div>}
            {entry.words.length > 0 && <div>{entry.words.join('；')}</div>}
          </>
        ),
      }))}
    />
  )
}
