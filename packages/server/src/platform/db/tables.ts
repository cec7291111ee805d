import type { AnyField, Day, DeclaredKind } from '@hulei/core'

type Snake<S extends string> = S extends `${infer First}${infer Rest}`
  ? First extends Lowercase<First>
    ? `${First}${Snake<Rest>}`
    : `_${Lowercase<First>}${Snake<Rest>}`
  : S

type Stored<F> = F extends { storedAs: infer S }
  ? S extends 'sealed'
    ? Buffer
    : F extends { schema: { _output: infer T } }
      ? T
      : never
  : never

type Nullable<F, T> = F extends { isOptional: true } ? T | null : T

/** Columns that every kind's table has. */
export type HeadRow = {
  township: string
  id: string
  version: string
  village: string | null
  school: string | null
  unit: string | null
  extra: Record<string, unknown>
  received_at: string
}

type FieldColumns<F extends Record<string, AnyField>> = {
  [P in keyof F & string as F[P] extends { storedAs: 'sealed' } ? `${Snake<P>}_sealed` : Snake<P>]: Nullable<
    F[P],
    Stored<F[P]>
  >
}

type RowOf<K> = K extends { fields: infer F extends Record<string, AnyField> }
  ? HeadRow & FieldColumns<F>
  : never

type KindTables = { [K in DeclaredKind as Snake<K['name']>]: RowOf<K> }

type TokenRow = {
  township: string
  token: string
  id: string
  village: string | null
  school: string | null
  unit: string | null
}

/** Tables of the platform, by hand; those of kinds follow from their declarations. */
type PlatformTables = {
  township: { code: string; name: string; business_day: Day | null }
  playbook_version: {
    township: string
    version: number
    title: string
    source: string
    sha256: Buffer
    adopted_at: string
  }
  calendar_year: { year: number; holidays: Day[]; make_up_days: Day[]; source: string }
  'keyring.data_key': { township: string; owner: string; wrapped: Buffer }
  chain_head: { township: string; seq: number; hash: Buffer }
  act_log: {
    township: string
    seq: number
    id: string
    act: string
    account: string
    post: string | null
    role: string
    unit: string
    actor_name: string
    kind: string
    record: string | null
    parent: string | null
    happened_at: string | null
    recorded_at: string | null
    received_at: string
    logged_at: string
    changes_digest: Buffer
    hash: Buffer
  }
  act_change: {
    township: string
    seq: number
    ordinal: number
    act: string
    kind: string
    record: string
    subject: string | null
    fields: string[]
    body: Buffer
  }
  act_receipt: { township: string; id: string; account: string; body_hash: Buffer; reply: unknown }
  read_log: {
    township: string
    at: string
    account: string
    post: string | null
    role: string
    what: string
    kind: string
    record: string | null
    rows: number
  }
  visit_child: {
    township: string
    child: string
    visit: string
    village: string
    school: string | null
    unit: string | null
    visited_on: Day
    received_on: Day
    outcome: string
    counts: boolean
    is_complete: boolean
    seen: boolean
    alone: boolean
  }
  duty_window: {
    township: string
    measure: string
    params: string
    window_kind: string
    window_key: string
    window_from: Day
    window_to: Day
    known_from: Day
    measure_version: number
    playbook_version: number
  }
  duty_contribution: {
    township: string
    measure: string
    params: string
    window_kind: string
    window_key: string
    row: string
    village: string | null
    school: string | null
    unit: string | null
    due: number
    done: number
    late: number
    known_on: Day
    act: string | null
  }
  child_token: TokenRow
  household_token: TokenRow
}

export type Tables = KindTables & PlatformTables
