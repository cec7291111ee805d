import { outboxText } from '../outbox/outbox.text.ts'
import { OutboxPage } from '../outbox/outbox-page.tsx'
import { HelpPage } from './help-page.tsx'
import { LeavePage } from './leave-page.tsx'
import { MePage } from './me-page.tsx'
import type { Room } from './room.ts'
import { shellText as text } from './shell.text.ts'

/** What everybody has: the outbox, help, and the worker's own page. */
export const shellRoom: Room = {
  pages: {
    outbox: { show: OutboxPage, tab: 'outbox', isOpenWithoutPack: true },
    help: { show: HelpPage, tab: 'help', isOpenWithoutPack: true },
    browser: { show: LeavePage, tab: 'me', isOpenWithoutPack: true },
    me: { show: MePage, tab: 'me', isOpenWithoutPack: true },
  },
  tabs: () => [
    { page: 'outbox', label: outboxText.tab, rank: 50 },
    { page: 'help', label: text.helpTab, rank: 60 },
    { page: 'me', label: text.meTab, rank: 70 },
  ],
  tell: ({ row }) => {
    if (row.act === 'phone.register') return { title: text.registerPhone, of: '', isQuiet: true }
    // What became of it is said with the act that was handed in.
    if (row.act === 'handed-in.submit') return { title: outboxText.handIn, of: '', isQuiet: true }
    return undefined
  },
}
