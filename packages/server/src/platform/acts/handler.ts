import type {
  Actor,
  AnyAct,
  AnyKind,
  CodeLists,
  InputOf,
  NoticeCode,
  Place,
  RecordHead,
  RecordOf,
  ValueOf,
} from '@hulei/core'
import { canonicalJson } from '../canonical-json.ts'
import type { Keyring } from '../crypto/keyring.ts'
import { findRecord, insertRow, subjectOf, updateRow, type Values } from '../db/records.ts'
import type { Transaction } from '../db/scope.ts'
import { Refusal } from '../errors.ts'
import { type Message, notify } from '../notify/index.ts'
import type { Township } from '../townships.ts'
import type { InputStep } from './earlier-inputs.ts'
import { noteMatter } from './matters.ts'

/** What an act did to one record, for the log: the values before and after of the fields it touched. */
export type Change = {
  readonly kind: AnyKind
  readonly record: string
  readonly subject: string | undefined
  readonly before: Values | null
  readonly after: Values
  /** The whole record as it is now, touched or not; not logged. */
  readonly whole: Values
  readonly place: Place
}

/** Instants of a fact: when it happened, when the device recorded it, when the server received it; ISO 8601. */
export type Times = {
  readonly happenedAt: string | null
  readonly recordedAt: string | null
  readonly receivedAt: string
}

/**
 * What an act's handler works with: one transaction, and the only functions that write records. Everything that
 * they do is collected for the log.
 */
export type ActContext = {
  readonly tx: Transaction
  readonly keyring: Keyring
  readonly township: Township
  readonly lists: CodeLists
  readonly actId: string
  readonly times: Times
  readonly reason: string | null
  readonly extra: Values
  /** Who really does an act that seals its actor; for nothing but what goes into a sealed file. */
  readonly reporter: Actor | undefined
  /** Files (SHA-256) that the input names and whose bytes follow later. */
  readonly awaits: readonly string[]
  /** Originals (SHA-256) by the picture of the input that was made from each. */
  readonly originals: Readonly<Record<string, string>>
  readonly changes: readonly Change[]
  /** The real clock's instant of this act, ISO 8601; `tx.now` is the business clock's. */
  readonly realNow: string
  get<K extends AnyKind>(kind: K, id: string): Promise<RecordOf<K>>
  insert<K extends AnyKind>(kind: K, id: string, place: Place, values: SomeFieldsOf<K>): Promise<void>
  amend<K extends AnyKind>(
    kind: K,
    current: RecordHead,
    values: SomeFieldsOf<K>,
    place?: Place,
  ): Promise<void>
  /** Writes a message in this transaction; says how many people it reaches. It carries counts, days and codes only. */
  notify<N extends NoticeCode>(message: Message<N>): Promise<number>
}

/** Any of a kind's fields; one that is `undefined` is empty. */
export type SomeFieldsOf<K> = K extends { fields: infer F }
  ? { readonly [P in keyof F]?: ValueOf<F[P]> | undefined }
  : never

/** The part of the reply that a room adds to `{ act, record }`. */
export type Reply = Readonly<Record<string, unknown>>

export type Handler<A extends AnyAct> = {
  readonly act: A
  /** How inputs of earlier versions read now: the first step takes version 1 to version 2. */
  readonly earlier?: readonly InputStep[]
  readonly run: (
    context: ActContext,
    done: { id: string; input: InputOf<A>; record: RecordOf<A['kind']> },
  ) => Promise<Reply | undefined>
}

/** A handler in the registry, where acts of every input stand side by side. */
export type AnyHandler = {
  readonly act: AnyAct
  readonly earlier?: readonly InputStep[]
  // biome-ignore lint/suspicious/noExplicitAny: `perform` checks the input against the act's own schema before
  run(context: ActContext, done: any): Promise<Reply | undefined>
}

/** Says what an act does. `record` is there for acts on an existing record, locked; for others it is never read. */
export function on<A extends AnyAct>(
  act: A,
  run: (
    context: ActContext,
    done: { id: string; input: InputOf<A>; record: RecordOf<A['kind']> },
  ) => Promise<Reply | undefined>,
  earlier: readonly InputStep[] = [],
): Handler<A> {
  return { act, run, earlier }
}

/** The context of one act; `changes` fills up as the handler writes. */
export function createContext(
  given: Omit<ActContext, 'get' | 'insert' | 'amend' | 'notify' | 'changes'>,
): ActContext {
  const changes: Change[] = []
  const { tx, keyring, actId, times } = given
  return {
    ...given,
    changes,
    notify: (message) => notify(given, message),
    async get(kind, id) {
      const record = await findRecord(tx, keyring, kind, id, { lock: true })
      if (!record)
        throw new Refusal('record.not-found', 404, `没有找到这条${kind.title}记录，或者您的岗位不能查看。`)
      return record
    },
    async insert(kind, id, place, values) {
      const given = values as Values
      const extra = changes.length === 0 ? { ...this.extra } : {}
      await insertRow(tx, keyring, kind, {
        id,
        version: actId,
        place,
        values: given,
        extra,
        receivedAt: times.receivedAt,
      })
      await noteMatter(tx, kind, id, given)
      const after = { ...ownPlace(place), ...given, ...(Object.keys(extra).length > 0 && { extra }) }
      changes.push({
        kind,
        record: id,
        subject: subjectOf(kind, id, given),
        before: null,
        after,
        whole: given,
        place,
      })
    },
    async amend(kind, current, values, place) {
      const given = values as Values
      const extra = changes.length === 0 && Object.keys(this.extra).length > 0 ? { ...this.extra } : undefined
      const was = current as unknown as Values
      const touched = Object.keys(given).filter((name) => !isSame(was[name] ?? null, given[name] ?? null))
      const moved = Object.entries(place ?? {}).filter(
        ([name, value]) => (was[name] ?? null) !== (value ?? null),
      )
      if (touched.length === 0 && moved.length === 0 && !extra) return
      const next = Object.fromEntries(touched.map((name) => [name, given[name] ?? null]))
      const nextPlace = Object.fromEntries(moved)
      await updateRow(tx, keyring, kind, current, actId, {
        values: next,
        ...(moved.length > 0 && { place: nextPlace }),
        ...(extra && { extra }),
      })
      const names = [...touched, ...moved.map(([name]) => name)]
      changes.push({
        kind,
        record: current.id,
        subject: subjectOf(kind, current.id, was),
        before: {
          ...Object.fromEntries(names.map((name) => [name, was[name] ?? null])),
          ...(extra && { extra: current.extra }),
        },
        after: { ...next, ...nextPlace, ...(extra && { extra }) },
        whole: { ...was, ...next },
        place: { village: current.village, school: current.school, unit: current.unit, ...nextPlace },
      })
    },
  }
}

const ownPlace = (place: Place) => Object.fromEntries(Object.entries(place).filter(([, value]) => value))
/** Whatever the order in which an object's names come back: the database keeps its own. */
const isSame = (left: unknown, right: unknown) => canonicalJson(left) === canonicalJson(right)
