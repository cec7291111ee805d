import { DetailedError, Upload } from 'tus-js-client'
import type { FieldDatabase, FileRow } from '../store/database.ts'
import { bytesOf, confirmFile, filesToSend, noteProgress, refuseFile } from '../store/outbox.ts'
import type { Vault } from '../store/vault.ts'
import { headersOf, type Line, type Outcome, outcomeOf } from './contact.ts'
import type { SendEnd } from './send-acts.ts'
import { syncText as text } from './sync.text.ts'
import { bytesReader, fetchStack } from './tus-over-fetch.ts'
import { isAnothersSession } from './whose-session.ts'

/** Small enough that a weak line finishes one, large enough that a good one is not kept waiting. */
const PIECE_BYTES = 128 * 1024

/**
 * Sends the files whose acts the server has, in pieces that go on where they stopped (tus). The phone's copy goes only when
 * the server has taken the last piece and found the hash right.
 */
export async function sendFiles(
  db: FieldDatabase,
  vault: Vault,
  line: Line,
  onProgress: () => void = () => {},
): Promise<SendEnd> {
  let confirmed = 0
  let refused = 0
  const files = await filesToSend(db, vault.row.account)
  if (files.length === 0) return { is: 'sent', confirmed, refused }
  const other = await isAnothersSession(line, vault.row.account)
  if (other.is === 'later') return other
  if (other.is !== 'answered' || other.body) return { is: 'sign-in' }
  for (const file of files) {
    const bytes = await bytesOf(db, vault, file).catch(() => undefined)
    if (bytes === undefined) {
      await refuseFile(db, file.sha256, text.unreadable)
      refused++
      continue
    }
    const outcome = await sendOne(db, bytes, { ...line, post: file.post }, file, onProgress)
    switch (outcome.is) {
      case 'answered':
        await confirmFile(db, file.sha256)
        confirmed++
        break
      case 'refused':
        // Handed in before, and the reply was lost.
        if (outcome.problem.code === 'files.already-here') {
          await confirmFile(db, file.sha256)
          confirmed++
        } else {
          await refuseFile(db, file.sha256, outcome.problem.title)
          refused++
        }
        break
      case 'later':
        return { is: 'later', why: outcome.why }
      default:
        return { is: 'sign-in' }
    }
    onProgress()
  }
  return { is: 'sent', confirmed, refused }
}

async function sendOne(
  db: FieldDatabase,
  bytes: Uint8Array<ArrayBuffer>,
  line: Line,
  file: FileRow,
  onProgress: () => void,
): Promise<Outcome<true>> {
  return await new Promise((resolve) => {
    const upload = new Upload(bytes as unknown as Blob, {
      endpoint: `${line.base}/api/uploads`,
      ...(file.uploadUrl && { uploadUrl: file.uploadUrl }),
      uploadSize: bytes.length,
      chunkSize: PIECE_BYTES,
      metadata: { sha256: file.sha256 },
      headers: { ...headersOf(line, false), ...(file.isSealed && { 'hulei-sealed': '1' }) },
      httpStack: fetchStack(line.fetch),
      fileReader: bytesReader,
      // Where to go on is kept with the file, not in the library's own store.
      storeFingerprintForResuming: false,
      // When to try again is decided for the whole outbox (`keep-in-touch.ts`).
      retryDelays: [],
      onUploadUrlAvailable: () => {
        if (upload.url) noteProgress(db, file.sha256, { uploadUrl: upload.url }).catch(() => {})
      },
      onChunkComplete: (_size, sent) => {
        noteProgress(db, file.sha256, { sent }).then(onProgress, () => {})
      },
      onSuccess: () => resolve({ is: 'answered', body: true }),
      onError: (error) => resolve(outcomeOfError(error)),
    })
    upload.start()
  })
}

function outcomeOfError(error: Error): Outcome<true> {
  const response = error instanceof DetailedError ? error.originalResponse : null
  if (!response) return { is: 'later', why: 'offline' }
  const never = (_body: unknown): _body is true => false
  return outcomeOf(response.getStatus(), response.getHeader('content-type') ?? '', response.getBody(), never)
}
