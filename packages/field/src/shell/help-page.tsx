import { shellText as text } from './shell.text.ts'

/** Who helps at once; no network is needed to call. */
export function HelpPage() {
  return (
    <section>
      <h1>{text.help}</h1>
      <p class="note">{text.helpHint}</p>
      <div class="stack calls">
        <a class="button urgent" href="tel:110">
          {text.police} 110
        </a>
        <a class="button" href="tel:12345">
          {text.hotline} 12345
        </a>
        <a class="button" href="tel:12355">
          {text.youthLine} 12355
        </a>
      </div>
      <a class="button" href="#/report">
        {text.report}
      </a>
    </section>
  )
}
