import type { Page } from '../../shell/page.ts'
import { sealingText } from './sealing.text.ts'

export { type Matter, tieOf } from './matter-types.ts'
export { Assignees, PostPicker } from './parts/assignees.tsx'
export { Covers } from './parts/covers.tsx'
export { MatterSeals } from './parts/matter-seals.tsx'

export const pages: readonly Page[] = [
  {
    path: '/seal-reviews',
    title: sealingText.reviewsTitle,
    nav: { group: 'supervision', order: 8 },
    isFor: ({ actor }) => actor.role === 'office',
    load: () => import('./pages/seal-reviews-page.tsx'),
  },
]
