import type { Page } from '../../shell/page.ts'
import { accountsText } from './accounts.text.ts'

export const pages: readonly Page[] = [
  {
    path: '/accounts',
    title: accountsText.title,
    nav: { group: 'system', order: 1 },
    isFor: ({ actor }) => actor.role === 'administrator',
    load: () => import('./pages/accounts-page.tsx'),
  },
]
