import { randomUUID } from 'node:crypto'
import { type Html, html } from './html.ts'
import { words } from './public.text.ts'
import type { RefusedFile } from './public-form.ts'
import { addForm, emergency, layout, type Place, refusedFiles } from './public-page.ts'

/** What the sender sees once a report is in the log: the code, what was not kept, how to go on. */
export function receivedPage(
  { township, base }: Place,
  given: {
    readonly code: string
    readonly isChanged: boolean
    readonly isDangerNow: boolean
    readonly outside?: { readonly name: string; readonly phone: string }
    readonly oddPhone?: string | undefined
    readonly refused: readonly RefusedFile[]
  },
): string {
  const { code, isChanged, isDangerNow, oddPhone, outside, refused } = given
  return layout(
    base,
    html`<h1>${words.receivedTitle}</h1>${isDangerNow ? html`<p class="box error" role="alert">${words.dangerAgain}</p>${emergency(township)}` : ''}
<section class="box good"><p>${outside ? words.receivedOutside(outside.name, outside.phone) : words.receivedText}${isChanged ? words.addedToo : ''}</p><h2>${words.codeTitle}</h2>${codeBox(code)}<p>${words.codeText}</p></section>
${oddPhone ? html`<p class="box">${words.phoneOdd(oddPhone)}</p>` : ''}${refusedFiles(refused, true)}${addForm(base, { code, form: randomUUID() })}`,
  )
}

export const codeBox = (code: string): Html => html`<p class="code">${code}</p>`
