import { handedIn, visit } from '@hulei/core'
import type { Page } from '../../shell/page.ts'
import type { PostSession } from '../../shell/session.tsx'
import { visitsText as text } from './visits.text.ts'

export { DueChild, type VisitList } from './parts/due-child.tsx'

const seesVisits = (session: PostSession) => session.registers.some((each) => each.kind === visit.name)
const writesVisits = (session: PostSession) => session.acts.includes('visit.record')

export const pages: readonly Page[] = [
  {
    path: '/visits',
    title: text.list,
    nav: { group: 'work', order: 20 },
    isFor: seesVisits,
    load: () => import('./pages/due-visits-page.tsx'),
  },
  {
    path: '/visits/new',
    title: text.record,
    isFor: writesVisits,
    load: () => import('./pages/record-visit-page.tsx'),
  },
  {
    path: '/handed-in/:id',
    title: handedIn.title,
    isFor: (session) => session.registers.some((each) => each.kind === handedIn.name),
    load: () => import('./pages/handed-in-page.tsx'),
  },
  { path: '/visits/:id', title: text.visit, isFor: seesVisits, load: () => import('./pages/visit-page.tsx') },
]
