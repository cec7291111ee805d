import type { StoredPack } from '../store/pack.ts'
import type { OpenedAct } from './opened-act.ts'
import { outboxText as text } from './outbox.text.ts'

/** What the outbox shows of an act, as the room says whose act it is. */
export type ActWords = {
  /** What was done: 登记走访, 登记巡查. */
  readonly title: string
  /** Of whom, where or when, in few words. */
  readonly of: string
  /** The address of the page on which a refused one is mended; none where there is nothing in it that a person filled in. */
  readonly mend?: string
  /** The app's own doing: shown only when it needs a person. */
  readonly isQuiet?: boolean
}

/** Says what an act is, if it is one of the room's. */
export type ActTeller = (act: OpenedAct, pack: StoredPack | undefined) => ActWords | undefined

/** The words of the first room that knows the act; an act that no room knows any more is still shown. */
export function wordsOf(
  act: OpenedAct,
  pack: StoredPack | undefined,
  tellers: readonly ActTeller[],
): ActWords {
  for (const tell of tellers) {
    const words = tell(act, pack)
    if (words) return words
  }
  return { title: text.otherAct, of: '' }
}
