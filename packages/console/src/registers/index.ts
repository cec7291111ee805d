import type { Page } from '../shell/page.ts'
import { registersText } from './registers.text.ts'

export { extraFieldsOf } from './act-values.ts'
export { ActDrawer, type Doing } from './parts/act-drawer.tsx'
export { ActForm } from './parts/act-form.tsx'
export { ConflictChoice, isConflict } from './parts/conflict-choice.tsx'
export { DoButton, DoButtons } from './parts/do-buttons.tsx'
export { FieldInput } from './parts/field-input.tsx'
export { FileLinks } from './parts/file-links.tsx'
export { type HistoryEntry, HistoryLines, RecordHistory } from './parts/history.tsx'
export { RecordDrawer, RecordFields } from './parts/record-drawer.tsx'
export { RecordPicker } from './parts/record-picker.tsx'
export { StateList } from './parts/state-list.tsx'
export { Value } from './value.tsx'

export const pages: readonly Page[] = [
  {
    path: '/registers/:kind',
    title: registersText.record,
    isFor: (session) => session.registers.length > 0,
    load: () => import('./pages/register-page.tsx'),
  },
]
