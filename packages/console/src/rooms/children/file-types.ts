import type {
  Child,
  ChildPlan,
  Day,
  Household,
  Listing,
  ResponsibilityTeam,
  Verification,
  Visit,
} from '@hulei/core'

/** Answers of /api/children/:id/file and /api/children/duplicates (rooms/children of the server). */
export type TimelineEntry = {
  readonly id: string
  readonly title: string
  readonly by: string
  readonly unit: string
  readonly receivedAt: string
  readonly reason: string | null
  readonly words: readonly string[]
}

export type FileVisit = Visit & { readonly seen: boolean; readonly alone: boolean }

export type ChildFile = {
  readonly child: Child
  readonly merged: readonly Child[]
  readonly household: Household | null
  readonly siblings: readonly Child[]
  readonly listings: readonly Listing[]
  readonly plans: readonly ChildPlan[]
  readonly teams: readonly ResponsibilityTeam[]
  readonly visits: readonly FileVisit[]
  readonly verifications: readonly Verification[]
  readonly timeline: readonly TimelineEntry[]
}

export type DuplicateReason = 'same-id' | 'same-name-birth' | 'similar-name-birth'
export type Pair = { readonly reason: DuplicateReason; readonly left: Child; readonly right: Child }
export type ApartPair = {
  readonly id: string
  readonly version: string
  readonly toldOn: Day
  readonly left: Child
  readonly right: Child
}
export type Duplicates = { readonly pairs: readonly Pair[]; readonly apart: readonly ApartPair[] }
