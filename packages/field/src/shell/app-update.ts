import { useEffect, useState } from 'preact/hooks'

/**
 * A new version of the app. It is fetched in the background and waits; it is taken when the worker says so, or when the
 * app is opened next. Nothing here ever reloads a window that was not asked to.
 */
const LOOK_EVERY_MS = 60 * 60_000

let registration: ServiceWorkerRegistration | undefined
let isAsked = false
/** Another window of the app took the new version: this one still runs the old one. */
let isOvertaken = false
let lastLook = 0
const listeners = new Set<() => void>()
const tell = () => {
  for (const listener of listeners) listener()
}

export async function registerWorker(): Promise<void> {
  if (!('serviceWorker' in navigator)) return
  const { serviceWorker } = navigator
  // The first worker ever takes nothing over.
  let isFirst = serviceWorker.controller === null
  serviceWorker.addEventListener('controllerchange', () => {
    if (isAsked) location.reload()
    else if (!isFirst) {
      isOvertaken = true
      tell()
    }
    isFirst = false
  })
  registration = await serviceWorker.register('/field/sw.js', { scope: '/field/' })
  lastLook = Date.now()
  registration.addEventListener('updatefound', () => {
    registration?.installing?.addEventListener('statechange', tell)
  })
  tell()
}

/** Asks the server for a new version, once an hour at most: an app that stays open would not hear of it. */
export function lookForUpdate(): void {
  if (Date.now() - lastLook < LOOK_EVERY_MS) return
  lastLook = Date.now()
  registration?.update().catch(() => {})
}

const hasUpdate = () =>
  isOvertaken || (!!registration?.waiting && navigator.serviceWorker.controller !== null)

/** Whether a new version waits. */
export function useUpdate(): boolean {
  const [has, setHas] = useState(hasUpdate)
  useEffect(() => {
    const listener = () => setHas(hasUpdate())
    listeners.add(listener)
    listener()
    return () => {
      listeners.delete(listener)
    }
  }, [])
  return has
}

/** Takes the new version and opens the app anew: the phone asks for its PIN again. */
export function takeUpdate(): void {
  isAsked = true
  if (isOvertaken) location.reload()
  else registration?.waiting?.postMessage({ type: 'SKIP_WAITING' })
}
