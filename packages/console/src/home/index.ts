import type { Page } from '../shell/page.ts'
import { homeText } from './home.text.ts'

export const pages: readonly Page[] = [
  {
    path: '/',
    title: homeText.title,
    nav: { group: 'work', order: 1 },
    isFor: () => true,
    load: () => import('./pages/home-page.tsx'),
  },
]
