import { ApiProblem, send } from '../shell/api.ts'
import { evidenceText } from './evidence.text.ts'

const toHex = (bytes: ArrayBuffer) =>
  [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('')

/** SHA-256 of a file's bytes, made here in the browser, before anything can change them on the way. */
export async function hashOf(file: Blob): Promise<string> {
  return toHex(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()))
}

/**
 * Sends a file and gives its hash, under which a record then names it. Throws `ApiProblem`. `isSealed`: for an act that
 * seals who does it; the file is then handed in under the same pseudonym.
 */
export async function uploadFile(file: Blob, { isSealed = false } = {}): Promise<string> {
  const sha256 = await hashOf(file)
  const kept = await send<{ sha256: string }>('POST', '/api/files', {
    body: file,
    headers: {
      'hulei-sha256': sha256,
      'content-type': file.type || 'application/octet-stream',
      ...(isSealed && { 'hulei-sealed': '1' }),
    },
  })
  if (kept.sha256 !== sha256) throw new ApiProblem('files.altered', 0, evidenceText.altered)
  return sha256
}
