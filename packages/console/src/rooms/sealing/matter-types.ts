import type { AssignmentExtent, Tie } from '@hulei/core'

/** What the server gives of a matter: covers by code, who is assigned, who opened what. */
export type Matter = {
  readonly covers: readonly { id: string; code: string; part: string }[]
  readonly assignments: readonly {
    id: string
    version: string
    account: string
    holder: string
    title: string
    part: string
    extent: AssignmentExtent
    from: string
    endedOn: string | null
  }[]
  readonly openings: readonly Opening[]
  /** Files that are open to the reader now, and until when. */
  readonly openToMe: readonly { file: string; until: string }[]
}

export type Opening = {
  readonly id: string
  readonly version: string
  readonly matter: string
  readonly file: string
  readonly account: string
  readonly holder: string
  readonly title: string
  readonly purpose: string
  readonly reason: string | null
  readonly isBroken: boolean
  readonly openedOn: string
  readonly until: string
  readonly reviewedOn: string | null
  readonly reviewNote: string | null
}

/** How an account is assigned to a matter now: to the whole of it, to its rescue alone, or not at all. */
export function tieOf(
  assignments: Matter['assignments'] | undefined,
  account: string,
): Required<Omit<Tie, 'account'>> {
  const mine = (assignments ?? []).filter((each) => each.account === account && !each.endedOn)
  return { isAssigned: mine.some((each) => each.extent === 'whole'), isRescuing: mine.length > 0 }
}
