import type { StoredPack } from '../store/pack.ts'
import type { Mark } from './act-state.ts'
import type { OpenedAct } from './opened-act.ts'
import { outboxText as text } from './outbox.text.ts'

/** What became of an act that was handed to the office, and whether it is the worker's again. */
export type Handed = {
  readonly mark: Mark
  readonly words: string
  readonly isBack: boolean
  readonly mayAgain: boolean
}

type Answer = { readonly outcome: string | null; readonly answer: string | null }

/** By the pack (`handedIn/<id of the act>`), and by the act that handed it in. */
export function handedState(id: string, acts: readonly OpenedAct[], pack: StoredPack | undefined): Handed {
  const submitted = acts.findLast(({ row, record }) => row.act === 'handed-in.submit' && record === id)
  const answer = pack?.items[`handedIn/${id}`]?.body as Answer | undefined
  if (submitted?.row.state === 'refused' || submitted?.row.state === 'settled')
    return { mark: 'bad', words: text.handed.failed, isBack: true, mayAgain: true }
  if (answer?.outcome === 'returned')
    return { mark: 'bad', words: text.handed.returned(answer.answer ?? ''), isBack: true, mayAgain: false }
  if (answer?.outcome === 'taken')
    return { mark: 'good', words: text.handed.taken(answer.answer ?? ''), isBack: false, mayAgain: false }
  const isOnItsWay = submitted?.row.state === 'waiting'
  return {
    mark: isOnItsWay ? 'waits' : 'quiet',
    words: isOnItsWay ? text.handed.waiting : text.handed.there,
    isBack: false,
    mayAgain: false,
  }
}
