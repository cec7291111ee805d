import { ApiProblem, send } from '../shell/api.ts'
import { evidenceText } from './evidence.text.ts'

/** What of a file handed in is sealed: who hands it in as well, or the file alone. */
export type Seal = 'actor' | 'file'

const toHex = (bytes: ArrayBuffer) =>
  [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('')

/** SHA-256 of a file's bytes, made here in the browser, before anything can change them on the way. */
export async function hashOf(file: Blob): Promise<string> {
  return toHex(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()))
}

/**
 * Sends a file and gives its hash, under which a record then names it. Throws `ApiProblem`. `seal`: `actor` for an act that
 * seals who does it, so that the file is handed in under the same pseudonym; `file` for a sealed record. Kept encrypted, both.
 */
export async function uploadFile(file: Blob, { seal }: { seal?: Seal } = {}): Promise<string> {
  const sha256 = await hashOf(file)
  const kept = await send<{ sha256: string }>('POST', '/api/files', {
    body: file,
    headers: {
      'hulei-sha256': sha256,
      'content-type': file.type || 'application/octet-stream',
      ...(seal && { 'hulei-sealed': seal === 'actor' ? '1' : 'file' }),
    },
  })
  if (kept.sha256 !== sha256) throw new ApiProblem('files.altered', 0, evidenceText.altered)
  return sha256
}
