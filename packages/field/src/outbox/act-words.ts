import type { StoredPack } from '../store/pack.ts'
import type { OpenedAct } from './opened-act.ts'
import { outboxText as text } from './outbox.text.ts'
import type { Together } from './resolve-conflict.ts'

/** What the outbox shows of an act, as the room says whose act it is. */
export type ActWords = {
  /** What was done: 登记走访, 登记巡查. */
  readonly title: string
  /** Of whom, where or when, in few words. */
  readonly of: string
  /** The address of the page on which a refused one is mended; none where there is nothing in it that a person filled in. */
  readonly mend?: string
  /** The address of the page on which one that is on its way is put right, where there is such a page. */
  readonly amend?: string
  /** How two values of one field are shown to a person, where somebody else changed it, too. */
  readonly conflict?: ConflictWords
  /** Where the act may be handed to the office: with the village whose it is, as far as the act says. */
  readonly handIn?: { readonly village?: string }
  /** The app's own doing: shown only when it needs a person. */
  readonly isQuiet?: boolean
}

/** A room's values in words, for a conflict. */
export type ConflictWords = {
  /** Fields that a person chooses as one. */
  readonly together: Together
  /** `other`: the value on the other side, to say of a large value only where the two differ. */
  readonly say: (field: string, value: unknown, other: unknown) => string
}

/** Says what an act is, if it is one of the room's. */
export type ActTeller = (
  act: OpenedAct,
  pack: StoredPack | undefined,
  /** All acts of the outbox: an act may be told by another on the same record. */
  acts: readonly OpenedAct[],
) => ActWords | undefined

/** The words of the first room that knows the act; an act that no room knows any more is still shown. */
export function wordsOf(
  act: OpenedAct,
  pack: StoredPack | undefined,
  tellers: readonly ActTeller[],
  acts: readonly OpenedAct[] = [],
): ActWords {
  for (const tell of tellers) {
    const words = tell(act, pack, acts)
    if (words) return words
  }
  return { title: text.otherAct, of: '', ...(pack && { handIn: {} }) }
}
