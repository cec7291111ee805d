import type { Role } from '@hulei/core'
import type { Page } from '../../shell/page.ts'
import { impactText } from './impact.text.ts'
import { protectionText as text } from './protection.text.ts'

const reads =
  (kind: string): Page['isFor'] =>
  ({ registers }) =>
    registers.some((each) => each.kind === kind)

/** The desk of families' requests is for whoever takes them in, looks at them, or watches over it. */
const desk: ReadonlySet<Role> = new Set<Role>(['office', 'police', 'discipline'])
/** Who may read the year's audit. */
const auditors: ReadonlySet<Role> = new Set<Role>(['auditor', 'discipline', 'office', 'leader'])

export const pages: readonly Page[] = [
  {
    path: '/rights',
    title: text.rights,
    nav: { group: 'work', order: 12 },
    isFor: ({ actor }) => desk.has(actor.role),
    load: () => import('./pages/rights-page.tsx'),
  },
  {
    path: '/rights/:id',
    title: text.rights,
    isFor: reads('rightsRequest'),
    load: () => import('./pages/rights-request-page.tsx'),
  },
  {
    path: '/breaches',
    title: text.breaches,
    nav: { group: 'system', order: 6 },
    isFor: reads('breach'),
    load: () => import('./pages/breaches-page.tsx'),
  },
  {
    path: '/access-record',
    title: text.access,
    nav: { group: 'system', order: 7 },
    isFor: reads('post'),
    load: () => import('./pages/access-page.tsx'),
  },
  {
    path: '/privacy-audit',
    title: text.audit,
    nav: { group: 'system', order: 8 },
    isFor: ({ actor }) => auditors.has(actor.role),
    load: () => import('./pages/audit-page.tsx'),
  },
  {
    path: '/impact-assessments',
    title: impactText.title,
    nav: { group: 'system', order: 9 },
    isFor: reads('impactAssessment'),
    load: () => import('./pages/impact-page.tsx'),
  },
]
