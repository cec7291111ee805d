import { formsOf } from '../forms/pack-forms.ts'
import { useField } from './field.ts'
import { shellText as text } from './shell.text.ts'

/** Who helps at once, and what cannot wait; neither needs a network. */
export function HelpPage() {
  const { pack, formPages, urgent } = useField()
  const forms = formsOf(pack).forms.filter((form) => urgent.has(form.act))
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
      {forms.length > 0 && <h2 class="below">{text.writeDown}</h2>}
      <div class="stack">
        {forms.map((form) => (
          <a key={form.act} class="button" href={`#/${formPages[form.act] ?? `form/${form.act}`}`}>
            {form.title}
          </a>
        ))}
      </div>
    </section>
  )
}
