import type { HttpRequest, HttpResponse, HttpStack } from 'tus-js-client'

/** tus over `fetch`, the same in a browser, in a service worker and in a test that breaks the line on purpose. */
export function fetchStack(fetch: typeof globalThis.fetch): HttpStack {
  return {
    getName: () => 'fetch',
    createRequest(method, url): HttpRequest {
      const headers = new Headers()
      const abort = new AbortController()
      return {
        getMethod: () => method,
        getURL: () => url,
        setHeader: (name, value) => headers.set(name, value),
        getHeader: (name) => headers.get(name) ?? undefined,
        // Progress is told by the piece (`onChunkComplete`).
        setProgressHandler: () => {},
        async send(body: Uint8Array<ArrayBuffer> | undefined): Promise<HttpResponse> {
          const response = await fetch(url, {
            method,
            headers,
            ...(body && { body }),
            credentials: 'same-origin',
            cache: 'no-store',
            // A captive portal sends elsewhere: its page is no answer.
            redirect: 'manual',
            signal: abort.signal,
          })
          const text = await response.text()
          return {
            getStatus: () => response.status,
            getHeader: (name) => response.headers.get(name) ?? undefined,
            getBody: () => text,
            getUnderlyingObject: () => response,
          }
        },
        abort: async () => abort.abort(),
        getUnderlyingObject: () => undefined,
      }
    },
  }
}

/** Bytes as tus reads them, piece by piece. */
export const bytesReader = {
  async openFile(bytes: Uint8Array<ArrayBuffer>) {
    return {
      size: bytes.length,
      slice: async (start: number, end: number) => ({
        value: bytes.subarray(start, Math.min(end, bytes.length)),
        // Said only of sources whose size is not known; for this one the library counts for itself.
        done: false,
      }),
      close: () => {},
    }
  },
}
