import type { OutsideCode } from '@hulei/core'
import type { TextGateway } from './channel.ts'
import { isOutcome, postJson } from './post-json.ts'

/**
 * A gateway for text messages that takes JSON over HTTPS:
 * `POST url`, `Authorization: Bearer key`, `{ id, phone, template, params, text }`; any 2xx means that it took it.
 * `id` is the same for each try. `template` is the gateway's own name of the sentence (in China every sentence is
 * registered beforehand); one that has no name is not sent.
 */
export const textGateway = (settings: {
  url: string
  key: string
  templates: Partial<Record<OutsideCode, string>>
  roles: readonly string[]
  timeoutMs?: number | undefined
}): TextGateway => ({
  channel: 'sms',
  roles: settings.roles,
  async send(phone, { id, code, text, numbers }) {
    const template = settings.templates[code]
    if (!template) return { result: 'refused', detail: `no template for ${code}` }
    const answer = await postJson(
      settings.url,
      { id, phone, template, params: numbers, text },
      {
        headers: { authorization: `Bearer ${settings.key}` },
        ...(settings.timeoutMs !== undefined && { timeoutMs: settings.timeoutMs }),
      },
    )
    return isOutcome(answer) ? answer : { result: 'sent', detail: `http ${answer.status}` }
  },
})
