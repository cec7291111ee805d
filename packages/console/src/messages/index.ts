import type { Page } from '../shell/page.ts'
import { messagesText } from './messages.text.ts'

export const pages: readonly Page[] = [
  {
    path: '/messages',
    title: messagesText.title,
    nav: { group: 'work', order: 9 },
    isFor: () => true,
    load: () => import('./pages/messages-page.tsx'),
  },
]
