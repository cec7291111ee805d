import type { Role } from '@hulei/core'
import type { Page } from '../shell/page.ts'
import { auditText } from './audit.text.ts'

const actReaders: readonly Role[] = ['auditor', 'office', 'leader', 'discipline']
const readingReaders: readonly Role[] = ['auditor', 'discipline']

export const pages: readonly Page[] = [
  {
    path: '/audit',
    title: auditText.actsTitle,
    nav: { group: 'system', order: 2 },
    isFor: ({ actor }) => actReaders.includes(actor.role),
    load: () => import('./pages/acts-page.tsx'),
  },
  {
    path: '/audit/readings',
    title: auditText.readingsTitle,
    nav: { group: 'system', order: 3 },
    isFor: ({ actor }) => readingReaders.includes(actor.role),
    load: () => import('./pages/readings-page.tsx'),
  },
]
