import { dayOf, type Lead, type Sign } from '@hulei/core'
import { html } from './html.ts'
import { words } from './public.text.ts'
import type { RefusedFile } from './public-form.ts'
import { layout, notice, photoField, refusedFiles } from './public-page.ts'

type Earlier = Pick<Lead, 'reportedAt' | 'acknowledgedAt' | 'closedOn'>

/** Two large buttons for the owner of a venue; whichever is touched sends. */
export function venuePage(
  path: string,
  at: Sign,
  given: {
    readonly form: string
    readonly sentAt?: string
    readonly note?: string | undefined
    readonly error?: string
    readonly refused?: readonly RefusedFile[]
    readonly earlier: readonly Earlier[]
  },
): string {
  const { form, sentAt, note, error, refused = [], earlier } = given
  return layout(
    undefined,
    html`<h1>${words.venueTitle(at.place)}</h1>${
      sentAt
        ? html`<section class="box good" role="status"><h2>${words.venueSent}</h2><p>${words.venueSentText(timeOf(sentAt))}</p></section>`
        : ''
    }${notice(error)}${refusedFiles(refused, true)}<p>${words.venueIntro(at.officer ?? undefined)}</p><a class="call" href="tel:110">110</a>
<form method="post" action="${path}" enctype="multipart/form-data"><input type="hidden" name="form" value="${form}">
<button class="tall" name="what" value="minors">${words.venueMinors}</button><button class="tall dark" name="what" value="suspicion">${words.venueSuspicion}</button>
<section class="box"><label><span class="label">${words.venueNote}</span><textarea name="story" maxlength="500">${note ?? ''}</textarea></label>${photoField(words.venuePhoto)}</section></form>${
      earlier.length > 0
        ? html`<section class="box"><h2>${words.venueEarlier}</h2>${earlier.map(
            (each) => html`<p>${timeOf(each.reportedAt)}　${stateOf(each)}</p>`,
          )}</section>`
        : ''
    }`,
  )
}

const stateOf = ({ closedOn, acknowledgedAt }: Earlier): string => {
  if (closedOn) return words.venueStates.ended
  return acknowledgedAt ? words.venueStates.seen : words.venueStates.waiting
}

/** 5月20日09:30, as a clock on the wall shows it here. */
const timeOf = (at: string): string => {
  const instant = Date.parse(at)
  const [, month, day] = dayOf(instant).split('-')
  const clock = new Date(instant + 8 * 3_600_000).toISOString().slice(11, 16)
  return `${Number(month)}月${Number(day)}日${clock}`
}
