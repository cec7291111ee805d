import type { Role } from '@hulei/core'
import type { Page } from '../../shell/page.ts'
import { casesText as text } from './cases.text.ts'

/** Roles that work on cases. A village or school that is assigned to one comes by a link. */
const workers: ReadonlySet<Role> = new Set<Role>([
  'office',
  'leader',
  'police',
  'discipline',
  'officer',
  'outside',
])
const watchers: ReadonlySet<Role> = new Set<Role>(['office', 'leader', 'police', 'discipline'])

const reads =
  (kind: string): Page['isFor'] =>
  ({ registers }) =>
    registers.some((each) => each.kind === kind)

export const pages: readonly Page[] = [
  {
    path: '/cases',
    title: text.cases,
    nav: { group: 'work', order: 6 },
    isFor: ({ actor }) => workers.has(actor.role),
    load: () => import('./pages/cases-page.tsx'),
  },
  {
    path: '/cases/:id',
    title: text.caseTitle,
    isFor: reads('caseFile'),
    load: () => import('./pages/case-page.tsx'),
  },
  {
    path: '/case-reviews',
    title: text.reviews,
    nav: { group: 'supervision', order: 4 },
    isFor: ({ actor }) => watchers.has(actor.role),
    load: () => import('./pages/reviews-page.tsx'),
  },
  {
    path: '/problems',
    title: text.problems,
    nav: { group: 'supervision', order: 5 },
    isFor: reads('problem'),
    load: () => import('./pages/problems-page.tsx'),
  },
  {
    path: '/recommendations',
    title: text.recommendations,
    nav: { group: 'supervision', order: 6 },
    isFor: reads('recommendation'),
    load: () => import('./pages/recommendations-page.tsx'),
  },
  {
    path: '/recommendations/:id',
    title: text.recommendationPage,
    isFor: reads('recommendation'),
    load: () => import('./pages/recommendation-page.tsx'),
  },
  {
    path: '/warning-sessions',
    title: text.sessions,
    nav: { group: 'supervision', order: 7 },
    isFor: reads('warningSession'),
    load: () => import('./pages/sessions-page.tsx'),
  },
  {
    path: '/accountability',
    title: text.accountability,
    nav: { group: 'supervision', order: 8 },
    isFor: reads('accountability'),
    load: () => import('./pages/accountability-page.tsx'),
  },
  {
    path: '/vetoes',
    title: text.vetoes,
    nav: { group: 'supervision', order: 9 },
    isFor: reads('veto'),
    load: () => import('./pages/vetoes-page.tsx'),
  },
]
