import { takeUpdate, useUpdate } from './app-update.ts'
import type { Field } from './field.ts'
import { builtInBrowser, isLow } from './platform.ts'
import { shellText as text } from './shell.text.ts'

/** What the worker should know before anything else is begun; never on a form, where nothing may get in between. */
export function Notices({ field: { storage }, page }: { field: Field; page: string }) {
  const hasUpdate = useUpdate()
  return (
    <div class="notices">
      {storage && isLow(storage) && (
        <p class="notice bad" role="alert">
          {text.storageLow}
        </p>
      )}
      {hasUpdate && (
        <p class="notice">
          <span>
            {text.version}
            <small>{text.updateHint}</small>
          </span>
          <button type="button" onClick={takeUpdate}>
            {text.updateNow}
          </button>
        </p>
      )}
      {page !== 'browser' && builtInBrowser(navigator.userAgent) && (
        <p class="notice">
          <span>{text.inBuiltIn}</span>
          <a class="button" href="#/browser">
            {text.howToLeave}
          </a>
        </p>
      )}
    </div>
  )
}
