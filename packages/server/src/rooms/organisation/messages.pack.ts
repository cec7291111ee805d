import { listMessages } from '../../platform/notify/index.ts'
import type { PackSource } from '../../platform/work-pack.ts'

/** What was acknowledged stays on a phone for so long, to be read again. */
const KEEP_DAYS = 30

/** `notice/<id>`: the account's own messages, those of the last month and those still open. */
export const messagesPack: PackSource = async (scope, { township }) => {
  const messages = await listMessages(scope, township.lists, { state: 'all', sinceDays: KEEP_DAYS })
  return messages.map((message) => ({ key: `notice/${message.id}`, body: message }))
}
