import { z } from 'zod'
import type { DeadlineRule } from '../calendar/index.ts'
import type { Role } from '../privacy/index.ts'
import type { OutsideCode } from './outside.text.ts'
import type { NoticeParam } from './param.ts'

export type NoticeParams = Readonly<Record<string, NoticeParam>>
export type ParamValues<P extends NoticeParams> = {
  readonly [N in keyof P]: P[N] extends NoticeParam<infer T> ? T : never
}

/**
 * One step when nobody acknowledges: after how long, by which clock, who is told. Offices' time (working days) runs on the
 * business clock; 'within ten minutes' on the real one, which no setting moves.
 */
export type EscalationStep = {
  readonly after: DeadlineRule
  readonly clock: 'business' | 'security'
  readonly to: readonly Role[]
}

/** An act that a message leads to. */
export type NoticeBegins = { readonly act: string; readonly input: Readonly<Record<string, string>> }

export type NoticeTemplate<P extends NoticeParams = NoticeParams> = {
  /** A few words above the text. */
  readonly title: string
  readonly params: P
  /** What the signed-in reader sees. `nameOf` gives the name of a code. */
  say(values: ParamValues<P>, nameOf: (list: string, code: string) => string): string
  /** What is to be done about it: the act whose form it opens, and what the form knows by then. */
  begins?(values: ParamValues<P>): NoticeBegins
  /** Which of the few sentences goes out of the house: to a chat group, to a telephone. */
  readonly outside: OutsideCode
  /** Whether the recipient must say that it was seen; how long that took is kept. */
  readonly needsReceipt: boolean
  readonly escalate: readonly EscalationStep[]
}

/** Declares a template; it only carries what its params declare. */
export function template<const P extends NoticeParams>(
  options: Omit<NoticeTemplate<P>, 'needsReceipt' | 'escalate'> &
    Partial<Pick<NoticeTemplate<P>, 'needsReceipt' | 'escalate'>>,
): NoticeTemplate<P> {
  return { needsReceipt: false, escalate: [], ...options }
}

/** The strict schema of a template's values: an unknown name or any other type of value is refused. */
export const valuesSchemaOf = (of: NoticeTemplate): z.ZodType<Record<string, unknown>> =>
  z.strictObject(Object.fromEntries(Object.entries(of.params).map(([name, { schema }]) => [name, schema])))
