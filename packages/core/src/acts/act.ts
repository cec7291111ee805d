import { z } from 'zod'
import { type AnyField, type AnyKind, schemaOf, type ValuesOf } from '../kinds/index.ts'
import type { Grant } from '../privacy/index.ts'

export type ActOptions<F extends Record<string, AnyField>, K extends AnyKind = AnyKind> = {
  /** What the office calls it, a verb: 登记, 走访登记, 签发. */
  readonly title: string
  /** The kind it is done on. */
  readonly kind: K
  /**
   * `new`: makes a record, and the act's `record` is its id, made by the client.
   * `existing`: changes the named record; with `version`, the one it was made from.
   * `none`: concerns several records or none in particular.
   */
  readonly on: 'new' | 'existing' | 'none'
  readonly by: readonly Grant[]
  /** Whether a reason must be given: always for corrections. */
  readonly needsReason?: boolean
  /**
   * The values of one of the record's fields with which it can be done: screens offer it on no other record. The handler
   * refuses the rest in words.
   */
  readonly while?: { readonly field: string; readonly is: readonly string[] }
  /**
   * Done on a phone, too, without a signal: the form follows from `input` and goes into the work pack of posts that may do
   * it. A room adds only what is special.
   */
  readonly onPhone?: boolean
  /**
   * Whoever does it is sealed: the act runs and is logged under a pseudonym that nobody can turn back without the master
   * key, so that not even the log says who reported. The handler gets the person as `context.reporter`.
   */
  readonly sealsActor?: boolean
  /** Files that it names go into a sealed record: they are handed in to be kept encrypted. */
  readonly sealsFiles?: boolean
  readonly input: F
}

/** A declared act: the only shape in which anything changes. `partial`: only the fields named change. */
export type Act<
  N extends string = string,
  F extends Record<string, AnyField> = Record<string, AnyField>,
  P extends boolean = boolean,
  K extends AnyKind = AnyKind,
> = ActOptions<F, K> & { readonly name: N; readonly partial: P }
export type AnyAct = Act

/** Declares an act. */
export function act<const N extends string, const F extends Record<string, AnyField>, K extends AnyKind>(
  name: N,
  options: ActOptions<F, K>,
): Act<N, F, false, K> {
  return { name, partial: false, ...options }
}

/** Declares an act that amends: a reason is needed, and every input field may be left out, which leaves it as it is. */
export function amendment<
  const N extends string,
  const F extends Record<string, AnyField>,
  K extends AnyKind,
>(name: N, options: Omit<ActOptions<F, K>, 'on' | 'needsReason'>): Act<N, F, true, K> {
  return { name, partial: true, on: 'existing', needsReason: true, ...options }
}

/** The input of an act. */
export type InputOf<A> = A extends { partial: infer P; input: infer F }
  ? P extends true
    ? Partial<ValuesOf<F>>
    : ValuesOf<F>
  : never

const hash = /^[0-9a-f]{64}$/

/**
 * What a client sends. `id` is made by the client (a UUID), so sending it twice does it once.
 * Three times per fact: `happenedAt` and `recordedAt` come from the device, `receivedAt` is the server's.
 */
export const actEnvelope = z.strictObject({
  id: z.uuid({ error: '办理编号应为UUID' }),
  act: z.string().max(60),
  record: z.uuid({ error: '记录编号应为UUID' }).optional(),
  version: z.uuid({ error: '版本号应为UUID' }).optional(),
  reason: z.string().trim().min(2, '请写明原因').max(500, '原因不能超过500个字').optional(),
  happenedAt: z.iso.datetime({ offset: true, error: '发生时间格式不对' }).optional(),
  recordedAt: z.iso.datetime({ offset: true, error: '记录时间格式不对' }).optional(),
  schemaVersion: z.int().min(1).max(1000).optional(),
  input: z.record(z.string(), z.unknown()),
  /** Extra fields that the playbook adds to the kind. */
  extra: z.record(z.string(), z.unknown()).optional(),
  /**
   * Files (SHA-256, hex) that the input names as evidence and that follow later: a phone on a weak line sends the fact
   * first. They become evidence when the same account hands in their bytes.
   */
  awaits: z.array(z.string().regex(hash, '文件编号不对')).max(40).optional(),
  /**
   * Untouched originals (SHA-256, hex) by the picture made from each that the input names: a phone bakes time and place into
   * a photo. They are evidence of the same field, and stand in the log with it.
   */
  originals: z
    .record(z.string().regex(hash, '文件编号不对'), z.string().regex(hash, '文件编号不对'))
    .optional(),
})
export type ActEnvelope = z.infer<typeof actEnvelope>

/** The strict schema of an act's input. */
export function inputSchemaOf<A extends AnyAct>(of: A): z.ZodType<InputOf<A>> {
  const whole = schemaOf(of.input) as unknown as z.ZodObject
  return (of.partial ? whole.partial() : whole) as unknown as z.ZodType<InputOf<A>>
}
