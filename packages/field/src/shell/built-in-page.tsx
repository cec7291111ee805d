import { useState } from 'preact/hooks'
import type { BuiltInBrowser } from './platform.ts'
import { shellText as text } from './shell.text.ts'

/** How to leave a messenger's built-in browser for the phone's own: what to press, drawn and in words. */
export function HowToLeave({ browser, waiting }: { browser: BuiltInBrowser; waiting: number }) {
  const [isCopied, setCopied] = useState(false)
  const address = `${location.origin}/field/`
  const copy = () => {
    navigator.clipboard?.writeText(address).then(
      () => setCopied(true),
      () => {},
    )
  }
  const steps = text.leave.steps(browser)
  return (
    <section class="leave">
      <h1>{text.leave.title}</h1>
      <p>{text.leave.why(browser.app)}</p>
      <Corner item={text.leave.item(browser)} isDesktop={browser.on === 'desktop'} label={steps.join('')} />
      <ol>
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      {waiting > 0 && <p class="note">{text.leave.waiting(waiting)}</p>}
      <p class="hint">{text.leave.orCopy}</p>
      <p class="address">{address}</p>
      <button type="button" onClick={copy}>
        {isCopied ? text.leave.copied : text.leave.copy}
      </button>
    </section>
  )
}

/** The corner of the messenger's window: the three points that open its menu, and in the menu the line to press. */
function Corner({ item, isDesktop, label }: { item: string; isDesktop: boolean; label: string }) {
  return (
    <svg viewBox="0 0 320 220" role="img" aria-label={label} class="corner">
      <rect x="2" y="2" width="316" height="216" rx="14" class="frame" />
      <path d="M2 46h316" class="rule" />
      <path d="M24 16l-10 9 10 9" class="rule" />
      <rect x="96" y="18" width="96" height="14" rx="7" class="grey" />
      <circle cx="282" cy="25" r="17" class="ring" />
      {[272, 282, 292].map((x) => (
        <circle key={x} cx={x} cy="25" r="3.4" class="point" />
      ))}
      <rect x="60" y="104" width="246" height="100" rx="12" class="menu" />
      <rect x="72" y="116" width="222" height="42" rx="8" class="chosen" />
      <circle cx="94" cy="137" r="11" class="globe" />
      <path d="M83 137h22M94 126c-8 7-8 15 0 22c8-7 8-15 0-22" class="globe" />
      <text x="114" y="143" class="item">
        {item}
      </text>
      <rect x="84" y="174" width="130" height="10" rx="5" class="grey" />
      <path d="M236 92C214 86 206 62 252 36m-16 0 17-1-6 16" class="arrow" />
      <text x="204" y="80" class="number">
        1
      </text>
      <text x="40" y="146" class="number">
        2
      </text>
      {isDesktop && <path d="M300 16l10 10m0-10l-10 10" class="rule" />}
    </svg>
  )
}
