import { useEffect, useState } from 'preact/hooks'

/** Where the worker is in the app: `#/visits`, `#/child/<id>`, `#/outbox`; no page is the post's home. */
export type Route = { readonly page: string; readonly id: string }

const read = (): Route => {
  const [page = '', id = ''] = location.hash.replace(/^#\/?/, '').split('/')
  return { page, id }
}

/** The address after `#`, so that the phone's own back button works. */
export function useRoute(): Route {
  const [route, setRoute] = useState(read)
  useEffect(() => {
    const moved = () => {
      setRoute(read())
      scrollTo(0, 0)
    }
    addEventListener('hashchange', moved)
    return () => removeEventListener('hashchange', moved)
  }, [])
  return route
}

export const go = (path: string): void => {
  location.hash = `#/${path}`
}
