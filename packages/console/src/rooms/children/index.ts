import { importers, mayBeGranted } from '@hulei/core'
import type { Page } from '../../shell/page.ts'
import { childrenText as text } from './children.text.ts'

const reads = (kind: string) => (session: Parameters<Page['isFor']>[0]) =>
  session.registers.some((each) => each.kind === kind)
const imports: Page['isFor'] = ({ actor }) => mayBeGranted(importers, actor)

export const pages: readonly Page[] = [
  {
    path: '/children/import',
    title: text.importTitle,
    nav: { group: 'registers', order: 1 },
    isFor: imports,
    load: () => import('./pages/import-page.tsx'),
  },
  {
    path: '/children/import/:id',
    title: text.importTitle,
    isFor: imports,
    load: () => import('./pages/import-run-page.tsx'),
  },
  {
    path: '/children/duplicates',
    title: text.duplicatesTitle,
    nav: { group: 'registers', order: 2 },
    isFor: (session) => imports(session) && reads('child')(session),
    load: () => import('./pages/duplicates-page.tsx'),
  },
  {
    path: '/children/:id',
    title: text.fileTitle,
    isFor: reads('child'),
    load: () => import('./pages/child-page.tsx'),
  },
]
