import { instantWords } from '../shell/days.ts'
import type { FileRow, OutboxRow } from '../store/database.ts'
import { outboxText as text } from './outbox.text.ts'

/** How a state is marked, besides its words. */
export type Mark = 'waits' | 'good' | 'bad' | 'quiet'
export const markSigns: Readonly<Record<Mark, string>> = { waits: '○', good: '●', bad: '■', quiet: '—' }

/** Where a record stands, in the words that the worker needs. */
export function stateOf(
  row: OutboxRow,
  files: readonly FileRow[],
  now: number,
): { mark: Mark; words: string } {
  if (row.state === 'refused') return { mark: 'bad', words: text.states.refused }
  if (row.state === 'settled')
    return {
      mark: 'quiet',
      words: row.settledBy === 'withdrawn' ? text.states.withdrawn : text.states.mended,
    }
  if (row.state === 'waiting') return { mark: 'waits', words: text.states.waiting }
  const open = files.filter((file) => file.state === 'waiting')
  if (open.length === 0)
    return {
      mark: 'good',
      words: text.states.confirmed(instantWords(row.confirmedAt ?? row.recordedAt, now)),
    }
  const size = files.reduce((sum, file) => sum + file.size, 0)
  const sent = files.reduce((sum, file) => sum + (file.state === 'confirmed' ? file.size : file.sent), 0)
  return sent > 0
    ? { mark: 'waits', words: text.states.sending(Math.floor((100 * sent) / Math.max(1, size))) }
    : { mark: 'waits', words: text.states.photosWait(open.length) }
}
