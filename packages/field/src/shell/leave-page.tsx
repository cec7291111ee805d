import { HowToLeave } from './built-in-page.tsx'
import { useField } from './field.ts'
import { builtInBrowser } from './platform.ts'

/** For who works in a messenger's browser already: how to leave it, and what must be sent first. */
export function LeavePage() {
  const { acts, files } = useField()
  const browser = builtInBrowser(navigator.userAgent)
  if (!browser) return null
  const waiting = acts.filter((act) => act.state === 'waiting' || act.state === 'refused').length
  const isSending = files.some((file) => file.state === 'waiting')
  return <HowToLeave browser={browser} waiting={waiting || Number(isSending)} />
}
