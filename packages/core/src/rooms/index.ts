import type { AnyAct } from '../acts/index.ts'
import type { AnyKind } from '../kinds/index.ts'
import * as cases from './cases/index.ts'
import * as children from './children/index.ts'
import * as duties from './duties/index.ts'
import * as insight from './insight/index.ts'
import * as leads from './leads/index.ts'
import * as operations from './operations/index.ts'
import * as organisation from './organisation/index.ts'
import * as outreach from './outreach/index.ts'
import * as protection from './protection/index.ts'
import * as schools from './schools/index.ts'
import * as screening from './screening/index.ts'
import * as sealing from './sealing/index.ts'
import * as supervised from './supervised/index.ts'
import * as supervision from './supervision/index.ts'
import * as support from './support/index.ts'
import * as venues from './venues/index.ts'
import * as visits from './visits/index.ts'

export * from './cases/index.ts'
export * from './children/index.ts'
export * from './duties/index.ts'
export * from './insight/index.ts'
export * from './leads/index.ts'
export * from './operations/index.ts'
export * from './organisation/index.ts'
export * from './outreach/index.ts'
export * from './protection/index.ts'
export * from './schools/index.ts'
export * from './screening/index.ts'
export * from './sealing/index.ts'
export * from './supervised/index.ts'
export * from './supervision/index.ts'
export * from './support/index.ts'
export * from './venues/index.ts'
export * from './visits/index.ts'

/** Every room, lowest first. A room is added here and nowhere else. */
const rooms = {
  organisation,
  sealing,
  children,
  schools,
  venues,
  supervised,
  operations,
  leads,
  support,
  screening,
  cases,
  visits,
  outreach,
  duties,
  supervision,
  insight,
  protection,
}

const everything = Object.values(rooms).flatMap((room) => Object.values(room) as unknown[])
const isAct = (value: unknown): value is AnyAct =>
  typeof value === 'object' && value !== null && 'input' in value
const isKind = (value: unknown): value is AnyKind =>
  typeof value === 'object' && value !== null && 'keep' in value

/** Every declared kind, by name. */
export const kinds: ReadonlyMap<string, AnyKind> = new Map(
  everything.filter(isKind).map((each) => [each.name, each]),
)
/** Every declared act, by name. */
export const acts: ReadonlyMap<string, AnyAct> = new Map(
  everything.filter(isAct).map((each) => [each.name, each]),
)

type Exported<R> = R[keyof R]
type Everything = { [N in keyof typeof rooms]: Exported<(typeof rooms)[N]> }[keyof typeof rooms]
/** The union of all declared kinds, for types that follow from them. */
export type DeclaredKind = Extract<Everything, { keep: unknown; name: string }>
/** The union of all declared acts. */
export type DeclaredAct = Extract<Everything, { input: unknown; name: string }>
