/**
 * Background sync, where the browser has it: the browser tells the service worker when there is a network again, and the
 * worker wakes the windows that are open (`public/wake.js`). It cannot send by itself: what waits is sealed under a key
 * that only an unlocked window holds.
 */
const TAG = 'hulei-outbox'
type WithSync = ServiceWorkerRegistration & {
  readonly sync?: { register(tag: string): Promise<void> }
}

/** Asks the browser to tell when there is a network; a refusal costs nothing, the timer goes on. */
export function askToBeWoken(): void {
  if (!('serviceWorker' in navigator)) return
  navigator.serviceWorker
    .getRegistration()
    .then((registration) => (registration as WithSync | undefined)?.sync?.register(TAG))
    .catch(() => {})
}

/** Calls when the worker wakes this window, and answers when it is done; gives the way to stop. */
export function onWoken(work: () => Promise<void>): () => void {
  if (!('serviceWorker' in navigator)) return () => {}
  const woken = (event: MessageEvent<{ type?: unknown } | null>) => {
    if (event.data?.type !== TAG) return
    const [port] = event.ports
    work().finally(() => port?.postMessage('done'))
  }
  navigator.serviceWorker.addEventListener('message', woken)
  return () => navigator.serviceWorker.removeEventListener('message', woken)
}
