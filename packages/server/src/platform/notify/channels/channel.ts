import type { OutsideCode } from '@hulei/core'

/** The ways out of the house; `in-app` is none: a message is there as soon as its act is. */
export type ChannelName = 'wecom' | 'dingtalk' | 'sms'

/** What goes out: one of the few sentences, and the counts in it. */
export type Outgoing = {
  /** The same for every try of one delivery, so that a gateway that looks at it sends once. */
  readonly id: string
  readonly code: OutsideCode
  readonly text: string
  readonly numbers: Readonly<Record<string, number>>
}

/**
 * What came of a try. `refused`: trying again is of no use (a wrong key, a number that is none); `failed`: it may be.
 * `detail` is a status or an error code in ASCII, never what the other side wrote.
 */
export type Outcome = {
  readonly result: 'sent' | 'failed' | 'refused'
  readonly detail: string
}

/** A chat group's robot. */
export type Group = {
  readonly channel: 'wecom' | 'dingtalk'
  /** Its name in the settings, by which deliveries know it. */
  readonly name: string
  /** The townships and roles whose messages it is told of; empty means all. */
  readonly townships: readonly string[]
  readonly roles: readonly string[]
  send(outgoing: Outgoing): Promise<Outcome>
}

/** A gateway for text messages. */
export type TextGateway = {
  readonly channel: 'sms'
  readonly roles: readonly string[]
  send(phone: string, outgoing: Outgoing): Promise<Outcome>
}

export type Channels = { readonly groups: readonly Group[]; readonly texts: TextGateway | undefined }

export const noChannels: Channels = { groups: [], texts: undefined }
