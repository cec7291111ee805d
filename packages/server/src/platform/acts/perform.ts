import { createHash } from 'node:crypto'
import {
  type ActEnvelope,
  type Actor,
  type AnyAct,
  actEnvelope,
  acts,
  inputSchemaOf,
  isCleared,
  isGranted,
  maskValue,
  mayBeGranted,
  type Place,
  type RecordOf,
  unknownCodes,
} from '@hulei/core'
import { sql } from 'kysely'
import type { z } from 'zod'
import { canonicalJson } from '../canonical-json.ts'
import type { Keyring } from '../crypto/keyring.ts'
import { findRecord, type Values } from '../db/records.ts'
import type { Scopes, Transaction } from '../db/scope.ts'
import { type Fault, invalid, notAllowed, notFound, Refusal } from '../errors.ts'
import type { Township, Townships } from '../townships.ts'
import { asNow } from './earlier-inputs.ts'
import { extraFaults } from './extra-fields.ts'
import { type ActContext, type AnyHandler, createContext, type Reply, type Times } from './handler.ts'
import { awaitFaults, linkEvidence } from './link-evidence.ts'
import { appendToLog, openChange } from './log.ts'
import { tieTo } from './matters.ts'
import { sealedActorOf } from './sealed-actor.ts'

/** What the server answers to an act. The same act sent again gets the same reply. */
export type ActReply = {
  readonly act: string
  readonly record: string | null
  readonly receivedAt: string
} & Reply

/** What was done: the act, the record that it concerns, what was handed in. */
export type Done = {
  readonly act: AnyAct
  readonly record: string | null
  readonly input: Readonly<Record<string, unknown>>
}

/**
 * What follows from what an act did, in the same transaction: a room above subscribes, the room below knows nothing of it.
 * It may refuse what would break a rule of its own room.
 */
export type Observer = (context: ActContext, done: Done) => Promise<void>

export type Performer = {
  /** The only way in which anything changes. `body` is an `ActEnvelope` as it came over the wire. */
  perform(actor: Actor, body: unknown, options?: PerformOptions): Promise<ActReply>
}

export type PerformOptions = {
  readonly parent?: string
  readonly receivedAt?: string
  /** By how much the clock of the phone that sends the act is ahead of ours, where that is too much to be believed. */
  readonly clockOffsetSeconds?: number | undefined
}

/**
 * Checks the shape, checks the right, opens a transaction in the actor's scope, does the act, appends it to the log,
 * commits; all in that one transaction, or nothing.
 */
export function createPerformer(given: {
  scopes: Scopes
  keyring: Keyring
  townships: Townships
  handlers: readonly AnyHandler[]
  observers?: readonly Observer[]
  securityNow: () => string
}): Performer {
  const handlers = new Map(given.handlers.map((handler) => [handler.act.name, handler]))
  const observers = given.observers ?? []

  const once = async (
    actor: Actor,
    envelope: ActEnvelope,
    act: AnyAct,
    handler: AnyHandler,
    township: Township,
    options: PerformOptions,
  ): Promise<ActReply> => {
    const bodyHash = hashOf(envelope)
    const acting = act.sealsActor ? sealedActorOf(given.keyring, actor) : actor
    return given.scopes.write(acting, async (tx) => {
      const earlier = await receiptOf(tx, envelope.id)
      if (earlier) {
        if (!earlier.body_hash.equals(bodyHash)) throw reused()
        return earlier.reply as ActReply
      }
      // The receipt is for the bytes as they were sent; what is done is what they mean today.
      const now = asNow(envelope, handler.earlier)
      const input = checkedInput(act, now, township)
      const times = timesOf(envelope, options.receivedAt ?? new Date(tx.now).toISOString())
      const context = createContext({
        tx,
        keyring: given.keyring,
        township,
        lists: township.lists,
        actId: envelope.id,
        times,
        reason: envelope.reason ?? null,
        extra: now.extra ?? {},
        awaits: envelope.awaits ?? [],
        originals: envelope.originals ?? {},
        reporter: act.sealsActor ? actor : undefined,
        realNow: given.securityNow(),
      })
      const id = envelope.record ?? envelope.id
      const record = act.on === 'existing' ? await existing(context, act, envelope, input) : undefined
      // An act that makes a record never reads `record`; the registry of handlers cannot say so in its type.
      const more = await handler.run(context, { id, input, record: record as RecordOf<AnyAct['kind']> })
      await linkEvidence(context)
      // An act that names a matter stands in the log as of that matter, so that whoever is left out does not see it.
      const named = typeof input.matter === 'string' ? input.matter : null
      const target = act.on === 'none' ? (named ?? envelope.record ?? null) : id
      for (const observe of observers) await observe(context, { act, record: target, input })
      const reply: ActReply = { act: envelope.id, record: target, receivedAt: times.receivedAt, ...more }
      await appendToLog(context, act, envelope, {
        record: target,
        parent: options.parent ?? null,
        bodyHash,
        reply,
        loggedAt: given.securityNow(),
        clockOffsetSeconds: options.clockOffsetSeconds ?? null,
      })
      return reply
    })
  }

  return {
    async perform(actor, body, options = {}) {
      const parsed = actEnvelope.safeParse(body)
      if (!parsed.success) throw invalid(faultsOf(parsed.error, ''))
      const envelope = parsed.data
      const act = acts.get(envelope.act)
      const handler = handlers.get(envelope.act)
      if (!act || !handler) throw new Refusal('act.unknown', 404, `系统里没有“${envelope.act}”这项办理。`)
      if (!mayBeGranted(act.by, actor)) throw notAllowed(act.title)
      const township = await given.townships.get(actor.township)
      const attempt = () => once(actor, envelope, act, handler, township, options)
      try {
        // A duplicate key is the same act sent twice at once: the other has just committed, so its receipt is there now.
        return await attempt().catch((error) => (isDuplicateKey(error) ? attempt() : Promise.reject(error)))
      } catch (error) {
        throw asRefusal(error, act)
      }
    },
  }
}

const reused = () =>
  new Refusal(
    'act.id-reused',
    409,
    '这个办理编号已经用过，而且内容不同；请刷新页面后重新填写，已保存的内容没有改变。',
  )

/** Hash of the envelope with its keys in order, so that two writings of one act are the same act. */
function hashOf(envelope: ActEnvelope): Buffer {
  return createHash('sha256').update(canonicalJson(envelope)).digest()
}

async function receiptOf(tx: Transaction, id: string) {
  return await tx.db
    .selectFrom('act_receipt')
    .select(['body_hash', 'reply'])
    .where('township', '=', tx.actor.township)
    .where('id', '=', id)
    // Only the sender's own: another's act of this id is no reply to this one.
    .where('account', '=', tx.actor.account)
    .executeTakeFirst()
}

/** The input, valid; or every fault at once. */
function checkedInput(act: AnyAct, envelope: ActEnvelope, township: Township): Values {
  const parsed = inputSchemaOf(act).safeParse(envelope.input)
  const faults: Fault[] = parsed.success ? [] : faultsOf(parsed.error, 'input')
  for (const fault of unknownCodes(act.input, envelope.input, township.lists)) {
    faults.push({ ...fault, path: `input.${fault.path}`, code: 'input.unknown-code' })
  }
  faults.push(...awaitFaults(act, envelope))
  faults.push(...extraFaults(township, act.kind, envelope.extra, act.on === 'new'))
  if (act.needsReason && !envelope.reason) {
    faults.push({ path: 'reason', code: 'input.reason-missing', message: '请写明原因' })
  }
  if (act.partial && !envelope.version) {
    faults.push({ path: 'version', code: 'input.version-missing', message: '缺少修改所依据的版本' })
  }
  if (act.on === 'existing' && !envelope.record) {
    faults.push({ path: 'record', code: 'input.record-missing', message: '请指明要办理的记录' })
  }
  if (faults.length > 0 || !parsed.success) throw invalid(faults)
  return parsed.data as Values
}

export function faultsOf(error: z.ZodError, prefix: string): Fault[] {
  return error.issues.flatMap((issue) => {
    const path = [prefix, ...issue.path.map(String)].filter(Boolean).join('.')
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        path: path ? `${path}.${key}` : key,
        code: 'input.unknown-field',
        message: `没有“${key}”这个栏目`,
      }))
    }
    return [{ path, code: 'input.invalid', message: issue.message }]
  })
}

function timesOf(envelope: ActEnvelope, receivedAt: string): Times {
  const iso = (text: string | undefined) => (text ? new Date(text).toISOString() : null)
  return { happenedAt: iso(envelope.happenedAt), recordedAt: iso(envelope.recordedAt), receivedAt }
}

/** The record that an act changes: visible, within the grant, and of the version it was made from. */
async function existing(context: ActContext, act: AnyAct, envelope: ActEnvelope, input: Values) {
  const { tx, keyring } = context
  const record = await findRecord(tx, keyring, act.kind, envelope.record ?? '', { lock: true })
  if (!record) throw notFound(act.kind.title)
  const isAllowed =
    isGranted(act.by, tx.actor, record) ||
    isGranted(act.by, tx.actor, { ...record, ...(await tieTo(tx, act.kind, record)) })
  if (!isAllowed) throw notAllowed(act.title)
  if (envelope.version && envelope.version !== record.version) {
    await refuseConflict(context, act, envelope.version, record as unknown as Values & Place, input)
  }
  return record
}

/** Someone else changed the record meanwhile: fine if other fields, otherwise both values are shown to a person. */
async function refuseConflict(
  context: ActContext,
  act: AnyAct,
  base: string,
  record: Values & Place,
  input: Values,
): Promise<void> {
  const { tx, keyring } = context
  const township = tx.actor.township
  const id = String(record.id)
  const from = await seqOf(tx, id, base)
  if (from === undefined) {
    throw new Refusal('record.version-unknown', 409, '修改所依据的版本不是这条记录的版本，请刷新后再改。')
  }
  const later = await tx.db
    .selectFrom('act_change')
    .select(['fields', 'ordinal', 'subject', 'body', 'act'])
    .where('township', '=', township)
    .where('record', '=', id)
    .where('seq', '>', from)
    .orderBy('seq', 'desc')
    .execute()
  const changed = new Set(later.flatMap((change) => change.fields))
  const isOther = (theirs: unknown, mine: unknown) =>
    canonicalJson(theirs ?? null) !== canonicalJson(mine ?? null)
  const collisions = Object.keys(input).filter(
    (name) => changed.has(name) && isOther(record[name], input[name]),
  )
  const has = (record.extra ?? {}) as Values
  const extraCollisions = changed.has('extra')
    ? Object.keys(context.extra).filter((name) => isOther(has[name], context.extra[name]))
    : []
  if (collisions.length === 0 && extraCollisions.length === 0) return
  const cleared = isCleared(act.kind, tx.actor, record)
  const keys = await keyring.keysOf(
    tx,
    later.flatMap((change) => change.subject ?? []),
  )
  const newest = later[0]
  const opened = newest && openChange(township, newest.act, newest, keys.get(newest.subject ?? ''))
  const fields = collisions.map((name) => {
    const field = act.kind.fields[name]
    const shown = (value: unknown) => (cleared || !field ? value : maskValue(field, value))
    return {
      field: name,
      label: field?.label ?? name,
      mine: input[name] ?? null,
      theirs: shown(record[name] ?? null),
    }
  })
  const declared = context.township.playbook.fields[act.kind.name] ?? []
  const extraFields = extraCollisions.map((name) => ({
    field: `extra.${name}`,
    label: declared.find((each) => each.id === name)?.label ?? name,
    mine: context.extra[name] ?? null,
    theirs: has[name] ?? null,
  }))
  throw new Refusal('record.conflict', 409, '在您修改期间，别人已改过同样的栏目，请比对后再决定。', {
    detail: {
      version: record.version,
      reason: cleared ? (opened?.reason ?? null) : null,
      fields: [...fields, ...extraFields],
    },
  })
}

/**
 * Where an act on a record stands in the log: by what it changed, or, where it changed nothing (somebody else had written
 * the same before), by its own line. A phone names either, since it knows only that the act was confirmed.
 */
async function seqOf({ db, actor }: Transaction, record: string, act: string): Promise<number | undefined> {
  const { rows } = await sql<{ seq: number | null }>`
    SELECT coalesce(
      (SELECT min(seq) FROM act_change WHERE township = ${actor.township} AND record = ${record} AND act = ${act}),
      (SELECT seq FROM act_log WHERE township = ${actor.township} AND record = ${record} AND id = ${act})
    ) AS seq`.execute(db)
  return rows[0]?.seq ?? undefined
}

const isDuplicateKey = (error: unknown) => (error as { code?: unknown } | null)?.code === '23505'

/** What the database refused, in words: row policies and foreign keys stand behind the application's own checks. */
function asRefusal(error: unknown, act: AnyAct): unknown {
  const code = (error as { code?: unknown } | null)?.code
  if (code === '42501') {
    return new Refusal('record.out-of-scope', 403, `您的岗位不能在这个范围内办理“${act.title}”。`, {
      cause: error,
    })
  }
  if (code === '23503') {
    return new Refusal('record.reference-missing', 422, '所引用的记录不存在，或者您的岗位不能查看。', {
      cause: error,
    })
  }
  if (code === '23505') return new Refusal('record.exists', 409, '编号相同的记录已经存在。', { cause: error })
  if (code === '53100') {
    return new Refusal(
      'storage.full',
      507,
      '服务器磁盘已满，这次没有保存；请告知管理员，稍后重试不会重复。',
      { cause: error },
    )
  }
  return error
}
