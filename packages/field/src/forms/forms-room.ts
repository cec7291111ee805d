import type { Room } from '../shell/room.ts'
import { actLine } from './act-line.ts'
import { FormPage, MendFormPage } from './form-page.tsx'
import { formsText as text } from './forms.text.ts'
import { FormsPage } from './forms-page.tsx'

/** Everything that is written down in the field and has no page of its own: the screen follows from the act's declaration. */
export const formsRoom: Room = {
  pages: {
    forms: { show: FormsPage, tab: 'forms' },
    form: { show: FormPage },
    'form-mend': { show: MendFormPage },
  },
  // A village's worker visits first; for everybody else this is what the app is for.
  tabs: ({ post }) => [{ page: 'forms', label: text.tab, rank: post.role === 'village' ? 20 : 5 }],
  tell: actLine,
}
