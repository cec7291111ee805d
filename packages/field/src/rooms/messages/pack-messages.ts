import type { OpenedAct } from '../../outbox/opened-act.ts'
import type { StoredPack } from '../../store/pack.ts'

/** A message, as the server's pack writes it. */
export type PackMessage = {
  readonly id: string
  readonly title: string
  readonly text: string
  readonly createdAt: string
  readonly needsReceipt: boolean
  readonly acknowledgedAt: string | null
  /** The act whose form it opens, with what the form knows by then. */
  readonly begins?: { readonly act: string; readonly input: Readonly<Record<string, string>> }
}

/** Something that the office asked, and that is still to be answered. */
export type PackRequest = {
  readonly id: string
  readonly what: string
  readonly state: string
  readonly dueOn: string
  readonly detail: string | null
  readonly wantsEvidence: boolean
  readonly askedBy: string
  readonly returnReason: string | null
}

const ACKNOWLEDGE = 'message.acknowledge'
export const isAcknowledgement = ({ row }: Pick<OpenedAct, 'row'>): boolean => row.act === ACKNOWLEDGE

const bodiesOf = <T>(pack: StoredPack | undefined, kind: string): T[] =>
  Object.entries(pack?.items ?? {})
    .filter(([key]) => key.startsWith(`${kind}/`))
    .map(([, { body }]) => body as T)

/** What wants a receipt first, then the newest. */
export const messagesOf = (pack: StoredPack | undefined): readonly PackMessage[] =>
  bodiesOf<PackMessage>(pack, 'notice').sort(
    (left, right) =>
      Number(wantsReceipt(right)) - Number(wantsReceipt(left)) || (left.createdAt < right.createdAt ? 1 : -1),
  )
const wantsReceipt = (message: PackMessage) => message.needsReceipt && message.acknowledgedAt === null

/** What is owed soonest first. */
export const requestsOf = (pack: StoredPack | undefined): readonly PackRequest[] =>
  bodiesOf<PackRequest>(pack, 'request').sort((left, right) => (left.dueOn < right.dueOn ? -1 : 1))

/** Ids of messages that this phone acknowledged, whether the server has heard of it or not. */
export function acknowledgedHere(acts: readonly OpenedAct[]): ReadonlySet<string> {
  return new Set(
    acts
      .filter((act) => isAcknowledgement(act) && ['waiting', 'confirmed'].includes(act.row.state))
      .flatMap((act) => (Array.isArray(act.input.messages) ? act.input.messages.map(String) : [])),
  )
}

/**
 * Requests that are answered as far as this phone knows: the answer waits here, or the server took it after the pack was
 * made. One that the pack still has although its answer is older was given back, and wants another.
 */
export const answeredHere = (acts: readonly OpenedAct[], pack: StoredPack): ReadonlySet<string> =>
  new Set(
    acts
      .filter(({ row }) => row.act === 'request.answer')
      .filter(
        ({ row }) =>
          row.state === 'waiting' || (row.state === 'confirmed' && (row.confirmedAt ?? '') > pack.madeAt),
      )
      .map((act) => act.record),
  )

/** The act that acknowledges a message: the bytes that will be sent. */
export function acknowledgeAct(message: string, given: { act: string; post: string; now: number }) {
  const recordedAt = new Date(given.now).toISOString()
  const body = JSON.stringify({
    id: given.act,
    act: ACKNOWLEDGE,
    recordedAt,
    schemaVersion: 1,
    input: { messages: [message] },
  })
  return { id: given.act, act: ACKNOWLEDGE, post: given.post, recordedAt, body, files: [] }
}
