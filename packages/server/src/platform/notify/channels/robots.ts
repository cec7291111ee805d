import { createHmac } from 'node:crypto'
import type { Group, Outcome } from './channel.ts'
import { type Answered, isOutcome, postJson } from './post-json.ts'

type Robot = {
  readonly name: string
  readonly url: string
  readonly townships: readonly string[]
  readonly roles: readonly string[]
  readonly timeoutMs?: number | undefined
}

/** A group robot of WeCom (企业微信群机器人): the key is in its address. */
export const wecomRobot = ({ url, timeoutMs, ...robot }: Robot): Group => ({
  ...robot,
  channel: 'wecom',
  send: async ({ text }) => codeOf(await postJson(url, textMessage(text), given(timeoutMs)), WECOM_PASSING),
})

/** A group robot of DingTalk (钉钉群机器人), signed where it has a secret. */
export const dingtalkRobot = (
  { url, timeoutMs, secret, ...robot }: Robot & { secret?: string | undefined },
  realNow: () => number,
): Group => ({
  ...robot,
  channel: 'dingtalk',
  send: async ({ text }) => {
    const signed = secret ? signedAddress(url, secret, realNow()) : url
    return codeOf(await postJson(signed, textMessage(text), given(timeoutMs)), DINGTALK_PASSING)
  },
})

/** DingTalk's signing: HMAC-SHA256 over time and secret, in base64, beside the time in the address; valid for an hour. */
export function signedAddress(url: string, secret: string, at: number): string {
  const signature = createHmac('sha256', secret).update(`${at}\n${secret}`).digest('base64')
  const signed = new URL(url)
  signed.searchParams.set('timestamp', String(at))
  signed.searchParams.set('sign', signature)
  return signed.href
}

const textMessage = (content: string) => ({ msgtype: 'text', text: { content } })
const given = (timeoutMs: number | undefined) => (timeoutMs === undefined ? {} : { timeoutMs })

/** Busy, or too many messages a minute. */
const WECOM_PASSING: ReadonlySet<number> = new Set([-1, 45009])
const DINGTALK_PASSING: ReadonlySet<number> = new Set([-1, 130101, 410100])

/** Both answer 200 with an `errcode`, 0 when the group was told. */
function codeOf(answer: Answered | Outcome, passing: ReadonlySet<number>): Outcome {
  if (isOutcome(answer)) return answer
  const code = (answer.body as { errcode?: unknown } | undefined)?.errcode
  if (code === 0) return { result: 'sent', detail: 'errcode 0' }
  if (typeof code !== 'number') return { result: 'failed', detail: 'no errcode' }
  return { result: passing.has(code) ? 'failed' : 'refused', detail: `errcode ${code}` }
}
