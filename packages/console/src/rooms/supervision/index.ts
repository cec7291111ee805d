import type { Page } from '../../shell/page.ts'
import { supervisionText } from './supervision.text.ts'

export { ChangesPanel } from './parts/changes-panel.tsx'
export { Paper } from './parts/paper.tsx'
export { useDraft } from './use-draft.ts'

export const pages: readonly Page[] = [
  {
    path: '/bulletins',
    title: supervisionText.bulletins,
    nav: { group: 'supervision', order: 2 },
    isFor: ({ registers }) => registers.some((each) => each.kind === 'bulletin'),
    load: () => import('./pages/bulletins-page.tsx'),
  },
  {
    path: '/bulletins/:id',
    title: supervisionText.studio,
    isFor: ({ registers }) => registers.some((each) => each.kind === 'bulletin'),
    load: () => import('./pages/bulletin-page.tsx'),
  },
]
