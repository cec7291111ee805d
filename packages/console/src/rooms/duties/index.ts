import type { Role } from '@hulei/core'
import type { Page } from '../../shell/page.ts'
import { dutiesText } from './duties.text.ts'

export { subjectPath } from './map-rows.ts'

const overseers: readonly Role[] = ['office', 'leader', 'discipline', 'county']
const holders: readonly Role[] = ['office', 'officer', 'police', 'village']
const readers: readonly Role[] = [...new Set([...overseers, ...holders])]

export const pages: readonly Page[] = [
  {
    path: '/duties',
    title: dutiesText.overview,
    nav: { group: 'supervision', order: 1 },
    isFor: ({ actor }) => overseers.includes(actor.role),
    load: () => import('./pages/overview-page.tsx'),
  },
  {
    path: '/duties/mine',
    title: dutiesText.mine,
    nav: { group: 'work', order: 20 },
    isFor: ({ actor }) => holders.includes(actor.role),
    load: () => import('./pages/mine-page.tsx'),
  },
  {
    path: '/duties/units/:unit',
    title: dutiesText.mine,
    isFor: ({ actor }) => readers.includes(actor.role),
    load: () => import('./pages/subject-page.tsx'),
  },
  {
    path: '/duties/villages/:village',
    title: dutiesText.mine,
    isFor: ({ actor }) => readers.includes(actor.role),
    load: () => import('./pages/subject-page.tsx'),
  },
  {
    path: '/duties/folder',
    title: dutiesText.folder,
    isFor: ({ actor }) => readers.includes(actor.role),
    load: () => import('./pages/folder-page.tsx'),
  },
]
