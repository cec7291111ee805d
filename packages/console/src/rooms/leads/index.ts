import type { Page } from '../../shell/page.ts'
import { leadsText } from './leads.text.ts'
import { pages as reporting } from './reporting-pages.ts'

export { LeadCard } from './parts/lead-card.tsx'

/** Whose daily work leads are; others come to one by a message or by name. */
export const worksOnLeads = (role: string): boolean =>
  ['office', 'leader', 'police', 'discipline', 'officer', 'outside'].includes(role)

export const pages: readonly Page[] = [
  {
    path: '/leads',
    title: leadsText.title,
    nav: { group: 'work', order: 2 },
    isFor: ({ actor }) => worksOnLeads(actor.role),
    load: () => import('./pages/leads-page.tsx'),
  },
  {
    path: '/leads/:id',
    title: leadsText.title,
    isFor: ({ registers }) => registers.some((each) => each.kind === 'lead'),
    load: () => import('./pages/lead-page.tsx'),
  },
  ...reporting,
]
