import { rescuePlan, rescueTask, youngOffender } from '@hulei/core'
import type { Page } from '../../shell/page.ts'
import { supportText as text } from './support.text.ts'

export { RescueCard } from './parts/rescue-card.tsx'

/** Offices that see young offenders' files at all: the police, the office, and whoever is charged with justice. */
const seesOffenders: Page['isFor'] = ({ actor }) =>
  actor.role === 'police' ||
  actor.role === 'office' ||
  (actor.role === 'officer' && actor.remits.includes('justice'))

export const pages: readonly Page[] = [
  {
    path: '/rescue-tasks',
    title: text.ownTasks,
    nav: { group: 'work', order: 7 },
    isFor: ({ actor, registers }) =>
      ['officer', 'office', 'police'].includes(actor.role) &&
      registers.some((each) => each.kind === rescueTask.name),
    load: () => import('./pages/rescue-tasks-page.tsx'),
  },
  {
    // Whoever is asked to help comes by the message that says so, or from the unit's tasks.
    path: '/rescues',
    title: text.ownRescues,
    isFor: ({ registers }) => registers.some((each) => each.kind === rescuePlan.name),
    load: () => import('./pages/rescues-page.tsx'),
  },
  {
    path: '/young-offenders',
    title: text.offenders,
    nav: { group: 'work', order: 8 },
    isFor: seesOffenders,
    load: () => import('./pages/offenders-page.tsx'),
  },
  {
    path: '/young-offenders/:id',
    title: text.offenders,
    isFor: ({ registers }) => registers.some((each) => each.kind === youngOffender.name),
    load: () => import('./pages/offender-page.tsx'),
  },
]
