import type { ActEnvelope } from '@hulei/core'
import { Refusal } from '../errors.ts'

/** What an earlier app sent: the input of an act, and answers to the plan's own questions. */
export type SentInput = {
  readonly input: Readonly<Record<string, unknown>>
  readonly extra?: Readonly<Record<string, unknown>> | undefined
}

/**
 * How an input of one version reads in the next. Pure: it sees nothing but what was sent, so that the same bytes always
 * mean the same. A step is never taken out: some phone may still hold what it is for.
 */
export type InputStep = (sent: SentInput) => SentInput

/** The version that an act's input has now: 1, and one more for each step. */
export const versionNow = (steps: readonly InputStep[] = []): number => steps.length + 1

/**
 * An envelope as the app of today would have sent it. A phone never rewrites what waits: its bytes keep the version in
 * which they were written, and are brought up to date here, each time they are read. Without a version it is today's.
 */
export function asNow(envelope: ActEnvelope, steps: readonly InputStep[] = []): ActEnvelope {
  const { schemaVersion = versionNow(steps) } = envelope
  if (schemaVersion > versionNow(steps)) throw newerThanServer()
  const { input, extra } = steps
    .slice(schemaVersion - 1)
    .reduce<SentInput>((sent, step) => step(sent), { input: envelope.input, extra: envelope.extra })
  return { ...envelope, input: { ...input }, extra: extra && { ...extra } }
}

/** As a server that is away, not as a fault of the act: the phone keeps it and tries again after the server's update. */
const newerThanServer = () =>
  new Refusal(
    'act.newer-than-server',
    503,
    '这条记录是用更新的版本填的，服务器还没有升级；请保留在手机里，升级后会自动上传。',
  )
