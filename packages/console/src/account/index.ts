import type { Page } from '../shell/page.ts'
import { accountText } from './account.text.ts'

export const pages: readonly Page[] = [
  {
    path: '/account',
    title: accountText.title,
    isFor: () => true,
    load: () => import('./pages/account-page.tsx'),
  },
]
