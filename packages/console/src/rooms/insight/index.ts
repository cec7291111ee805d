import type { Page } from '../../shell/page.ts'
import { insightText as text } from './insight.text.ts'

const isReader: Page['isFor'] = ({ registers }) => registers.some((each) => each.kind === 'analysis')

export const pages: readonly Page[] = [
  {
    path: '/analyses',
    title: text.analyses,
    nav: { group: 'supervision', order: 3 },
    isFor: isReader,
    load: () => import('./pages/analyses-page.tsx'),
  },
  {
    path: '/analyses/:id',
    title: text.analysis,
    isFor: isReader,
    load: () => import('./pages/analysis-page.tsx'),
  },
]
