import { leadsText as text } from './leads.text.ts'

/** Help before any form; calling needs no network. */
export function CallFirst({ note }: { note?: string }) {
  return (
    <section class="calls call-first" aria-label={text.urgent}>
      <a class="button urgent wide" href="tel:110">
        {text.urgent} {text.police}
      </a>
      <p class="hint">
        {note && `${note} `}
        <a href="tel:12345">{text.hotline}</a> · <a href="tel:12355">{text.youthLine}</a>
      </p>
    </section>
  )
}
