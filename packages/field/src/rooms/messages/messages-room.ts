import type { Room } from '../../shell/room.ts'
import { messagesText as text } from './messages.text.ts'
import { MessagesPage } from './messages-page.tsx'
import { isAcknowledgement, messagesOf } from './pack-messages.ts'

/** Messages to the holder of the post, and what the office asked. */
export const messagesRoom: Room = {
  pages: { messages: { show: MessagesPage, tab: 'messages' } },
  tabs: ({ pack }) => [
    {
      page: 'messages',
      label: text.tab(messagesOf(pack).filter((message) => message.acknowledgedAt === null).length),
      rank: 40,
    },
  ],
  tell: (act) => (isAcknowledgement(act) ? { title: text.act, of: '', isQuiet: true } : undefined),
}
