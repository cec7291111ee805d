import type { Page } from '../../shell/page.ts'
import { reportingText as text } from './reporting.text.ts'
import { cellsText } from './sealed-cells.text.ts'

/** How suspicions come in, beside what is done with them: reporting, missing children, signs. */
export const pages: readonly Page[] = [
  {
    path: '/suspicions/new',
    title: text.report,
    nav: { group: 'work', order: 3 },
    isFor: ({ acts }) => acts.includes('lead.report'),
    load: () => import('./pages/report-page.tsx'),
  },
  {
    path: '/missing',
    title: text.missing,
    nav: { group: 'work', order: 4 },
    isFor: ({ registers }) => registers.some((each) => each.kind === 'missingChild'),
    load: () => import('./pages/missing-list-page.tsx'),
  },
  {
    path: '/missing/:id',
    title: text.missing,
    isFor: ({ registers }) => registers.some((each) => each.kind === 'missingChild'),
    load: () => import('./pages/missing-page.tsx'),
  },
  {
    path: '/sealed-cells',
    title: cellsText.title,
    nav: { group: 'work', order: 5 },
    isFor: ({ acts }) => acts.includes('seal.take-up-cell'),
    load: () => import('./pages/sealed-cells-page.tsx'),
  },
  {
    path: '/venues/:id',
    title: text.venue,
    isFor: ({ registers }) => registers.some((each) => each.kind === 'venue'),
    load: () => import('./pages/venue-page.tsx'),
  },
  {
    path: '/signs',
    title: text.signs,
    nav: { group: 'work', order: 9 },
    isFor: ({ registers }) => registers.some((each) => each.kind === 'sign'),
    load: () => import('./pages/signs-page.tsx'),
  },
]
