// Part of the service worker: wakes the windows that are open when the browser has found a network again. Where none is
// open, or all are locked, nothing is sent: the key is in no place that this script could reach, and should not be.
const TAG = 'hulei-outbox'
const LONGEST_MS = 4 * 60_000

self.addEventListener('sync', (event) => {
  if (event.tag === TAG) event.waitUntil(wakeWindows())
})

async function wakeWindows() {
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  await Promise.all(
    windows.map(
      (window) =>
        new Promise((resolve) => {
          const { port1, port2 } = new MessageChannel()
          port1.onmessage = resolve
          window.postMessage({ type: TAG }, [port2])
          setTimeout(resolve, LONGEST_MS)
        }),
    ),
  )
}
